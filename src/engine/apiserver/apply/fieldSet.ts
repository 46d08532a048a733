import { isFields } from "../patch/mergePatch.ts";

/** Fields of an object, by their paths; an element is a field `f:name`, an item `k:{"name":"web"}` or a value `v:"x"`. */
export type FieldSet = ReadonlyMap<string, readonly string[]>;

const separator = "\u0000";

export function fieldSet(paths: Iterable<readonly string[]>): FieldSet {
  return new Map([...paths].map((path) => [path.join(separator), path]));
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  return new Map([...a, ...b]);
}

export function without(a: FieldSet, b: FieldSet): FieldSet {
  return new Map([...a].filter(([key]) => !b.has(key)));
}

export function both(a: FieldSet, b: FieldSet): FieldSet {
  return new Map([...a].filter(([key]) => b.has(key)));
}

/**
 * The set with the structs around its fields: what nobody speaks of any more goes as a whole, with what was defaulted
 * in it. Models structured-merge-diff's EnsureNamedFieldsAreMembers, without its schema: every field counts as named.
 */
export function withParents(set: FieldSet): FieldSet {
  const parents = [...set.values()].flatMap((path) =>
    path.slice(1).flatMap((_, length) => (path[length]?.startsWith("f:") ? [path.slice(0, length + 1)] : [])),
  );
  return union(fieldSet(parents), set);
}

interface Tree {
  isMember: boolean;
  readonly children: Map<string, Tree>;
}

/** As `fieldsV1` of managedFields. Models structured-merge-diff's fieldpath.Set.ToJSON. */
export function encodeFields(set: FieldSet): unknown {
  const root: Tree = { isMember: false, children: new Map() };
  for (const path of set.values()) {
    let tree = root;
    for (const element of path) {
      const next = tree.children.get(element) ?? { isMember: false, children: new Map() };
      tree.children.set(element, next);
      tree = next;
    }
    tree.isMember = true;
  }
  const encode = ({ isMember, children }: Tree): unknown => ({
    ...(isMember && children.size > 0 && { ".": {} }),
    ...Object.fromEntries([...children].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, tree]) => [key, encode(tree)])),
  });
  return encode(root);
}

export function decodeFields(encoded: unknown): FieldSet {
  const paths: (readonly string[])[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (!isFields(value)) return;
    const children = Object.entries(value);
    if (path.length > 0 && (children.length === 0 || "." in value)) paths.push(path);
    for (const [key, child] of children) if (key !== ".") walk(child, [...path, key]);
  };
  walk(encoded, []);
  return fieldSet(paths);
}

/** `.spec.containers[name="web"].image`, as conflicts name it. */
export function printPath(path: readonly string[]): string {
  return path
    .map((element) => {
      const text = element.slice(2);
      if (element.startsWith("f:")) return `.${text}`;
      if (element.startsWith("v:")) return `[=${text}]`;
      return `[${Object.entries(JSON.parse(text) as object)
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(",")}]`;
    })
    .join("");
}
