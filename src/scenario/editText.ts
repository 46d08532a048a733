import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { type EditStep, editObject, type ObjectEdit } from "../engine/index.ts";
import { goTags } from "./goTags.ts";

/** A piece of a text and what takes its place. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * A text with fields of its objects changed where they stand: comments, order and layout of everything else stay.
 * null when one of the objects is not in the text, or the text does not parse.
 */
export function editText(text: string, edits: readonly ObjectEdit[]): string | null {
  let edited: string | null = text;
  for (const edit of edits) edited = edited === null ? null : editField(edited, edit);
  return edited;
}

function editField(text: string, edit: ObjectEdit): string | null {
  const documents = parseDocuments(text);
  const found = documents && find(documents, edit);
  return found ? editFound(text, documents, found, edit) : null;
}

/** A field of an object to be set, or taken out when `value` is absent. */
export type FieldEdit = Pick<ObjectEdit, "path" | "value">;

/** As `editText`, for the first object of a kind of which there is one at most, and which has no name. */
export function editOnly(text: string, kind: string, edit: FieldEdit): string | null {
  const documents = parseDocuments(text);
  const found = documents && objectsIn(documents).find(({ object }) => object.get("kind") === kind);
  return found ? editFound(text, documents, found, edit) : null;
}

function editFound(
  text: string,
  documents: readonly Document[],
  { document, object, path }: Found,
  edit: FieldEdit,
): string | null {
  const before: unknown = document.toJS();
  const wanted = editObject(before, [...path, ...edit.path], edit.value);
  if (same(before, wanted)) return text;
  const splice = edit.value === undefined ? removal(text, object, edit.path) : setting(text, object, edit);
  const result = splice && text.slice(0, splice.from) + splice.insert + text.slice(splice.to);
  const index = documents.indexOf(document);
  if (result !== null && same(pruned(parseDocuments(result)?.[index]?.toJS()), pruned(wanted))) return result;
  // A layout that is not known here: this one document is written anew, which costs its comments.
  const anew = rewritten(text, document, wanted);
  return same(parseDocuments(anew)?.[index]?.toJS(), wanted) ? anew : null;
}

/** The first object of a kind, as plain data; undefined: there is none. null: the text does not parse. */
export function readOnly(text: string, kind: string): unknown {
  const documents = parseDocuments(text);
  if (!documents) return null;
  return objectsIn(documents)
    .find(({ object }) => object.get("kind") === kind)
    ?.object.toJSON();
}

