import { parseAllDocuments } from "yaml";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Call } from "./verb.ts";

/** An object of a file, and its text: what goes into a scenario keeps its comments. */
export interface FileObject {
  readonly object: KubernetesObject;
  readonly text: string;
}

type Read = { readonly objects: readonly FileObject[] } | { readonly error: string };

/**
 * The objects of the files behind `-f`; `-` is what came through `<<EOF`. Models FilenameParam and the YAML decoding of
 * cli-runtime's pkg/resource (v1.34).
 */
export function readFiles({ flags, input, moment }: Call): Read {
  const objects: FileObject[] = [];
  for (const name of flags.list("filename")) {
    const isInput = name === "-";
    const text = isInput ? (input ?? "") : (moment.readFile?.(name) ?? null);
    if (text === null) return { error: `error: the path "${name}" does not exist` };
    const read = readDocuments(text, isInput ? "STDIN" : name);
    if ("error" in read) return read;
    objects.push(...read.objects);
  }
  return { objects };
}

function readDocuments(text: string, name: string): Read {
  const objects: FileObject[] = [];
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return { objects };
  for (const document of documents) {
    const [problem] = document.errors;
    if (problem)
      return {
        error: `error: error parsing ${name}: error converting YAML to JSON: yaml: ${firstLine(problem.message)}`,
      };
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (value === null || value === undefined) continue;
    const read = objectsIn(value, name);
    if ("error" in read) return read;
    const [from, , to] = document.range ?? [0, 0, text.length];
    const own = text
      .slice(from, to)
      .replace(/^---[^\n]*\n/, "")
      .replace(/\n---\s*$/, "")
      .trim();
    objects.push(...read.objects.map((object) => ({ object, text: own })));
  }
  return { objects };
}

function objectsIn(value: unknown, name: string): { objects: KubernetesObject[] } | { error: string } {
  const head = value as { apiVersion?: unknown; kind?: unknown; items?: unknown; metadata?: unknown };
  if (typeof value !== "object" || Array.isArray(value))
    return {
      error: `error: unable to decode ${JSON.stringify(name)}: json: cannot unmarshal ${jsonType(value)} into Go value of type unstructured.detector`,
    };
  const missing = [
    ...(typeof head.apiVersion === "string" ? [] : ["apiVersion not set"]),
    ...(typeof head.kind === "string" ? [] : ["kind not set"]),
  ];
  if (missing.length > 0)
    return {
      error: `error: error validating ${JSON.stringify(name)}: error validating data: ${missing.length > 1 ? `[${missing.join(", ")}]` : missing[0]}; if you choose to ignore these errors, turn validation off with --validate=false`,
    };
  if (String(head.kind).endsWith("List") && Array.isArray(head.items)) {
    const items = head.items.map((item: unknown) => objectsIn(item, name));
    const wrong = items.find((item) => "error" in item);
    if (wrong) return wrong;
    return { objects: items.flatMap((item) => ("objects" in item ? item.objects : [])) };
  }
  return { objects: [{ ...head, metadata: head.metadata ?? {} } as KubernetesObject] };
}

function jsonType(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

const firstLine = (text: string): string => text.split("\n")[0].replace(/:$/, "");

/** `Deployment/web`: how a script refers to a document. */
export const referenceOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.name ?? ""}`;

/** Texts of documents, each once: a List is one text for all its items. */
export function textsOf(objects: readonly FileObject[]): readonly string[] {
  return [...new Set(objects.map(({ text }) => text))];
}
