/** An object as it came off the wire: what its fields hold is known only after decoding has checked them. */
export interface Fields {
  [name: string]: unknown;
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists of texts; all other lists hold objects or numbers. */
const textLists = new Set(
  (
    "accessModes add args command drop finalizers hostnames matchLabelKeys mismatchLabelKeys mountOptions monitors " +
    "nameservers namespaces scopes searches values verbs apiGroups resources"
  ).split(" "),
);

/** A deep copy without nulls: on the wire a null field means an absent one, and a null in a list an empty one. */
export function copyFields<T>(value: T, name = ""): T {
  if (Array.isArray(value)) {
    const empty = textLists.has(name) ? "" : {};
    return value.map((item) => copyFields(item ?? empty)) as T;
  }
  if (!isRecord(value)) return value;
  const copy: Fields = {};
  for (const [field, held] of Object.entries(value)) {
    if (held !== null && held !== undefined) copy[field] = copyFields(held, field);
  }
  return copy as T;
}

/** Like copyFields, of what nobody is going to change: only what holds a null is copied. */
export function withoutNulls<T>(value: T, name = ""): T {
  if (Array.isArray(value)) {
    const empty = textLists.has(name) ? "" : {};
    const items = value.map((item) => withoutNulls(item ?? empty));
    return items.every((item, index) => item === value[index]) ? value : (items as T);
  }
  if (!isRecord(value)) return value;
  for (const field in value) {
    const held = value[field];
    if (held === null || held === undefined || withoutNulls(held, field) !== held) return copyFields(value, name);
  }
  return value;
}

/** The object under a name, or undefined when there is none. */
export function recordAt(parent: Fields | undefined, name: string): Fields | undefined {
  const field = parent?.[name];
  return isRecord(field) ? field : undefined;
}

/** The object under a name, made empty when absent. */
export function ensureRecord(parent: Fields, name: string): Fields {
  const present = recordAt(parent, name);
  if (present) return present;
  const made: Fields = {};
  parent[name] = made;
  return made;
}

/** The objects in the list under a name. */
export function recordsAt(parent: Fields | undefined, name: string): Fields[] {
  const field = parent?.[name];
  return Array.isArray(field) ? field.filter(isRecord) : [];
}

/** Sets fields that are absent or empty strings, which upstream cannot tell apart. */
export function setAbsent(target: Fields, defaults: Fields): void {
  for (const [name, value] of Object.entries(defaults)) {
    if (target[name] === undefined || target[name] === "") target[name] = copyFields(value);
  }
}

/** As setAbsent, for numbers where upstream cannot tell 0 from absent. */
export function setZero(target: Fields, defaults: { readonly [name: string]: number }): void {
  for (const [name, value] of Object.entries(defaults)) if (!target[name]) target[name] = value;
}
