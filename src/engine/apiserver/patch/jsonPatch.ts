import { isFields } from "./mergePatch.ts";

type Operation = { readonly op?: string; readonly path?: string; readonly from?: string; readonly value?: unknown };

/** Why a JSON patch cannot be applied. */
class PatchFailure extends Error {}

/** Go's errors of what is missing and of indexes end in the same words wherever they come from. */
const missing = "missing value";
const invalidIndex = "invalid index referenced";

type Container = { [key: string]: unknown } | unknown[];

const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => deepEqual(item, b[index]));
  if (!isFields(a) || !isFields(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && deepEqual(a[key], b[key]));
}

/** The place of an index in a list of so many; negative ones count from the end. */
function indexIn(length: number, key: string): number {
  if (!/^[+-]?\d+$/.test(key)) throw new PatchFailure(`strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`);
  const index = Number(key);
  if (index >= length || index < -length)
    throw new PatchFailure(`Unable to access invalid index: ${index}: ${invalidIndex}`);
  return index < 0 ? index + length : index;
}

/** An object has every key, some without a value; a list has its indexes only. */
function get(container: Container, key: string): unknown {
  return Array.isArray(container) ? container[indexIn(container.length, key)] : container[key];
}

function set(container: Container, key: string, value: unknown): void {
  if (Array.isArray(container)) container[indexIn(container.length, key)] = value;
  else container[key] = value;
}

function insert(container: Container, key: string, value: unknown): void {
  if (!Array.isArray(container)) container[key] = value;
  else if (key === "-") container.push(value);
  else container.splice(indexIn(container.length + 1, key), 0, value);
}

function erase(container: Container, key: string): void {
  if (Array.isArray(container)) container.splice(indexIn(container.length, key), 1);
  else if (!Object.hasOwn(container, key))
    throw new PatchFailure(`Unable to remove nonexistent key: ${key}: ${missing}`);
  else delete container[key];
}

/** What holds the value that a pointer means, and under which key; null when the way there is broken. */
function find(document: Container, pointer: string): { readonly container: Container; readonly key: string } | null {
  const [, ...keys] = pointer.split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const key = keys.pop();
  if (key === undefined) return null;
  let container = document;
  for (const step of keys) {
    const next = Array.isArray(container) && !(Number(step) in container) ? undefined : get(container, step);
    if (!isContainer(next)) return null;
    container = next;
  }
  return { container, key };
}

function placeOf(document: Container, pointer: string | undefined, failure: string) {
  const place = pointer === undefined ? null : find(document, pointer);
  if (!place) throw new PatchFailure(`${failure}${pointer}: ${missing}`);
  return place;
}

/** What a step says of its failure comes behind the words for the operation. */
function within<T>(words: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof PatchFailure ? new PatchFailure(`${words}: ${error.message}`) : error;
  }
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, copyOf(field)]));
}

function replace(document: Container, path: string | undefined, value: unknown): Container {
  if (path === "") {
    if (!isContainer(value)) throw new PatchFailure("replace operation value must be object or array");
    return value;
  }
  const { container, key } = placeOf(document, path, "replace operation does not apply: doc is missing path: ");
  try {
    // A key that is not there is set as well.
    set(container, key, value);
  } catch {
    throw new PatchFailure(`replace operation does not apply: doc is missing key: ${path}: ${missing}`);
  }
  return document;
}

function test(document: Container, path: string | undefined, value: unknown): void {
  const found = () => {
    const { container, key } = placeOf(document, path, "test operation does not apply: is missing path: ");
    return within(`error in test for path: '${path}'`, () => get(container, key) ?? null);
  };
  const actual = path === "" ? document : found();
  if (!deepEqual(actual, value)) throw new PatchFailure(`testing value ${path} failed: test failed`);
}

/** Carries one operation out on a document of our own; gives the document back, which may be another one then. */
function carryOut(document: Container, { op, path, from, value = null }: Operation): Container {
  const failure = `${op} operation does not apply: doc is missing`;
  switch (op) {
    case "add":
    case "remove": {
      const place = find(document, path ?? "");
      if (!place) throw new PatchFailure(`${failure} path: "${path}": ${missing}`);
      const { container, key } = place;
      within(`error in ${op} for path: '${path}'`, () =>
        op === "add" ? insert(container, key, value) : erase(container, key),
      );
      return document;
    }
    case "replace":
      return replace(document, path, value);
    case "move":
    case "copy": {
      const { container, key } = placeOf(document, from, `${failure} from path: `);
      const found = within(`error in ${op} for path: '${key}'`, () => {
        const found = get(container, key);
        if (op === "move") erase(container, key);
        return copyOf(found ?? null);
      });
      const target = placeOf(document, path, `${failure} destination path: `);
      within(`error in ${op} for path: '${path}'`, () => insert(target.container, target.key, found));
      return document;
    }
    case "test":
      test(document, path, value);
      return document;
    default:
      throw new PatchFailure(`Unexpected kind: ${op ?? "unknown"}`);
  }
}

/**
 * RFC 6902 as the library does it that the API server uses, with its words: evanphx/json-patch (v4), which is more
 * lenient than the standard.
 */
export function jsonPatch(
  target: unknown,
  patch: readonly (Operation | null)[],
): { value: unknown } | { problem: string } {
  try {
    const document = copyOf(target) as Container;
    return { value: patch.reduce<Container>((value, operation) => carryOut(value, operation ?? {}), document) };
  } catch (error) {
    if (error instanceof PatchFailure) return { problem: error.message };
    throw error;
  }
}
