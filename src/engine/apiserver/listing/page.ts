import type { KubernetesObject, Status } from "../../api/meta.ts";
import { base64, fromBase64 } from "../defaulting/base64.ts";
import { readJson } from "../http/jsonText.ts";
import { badRequest } from "../status.ts";

/** Which part of a collection a request asks for: so many objects, behind a key. */
export interface Page {
  readonly limit?: number;
  /** The key of the last object that the client has, as etcd keeps it below the collection. */
  readonly after?: string;
}

const tokenVersion = "meta.k8s.io/v1";

interface Token {
  readonly v?: string;
  readonly start?: string;
}

const urlSafe = (text: string): string => text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** Where the next page begins. Models storage.EncodeContinue (v1.34). */
export function continueToken(last: string, revision: number): string {
  return urlSafe(base64(JSON.stringify({ v: tokenVersion, rv: revision, start: `${last}\0` })));
}

function unusable(why: string): { readonly refused: Status } {
  return { refused: badRequest(`invalid continue token: continue key is not valid: ${why}`) };
}

function decoded(token: string): Page | { readonly refused: Status } {
  const bad = [...token].findIndex((digit) => !/[\w-]/.test(digit));
  if (bad >= 0) return unusable(`illegal base64 data at input byte ${bad}`);
  const json = readJson(fromBase64(token.replace(/-/g, "+").replace(/_/g, "/")));
  if ("problem" in json) return unusable(json.problem);
  const { v = "", start } = (json.value ?? {}) as Token;
  if (v !== tokenVersion) return unusable(`server does not recognize this encoded version ${v}`);
  if (!start) return unusable(`encoded start key empty (version ${tokenVersion})`);
  return { after: start.replace(/\0$/, "") };
}

/** Reads `limit` and `continue`. Models ListResource and storage.DecodeContinue (v1.34). */
export function pageOf(query: { readonly [name: string]: string }): Page | { readonly refused: Status } {
  const { limit, continue: token, resourceVersion } = query;
  const size = Number(limit ?? 0);
  if (!token) return size > 0 ? { limit: size } : {};
  if (resourceVersion && resourceVersion !== "0")
    return { refused: badRequest("specifying resource version is not allowed when using continue") };
  const start = decoded(token);
  return "refused" in start || size <= 0 ? start : { ...start, limit: size };
}

/** The key of an object below its collection: of all namespaces, or of one. */
function keyOf({ metadata }: KubernetesObject, namespace: string | undefined): string {
  const { name = "" } = metadata;
  return namespace === undefined && metadata.namespace ? `${metadata.namespace}/${name}` : name;
}

/**
 * A page of a collection, and what the list's metadata say of the rest. Objects come as they are now, also where a token
 * speaks of an older version.
 */
export function paged<T extends KubernetesObject>(
  objects: readonly T[],
  { limit, after }: Page,
  {
    namespace,
    revision,
    isWhole,
  }: { readonly namespace: string | undefined; readonly revision: number; readonly isWhole: boolean },
): { readonly items: readonly T[]; readonly metadata: object } {
  if (limit === undefined && after === undefined) return { items: objects, metadata: {} };
  const keyed = objects.map((object) => ({ key: keyOf(object, namespace), object }));
  const rest = keyed.filter(({ key }) => after === undefined || key > after).sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = rest.slice(0, limit);
  const items = page.map(({ object }) => object);
  const last = page.at(-1);
  if (!last || page.length === rest.length) return { items, metadata: {} };
  // How many are left is only told where all count.
  const count = isWhole ? { remainingItemCount: rest.length - page.length } : {};
  return { items, metadata: { continue: continueToken(last.key, revision), ...count } };
}
