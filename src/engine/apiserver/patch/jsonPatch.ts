import { isFields } from "./mergePatch.ts";

type Operation = { readonly op?: string; readonly path?: string; readonly from?: string; readonly value?: unknown };

/** Why a JSON patch cannot be applied. */
class PatchFailure extends Error {}

function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => deepEqual(item, b[index]));
  if (!isFields(a) || !isFields(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && deepEqual(a[key], b[key]));
}

function childOf(parent: unknown, step: string): unknown {
  if (Array.isArray(parent)) return parent[step === "-" ? parent.length : Number(step)];
  return isFields(parent) ? parent[step] : undefined;
}

/** The value with the one at `steps` changed by `change`, which gets the parent and the last step. */
function changed(
  value: unknown,
  steps: readonly string[],
  change: (parent: unknown, step: string) => unknown,
  failure: string,
): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) throw new PatchFailure(failure);
  if (rest.length === 0) return change(value, step);
  const child = childOf(value, step);
  if (child === undefined || child === null) throw new PatchFailure(failure);
  const next = changed(child, rest, change, failure);
  if (Array.isArray(value)) return value.map((item, index) => (index === Number(step) ? next : item));
  return { ...(value as object), [step]: next };
}

function add(document: unknown, path: string, value: unknown): unknown {
  if (path === "") return value;
  const missing = `add operation does not apply: doc is missing path: "${path}": missing value`;
  return changed(
    document,
    stepsOf(path),
    (parent, step) => {
      if (Array.isArray(parent)) {
        const index = step === "-" ? parent.length : Number(step);
        return [...parent.slice(0, index), value, ...parent.slice(index)];
      }
      if (!isFields(parent)) throw new PatchFailure(missing);
      return { ...parent, [step]: value };
    },
    missing,
  );
}

function remove(document: unknown, path: string): unknown {
  const missing = `remove operation does not apply: doc is missing path: "${path}": missing value`;
  const unable = `Unable to remove nonexistent key: ${stepsOf(path).at(-1)}: missing value`;
  return changed(
    document,
    stepsOf(path),
    (parent, step) => {
      if (childOf(parent, step) === undefined) {
        throw new PatchFailure(
          Array.isArray(parent)
            ? `error in remove for path: '${path}': ${unable}`
            : `error in remove for path: '${path}': ${unable}`,
        );
      }
      if (Array.isArray(parent)) return parent.filter((_, index) => index !== Number(step));
      const { [step]: _, ...rest } = parent as { [key: string]: unknown };
      return rest;
    },
    missing,
  );
}

function replace(document: unknown, path: string, value: unknown): unknown {
  if (path === "") return value;
  const missing = `replace operation does not apply: doc is missing path: ${path}: missing value`;
  return changed(
    document,
    stepsOf(path),
    (parent, step) => {
      if (childOf(parent, step) === undefined)
        throw new PatchFailure(`replace operation does not apply: doc is missing key: ${path}: missing value`);
      if (Array.isArray(parent)) return parent.map((item, index) => (index === Number(step) ? value : item));
      return { ...(parent as object), [step]: value };
    },
    missing,
  );
}

function at(document: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((value, step) => childOf(value, step), document);
}

function applyOne(document: unknown, { op, path = "", from = "", value }: Operation): unknown {
  switch (op) {
    case "add":
      return add(document, path, value);
    case "remove":
      return remove(document, path);
    case "replace":
      return replace(document, path, value);
    case "move":
      return add(remove(document, from), path, at(document, from));
    case "copy":
      return add(document, path, at(document, from));
    case "test":
      if (!deepEqual(at(document, path) ?? null, value ?? null))
        throw new PatchFailure(`testing value ${path} failed: test failed`);
      return document;
    default:
      throw new PatchFailure(`Unexpected kind: ${op ?? "unknown"}`);
  }
}

/** RFC 6902, with the words of the library that the API server uses (evanphx/json-patch). */
export function jsonPatch(target: unknown, patch: readonly Operation[]): { value: unknown } | { problem: string } {
  try {
    return { value: patch.reduce(applyOne, target) };
  } catch (error) {
    if (error instanceof PatchFailure) return { problem: error.message };
    throw error;
  }
}