/** The documents of a text; null when it does not parse. */
export function parseDocuments(text: string): readonly Document[] | null {
  const documents = parseAllDocuments(text, {
    lineCounter: new LineCounter(),
    prettyErrors: false,
    customTags: goTags,
  });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null;
  return documents;
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A value without what is empty: taking a field out takes its parents along, when nothing else is in them. */
function pruned(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.length > 0 ? value.map((item) => pruned(item) ?? null) : undefined;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const kept = pruned(item);
    return kept === undefined ? [] : [[key, kept]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

interface Found {
  readonly document: Document;
  readonly object: YAMLMap;
  /** Where the object is in its document: items of a List. */
  readonly path: readonly EditStep[];
}

function objectsIn(documents: readonly Document[]): Found[] {
  return documents.flatMap((document): Found[] => {
    const { contents } = document;
    if (!isMap(contents)) return [];
    const items = contents.get("items");
    if (!String(contents.get("kind")).endsWith("List") || !isSeq(items))
      return [{ document, object: contents, path: [] }];
    return items.items.flatMap((item, i) => (isMap(item) ? [{ document, object: item, path: ["items", i] }] : []));
  });
}

/** The last object of this kind and name: what is applied last counts. */
function find(documents: readonly Document[], { kind, namespace = "default", name }: ObjectEdit): Found | null {
  const found = objectsIn(documents).findLast(
    ({ object }) =>
      object.get("kind") === kind &&
      object.getIn(["metadata", "name"]) === name &&
      (kind === "Node" || (object.getIn(["metadata", "namespace"]) ?? "default") === namespace),
  );
  return found ?? null;
}

const keyText = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : "");

const pairOf = (map: YAMLMap, key: EditStep): Pair | undefined =>
  map.items.find((pair) => keyText(pair) === String(key));

function indexOf(list: YAMLSeq, step: EditStep): number {
  if (typeof step === "number") return step < list.items.length ? step : -1;
  if (typeof step === "string") return -1;
  return list.items.findIndex(
    (item) => isMap(item) && Object.entries(step).every(([field, value]) => String(item.get(field)) === value),
  );
}

/** Where a node begins and its value ends, without the line breaks after it. */
export function extent(text: string, node: Node): { readonly from: number; readonly to: number } {
  const [from, valueEnd] = node.range ?? [0, 0];
  if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0) {
    const last = node.items.at(-1) as Pair | Node;
    const inner = "key" in last ? ((last.value ?? last.key) as Node) : (last as Node);
    return { from, to: extent(text, inner).to };
  }
  return { from, to: from + text.slice(from, valueEnd).trimEnd().length };
}

function pairExtent(text: string, { key, value }: Pair): { readonly from: number; readonly to: number } {
  const from = extent(text, key as Node);
  return { from: from.from, to: Math.max(from.to, value ? extent(text, value as Node).to : 0) };
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** Takes a field out; what it leaves empty goes with it. */
function removal(text: string, object: YAMLMap, path: readonly EditStep[]): Splice | null {
  const parents: { readonly collection: YAMLMap | YAMLSeq; readonly index: number }[] = [];
  let at: unknown = object;
  for (const step of path) {
    if (!isMap(at) && !isSeq(at)) return null;
    const index = isMap(at) ? at.items.findIndex((pair) => keyText(pair) === String(step)) : indexOf(at, step);
    if (index < 0) return null;
    parents.push({ collection: at, index });
    at = isMap(at) ? at.items[index].value : at.items[index];
  }
  while (parents.length > 1 && parents.at(-1)?.collection.items.length === 1 && isMap(parents.at(-2)?.collection)) {
    parents.pop();
  }
  const lowest = parents.at(-1);
  if (!lowest || lowest.collection.items.length === 1) return null;
  const { collection, index } = lowest;
  const extents = collection.items.map((item) =>
    isMap(collection) ? pairExtent(text, item as Pair) : extent(text, item as Node),
  );
  const { from, to } = extents[index];
  if (collection.flow) {
    const next = extents[index + 1];
    if (next) return { from, to: next.from, insert: "" };
    return { from: extents[index - 1].to, to, insert: "" };
  }
  const begin = lineStart(text, from);
  const isFirstOnItsLine =
    /^[ ]*(?:- *)?$/.test(text.slice(begin, from)) && (isSeq(collection) || /^ *$/.test(text.slice(begin, from)));
  const next = extents[index + 1];
  // The first key after a dash: what follows moves up to the dash.
  if (!isFirstOnItsLine) return next ? { from, to: next.from, insert: "" } : null;
  return { from: begin, to: Math.min(text.length, lineEnd(text, to) + 1), insert: "" };
}

/** Sets a field that is there, or adds what is missing of its path to the deepest part that is there. */
function setting(text: string, object: YAMLMap, { path, value }: FieldEdit): Splice | null {
  let at: YAMLMap | YAMLSeq = object;
  for (const [depth, step] of path.entries()) {
    const rest = path.slice(depth + 1);
    let child: unknown;
    if (isMap(at)) {
      const pair = pairOf(at, step);
      if (!pair) return addition(text, at, String(step), nested(rest, value));
      child = pair.value;
    } else {
      if (step === "-") return addition(text, at, null, nested(rest, value));
      child = at.items[indexOf(at, step)];
    }
    if (rest.length === 0) {
      if (!isScalar(child) || !child.range) return null;
      return { ...extent(text, child), insert: flow(value) };
    }
    if (!isMap(child) && !isSeq(child)) return null;
    at = child;
  }
  return null;
}

/** What has to be made so that `value` is at `path`. */
function nested(path: readonly EditStep[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, step) => (step === "-" ? [inner] : { [String(step)]: inner }), value);
}

/** A value on one line. */
export const flow = (value: unknown): string =>
  stringify(value, { collectionStyle: "flow", lineWidth: 0, flowCollectionPadding: false }).trimEnd();

function addition(text: string, to: YAMLMap | YAMLSeq, key: string | null, value: unknown): Splice | null {
  if (to.flow || to.items.length === 0) {
    const { to: end } = extent(text, to);
    const item = key === null ? flow(value) : `${flow(key)}: ${flow(value)}`;
    return { from: end - 1, to: end - 1, insert: to.items.length === 0 ? item : `, ${item}` };
  }
  const first = to.items[0] as Pair | Node;
  const begin = ("key" in first ? (first.key as Node) : first).range?.[0] ?? 0;
  const end = lineEnd(text, extent(text, to).to);
  const at = text[end - 1] === "\r" ? end - 1 : end;
  const column = begin - lineStart(text, begin);
  if (key !== null) return { from: at, to: at, insert: block(text, at, { [key]: value }, column) };
  const dash = text.slice(lineStart(text, begin), begin).lastIndexOf("-");
  return dash < 0 ? null : { from: at, to: at, insert: block(text, at, [value], dash) };
}

/** A value on lines of its own, `column` spaces in. */
function block(text: string, at: number, value: unknown, column: number): string {
  const lines = stringify(value, { lineWidth: 0, indentSeq: false }).trimEnd().split("\n");
  const lineBreak = text[at] === "\r" ? "\r\n" : "\n";
  return lines.map((line) => `${lineBreak}${" ".repeat(column)}${line}`).join("");
}

/** A text with one of its documents written anew. */
export function rewritten(text: string, { range, contents }: Document, wanted: unknown): string {
  const [from, , to] = range ?? [0, 0, text.length];
  const begin = contents?.range?.[0] ?? from;
  return `${text.slice(0, begin)}${stringify(wanted, { lineWidth: 0, indentSeq: false })}${text.slice(to)}`;
}
