import type { Random } from "../kernel/random.ts";
import type { CanaryConfig } from "./annotations.ts";
import type { Configuration, Location, Upstream } from "./configuration.ts";

/** What nginx looks at to decide where a request goes. */
export interface HTTPRequest {
  readonly host: string;
  readonly path: string;
  /** Names as the client writes them; upper and lower case are the same. */
  readonly headers?: { readonly [name: string]: string };
  readonly cookies?: { readonly [name: string]: string };
}

/** nginx's variables `$http_NAME` and `$cookie_NAME`: in lower case, a header's dashes as underscores. */
function named(values: HTTPRequest["headers"], name: string): string | undefined {
  if (name === "") return undefined;
  const wanted = name.toLowerCase().replaceAll("-", "_");
  return Object.entries(values ?? {}).find(([key]) => key.toLowerCase().replaceAll("-", "_") === wanted)?.[1];
}

/** What the rules of a canary come to for a request: it is the canary's, it is not, or the weight is drawn. */
export type Decision = "canary" | "main" | "draw";

/**
 * Whether a request goes to the canary: by header, else by cookie, else by weight. A header's value that is asked for
 * takes `always` and `never` their meaning; a pattern that can't be read keeps the request at the main backend.
 *
 * Models route_to_alternative_balancer of rootfs/etc/nginx/lua/balancer.lua (ingress-nginx, controller v1), without
 * session affinity.
 */
export function decisionOf(canary: CanaryConfig, request: HTTPRequest): Decision {
  const header = named(request.headers, canary.header);
  if (header !== undefined) {
    if (canary.headerValue !== "") {
      if (header === canary.headerValue) return "canary";
    } else if (canary.headerPattern !== "") {
      const matched = matches(canary.headerPattern, header);
      if (matched !== false) return matched === true ? "canary" : "main";
    } else if (header === "always") return "canary";
    else if (header === "never") return "main";
  }
  const cookie = named(request.cookies, canary.cookie);
  if (cookie === "always") return "canary";
  return cookie === "never" ? "main" : "draw";
}

/** A draw by weight: as often as `weight` out of the total, which is at least 100. */
export function isDrawn({ weight, weightTotal }: CanaryConfig, random: Random): boolean {
  return random.integer(weightTotal > 100 ? weightTotal : 100) + 1 <= weight;
}

/** Null when the pattern is no regular expression. JavaScript's, where nginx has Perl's. */
function matches(pattern: string, text: string): boolean | null {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return null;
  }
}

/** The location of a request: by its host, then by the longest path. Null: there is none, nginx answers 404. */
export function locationOf({ servers }: Configuration, { host, path }: HTTPRequest): Location | null {
  const name = host.toLowerCase().replace(/:\d+$/, "");
  const parent = name.slice(name.indexOf(".") + 1);
  const server = servers.get(name) ?? (name.includes(".") ? servers.get(`*.${parent}`) : undefined) ?? servers.get("_");
  const bare = path.split("?")[0] ?? "";
  const found = (server ?? []).filter((location) => covers(location, bare));
  return found.reduce<Location | null>(
    (best, next) => (best && rank(best, bare) >= rank(next, bare) ? best : next),
    null,
  );
}

/** `/shop` as a prefix covers /shop and /shop/cart, not /shopping; where the controller decides, the text counts. */
function covers({ path, pathType }: Location, asked: string): boolean {
  if (pathType === "Exact") return asked === path;
  if (pathType !== "Prefix") return asked.startsWith(path);
  const base = path.endsWith("/") ? path.slice(0, -1) : path;
  return asked === base || asked.startsWith(`${base}/`);
}

/** An exact location comes before all prefixes, then the prefix that is the whole path; of the others the longest counts. */
function rank({ path, pathType }: Location, asked: string): number {
  if (pathType === "Exact") return Number.POSITIVE_INFINITY;
  return pathType === "Prefix" && asked === path ? Number.MAX_SAFE_INTEGER : path.length;
}

/** The way of a request: the same for all that ask and carry the same. */
export interface Route {
  /** The main Ingress, and its Service. */
  readonly ingress: string;
  readonly service: string;
  /** Null when nobody is there to answer: 503. */
  readonly main: Upstream | null;
  readonly canary: { readonly upstream: Upstream; readonly rules: CanaryConfig; readonly decision: Decision } | null;
}

/**
 * The way of a request; null when no Ingress is for it. A main backend without endpoints answers 503 before any canary is
 * looked at; a canary without endpoints gets nothing. Of several canaries only the first counts.
 */
export function routeOf(configuration: Configuration, request: HTTPRequest): Route | null {
  const location = locationOf(configuration, request);
  if (!location) return null;
  const main = configuration.upstreams.get(location.upstream);
  const route = { ingress: location.ingress, service: main?.service ?? "" };
  if (!main || main.endpoints.length === 0) return { ...route, main: null, canary: null };
  const upstream = configuration.upstreams.get(main.alternatives[0] ?? "");
  const rules = upstream?.canary;
  if (!upstream || !rules || upstream.endpoints.length === 0) return { ...route, main, canary: null };
  return { ...route, main, canary: { upstream, rules, decision: decisionOf(rules, request) } };
}

/** Where a route leads this time. */
export function upstreamOf({ main, canary }: Route, random: Random): Upstream | null {
  if (!canary || canary.decision === "main") return main;
  return canary.decision === "canary" || isDrawn(canary.rules, random) ? canary.upstream : main;
}
