import { parseAllDocuments } from "yaml";
import type { KubernetesObject } from "../engine/index.ts";
import { isCluster, unreadable } from "./cluster.ts";
import { goTags } from "./goTags.ts";
import { limits } from "./limits.ts";

/** Why a dump is not scheduled. `detail` is the parser's or Kubernetes' English. */
export type DumpRefusal =
  | { readonly code: "tooLarge"; readonly limit: number }
  | { readonly code: "tooManyObjects"; readonly count: number; readonly limit: number }
  | { readonly code: "notUnpacked"; readonly detail: string }
  | { readonly code: "notParsed"; readonly detail: string }
  | { readonly code: "notObjects"; readonly detail: string }
  | { readonly code: "empty" };

/** All objects of a file in its order, Lists taken apart; or why not. */
export type Dump =
  | { readonly objects: readonly KubernetesObject[]; readonly refusal: null }
  | { readonly objects: null; readonly refusal: DumpRefusal };

/**
 * The text of a file; gzipped ones, told by their first two bytes, are unpacked. Stops as soon as the text grows over
 * `limit` bytes, so that a small file can't unpack to more than there is memory for.
 */
export async function textOf(file: Blob, limit: number = limits.bulkBytes): Promise<string | DumpRefusal> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const packed = first === 0x1f && second === 0x8b;
  if (!packed && file.size > limit) return { code: "tooLarge", limit };
  const bytes = packed ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
  const reader = bytes.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
      if (size > limit) {
        await reader.cancel();
        return { code: "tooLarge", limit };
      }
      parts.push(decoder.decode(part.value, { stream: true }));
    }
  } catch (error) {
    return { code: "notUnpacked", detail: error instanceof Error ? error.message : String(error) };
  }
  return parts.join("") + decoder.decode();
}

/** Reads the objects of a dump: JSON by the parser that is made for it, everything else as YAML documents. */
export function readDump(text: string, limit: number = limits.bulkObjects): Dump {
  let values: readonly unknown[];
  try {
    values = /^\s*[{[]/.test(text) ? [JSON.parse(text)] : yamlValues(text);
  } catch (error) {
    return refused({ code: "notParsed", detail: error instanceof Error ? error.message : String(error) });
  }
  const objects: KubernetesObject[] = [];
  for (const value of values.flat().flatMap(itemsOf)) {
    if (value === null || value === undefined) continue;
    const head = value as { apiVersion?: unknown; kind?: unknown; metadata?: unknown };
    if (typeof head.kind !== "string" || typeof head.apiVersion !== "string") {
      return refused({ code: "notObjects", detail: JSON.stringify(value).slice(0, 80) });
    }
    const object = { ...head, metadata: head.metadata ?? {} } as KubernetesObject;
    const wrong = isCluster(object) || object.kind === "Pod" ? unreadable(object) : null;
    if (wrong) {
      return refused({ code: "notObjects", detail: `${object.kind} ${object.metadata.name ?? ""}: ${wrong.message}` });
    }
    objects.push(object);
  }
  if (objects.length === 0) return refused({ code: "empty" });
  if (objects.length > limit) return refused({ code: "tooManyObjects", count: objects.length, limit });
  return { objects, refusal: null };
}

function refused(refusal: DumpRefusal): Dump {
  return { objects: null, refusal };
}

function yamlValues(text: string): unknown[] {
  const documents = parseAllDocuments(text, { customTags: goTags });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  });
}

function itemsOf(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  const { kind, items } = value as { kind?: unknown; items?: unknown };
  return typeof kind === "string" && kind.endsWith("List") && Array.isArray(items) ? items : [value];
}
