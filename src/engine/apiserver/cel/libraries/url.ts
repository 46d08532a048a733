import { escapeText } from "../../../api/names.ts";

/** A URL in its parts. Models url.ParseRequestURI and url.URL of Go, as far as CEL shows them. */
export class Url {
  constructor(
    readonly scheme: string,
    readonly host: string,
    readonly path: string,
    readonly query: string,
  ) {}

  get hostname(): string {
    const bracketed = /^\[(.*)\](:\d*)?$/.exec(this.host);
    return bracketed?.[1] ?? this.host.replace(/:\d*$/, "");
  }

  get port(): string {
    return /:(\d*)$/.exec(this.host.replace(/^\[.*\]/, ""))?.[1] ?? "";
  }

  get escapedPath(): string {
    return this.path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]%]/gu, encodeURIComponent);
  }

  /** Each parameter with its values; one that cannot be read is left out. */
  get parameters(): { [name: string]: string[] } {
    const found: { [name: string]: string[] } = {};
    for (const part of this.query.split("&")) {
      if (part === "" || part.includes(";")) continue;
      const at = part.indexOf("=");
      try {
        const [name, value] = [at < 0 ? part : part.slice(0, at), at < 0 ? "" : part.slice(at + 1)].map((text) =>
          decodeURIComponent(text.replaceAll("+", " ")),
        ) as [string, string];
        found[name] = [...(found[name] ?? []), value];
      } catch {}
    }
    return found;
  }

  equals(other: Url): boolean {
    return (
      this.scheme === other.scheme && this.host === other.host && this.path === other.path && this.query === other.query
    );
  }
}

const isControl = (character: string): boolean => character < " " || character === "\x7f";

/** A URL that could stand in a request, or why the text is none. */
export function parseUrl(text: string): Url | { readonly problem: string } {
  const problem = (why: string) => ({ problem: `parse ${escapeText(text)}: ${why}` });
  if ([...text].some(isControl)) return problem("net/url: invalid control character in URL");
  if (text === "") return problem("empty url");
  const [, scheme = "", after = text] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  if (scheme === "" && /^:/.test(text)) return problem("missing protocol scheme");
  const hash = after.indexOf("#");
  const shown = hash < 0 ? after : after.slice(0, hash);
  const [rest = "", query = ""] = shown.includes("?")
    ? [shown.slice(0, shown.indexOf("?")), shown.slice(shown.indexOf("?") + 1)]
    : [shown];
  if (!rest.startsWith("/"))
    return scheme === "" ? problem("invalid URI for request") : new Url(scheme.toLowerCase(), "", "", query);
  const bad = /%(?![0-9A-Fa-f]{2}).{0,2}/.exec(rest)?.[0];
  if (bad !== undefined) return problem(`invalid URL escape ${escapeText(bad)}`);
  if (scheme === "" || !rest.startsWith("//")) return new Url(scheme.toLowerCase(), "", rest, query);
  const slash = rest.indexOf("/", 2);
  const authority = rest.slice(2, slash < 0 ? undefined : slash);
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const port = /:([^:\]]*)$/.exec(host.replace(/^\[.*\]/, ""))?.[1];
  if (port !== undefined && !/^\d*$/.test(port)) return problem(`invalid port ${escapeText(`:${port}`)} after host`);
  const odd = /[ "<>\\^`{|}]/.exec(host)?.[0];
  if (odd !== undefined) return problem(`invalid character ${escapeText(odd)} in host name`);
  return new Url(scheme.toLowerCase(), host, slash < 0 ? "" : rest.slice(slash), query);
}
