import type { KubernetesObject } from "../../api/meta.ts";
import { fieldOrderOf, fieldTypeOf } from "../decoding/index.ts";
import { isFields } from "../patch/mergePatch.ts";

/** Which parts of an object a patch has taken apart: their fields come back in the order of their names. */
export interface Touched {
  readonly [field: string]: Touched;
}

/** As Go's encoding/json escapes text. */
function text(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function write(value: unknown, type: string, touched: Touched | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item) => write(item, type, undefined)).join(",")}]`;
  if (!isFields(value)) return text(value);
  const order = touched ? undefined : fieldOrderOf(type);
  const position = (name: string): number => {
    const found = order?.indexOf(name) ?? -1;
    return found < 0 ? Number.MAX_SAFE_INTEGER : found;
  };
  // Types without a table are maps, which Go sorts by their keys.
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  names.sort((a, b) => (order ? position(a) - position(b) : 0) || byName(a, b));
  const fields = names.map((name) => `${text(name)}:${write(value[name], fieldTypeOf(type, name), touched?.[name])}`);
  return `{${fields.join(",")}}`;
}

/** The object as Go writes it, in the order of its types' fields. */
export function goJson(object: KubernetesObject, touched: Touched): string {
  return write(object, object.kind, touched);
}
