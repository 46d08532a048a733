/** Strings that YAML would read as something else have to be quoted. */
const plain = /^[A-Za-z_/.][\w/.@+:-]*(?: [\w/.@+()-]+)*$/;
const taken = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;

function scalar(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value) ?? "null";
  return plain.test(value) && !taken.test(value) && !value.endsWith(":") ? value : JSON.stringify(value);
}

const isBranch = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** The lines of a value as YAML, as `kubectl get -o yaml` lays it out. */
export function yamlLines(value: unknown, indent = ""): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      if (!isBranch(item)) return [`${indent}- ${scalar(item)}`];
      const [first, ...rest] = yamlLines(item, `${indent}  `);
      return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
    });
  }
  if (!isBranch(value)) return [indent + scalar(value)];
  return Object.entries(value).flatMap(([key, item]) => {
    if (item === undefined) return [];
    if (!isBranch(item)) return [`${indent}${scalar(key)}: ${scalar(item)}`];
    // Lists stand at the level of their key.
    return [`${indent}${scalar(key)}:`, ...yamlLines(item, Array.isArray(item) ? indent : `${indent}  `)];
  });
}
