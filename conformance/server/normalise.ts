const dropped = new Set(["uid", "resourceVersion", "creationTimestamp", "managedFields"]);
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const suffix = "[bcdfghjklmnpqrstvwxz2456789]{5}";

/** What stands behind a template hash in the name of a Pod. */
const ofTemplate = new RegExp(`(?<=-[bcdfghjklmnpqrstvwxz2456789]{6,10}-)${suffix}(?![a-z0-9])`, "g");

/** What a text must lose before it can be compared; `prefixes` are those of generated names. */
export function normaliseText(text: string, prefixes: readonly string[]): string {
  if (time.test(text)) return "<TIME>";
  let normal = text
    .replace(uuid, "<UID>")
    .replace(new RegExp(`kube-api-access-${suffix}`, "g"), "kube-api-access-<RANDOM5>")
    .replace(/in record \(\d+\)/g, "in record (<RV>)")
    .replace(/\\"resourceVersion\\":\\"\d+\\"/g, '\\"resourceVersion\\":\\"<RV>\\"')
    .replace(/"resourceVersion":"\d+"/g, '"resourceVersion":"<RV>"')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "<TIME>")
    .replace(/:\d+->/g, ":<PORT>->")
    .replace(/after \d+ms/g, "after <N>ms");
  normal = normal.replace(ofTemplate, "<RANDOM5>");
  for (const prefix of prefixes) {
    const escaped = prefix.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    normal = normal.replace(new RegExp(`${escaped}${suffix}(?![a-z0-9])`, "g"), `${prefix}<RANDOM5>`);
  }
  return normal;
}

/** The object as the golden data would show it: see FORMAT-SERVER, section 2. */
export function normalise(value: unknown, prefixes: readonly string[], key = ""): unknown {
  if (typeof value === "string") {
    if (key === "clusterIP" && value !== "None" && value !== "") return "<CLUSTERIP>";
    return normaliseText(value, prefixes);
  }
  if (typeof value === "number")
    return /^(nodePort|healthCheckNodePort)$/.test(key) && value !== 0 ? "<NODEPORT>" : value;
  if (Array.isArray(value)) {
    if (key === "clusterIPs" && value.every((address) => typeof address === "string"))
      return value.map((address) => (address === "None" ? address : "<CLUSTERIP>"));
    const items = value.map((item) => normalise(item, prefixes));
    return key === "items" ? items.sort(byName) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name, field]) => !isDropped(key, name, field));
  return Object.fromEntries(
    entries.flatMap(([name, field]) => (field === undefined ? [] : [[name, normalise(field, prefixes, name)]])),
  );
}

/** A list's metadata holds nothing but its version: it goes as a whole. */
function isDropped(parent: string, name: string, field: unknown): boolean {
  if (parent === "metadata") return dropped.has(name);
  const names = name === "metadata" && parent === "" && typeof field === "object" && field ? Object.keys(field) : [];
  return names.length > 0 && names.every((inner) => inner === "resourceVersion");
}

const hash = /(?<=-)[bcdfghjklmnpqrstvwxz2456789]{6,10}(?![a-z0-9])|(?<="pod-template-hash":")[^"]+/g;

/** Template hashes renamed in the order in which they come: a simulation's are its own, but as consistent. */
export function renameHashes(value: unknown): unknown {
  const names = new Map<string, string>();
  const text = JSON.stringify(sortedDeep(value)).replace(hash, (found) => {
    const name = names.get(found) ?? `<HASH${names.size + 1}>`;
    names.set(found, name);
    return name;
  });
  return JSON.parse(text);
}

function sortedDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedDeep);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([name, field]) => [name, sortedDeep(field)]),
  );
}

function nameOf(item: unknown): string {
  return (item as { metadata?: { name?: string } } | null)?.metadata?.name ?? "";
}

function byName(a: unknown, b: unknown): number {
  return nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0;
}

/** A Status whose parts came in an order of no meaning: its message in pieces, its causes sorted. */
export function withoutOrder(status: unknown): unknown {
  const { message, details, ...rest } = status as { message?: string; details?: { causes?: unknown[] } };
  const pieces = message
    ?.replace(/^(.*? is invalid: )\[(.*)\]$/s, "$1$2")
    .split(/, (?=[a-zA-Z.[\]0-9]+: )|\n|(?<= is invalid: )/)
    .sort();
  const causes = details?.causes && [...details.causes].map((cause) => JSON.stringify(sorted(cause))).sort();
  return { ...rest, pieces, details: { ...details, causes } };
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
