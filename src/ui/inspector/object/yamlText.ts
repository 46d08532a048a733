/** A line of an object's YAML. */
export interface YamlLine {
  readonly indent: number;
  /** Without the indent. */
  readonly text: string;
  /** Where it stands in the object: `spec.containers[0].name`. What lies below begins with it. */
  readonly path: string;
  /** What follows belongs below it: it can be folded. */
  readonly opens: boolean;
}

/** Strings that YAML would read as something else have to be quoted. */
const plain = /^[A-Za-z_/.][\w/.@+:-]*(?: [\w/.@+()-]+)*$/;
const taken = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;

function scalar(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value) ?? "null";
  return plain.test(value) && !taken.test(value) && !value.endsWith(":") ? value : JSON.stringify(value);
}

const isBranch = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

const isBlock = (value: unknown): value is string =>
  typeof value === "string" && /\n./.test(value) && !/[^\n\P{Cc}]|[ \t]\n|^\s/u.test(value);

/** The lines of a value as YAML, as `kubectl get -o yaml` lays it out: keys in order, lists at the level of their key. */
export function yamlLines(value: unknown, indent = 0, path = ""): YamlLine[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const at = `${path}[${index}]`;
      if (!isBranch(item)) return [{ indent, text: `- ${scalar(item)}`, path: at, opens: false }];
      const [first, ...rest] = yamlLines(item, indent + 2, at);
      return [{ ...first, indent, text: `- ${first.text}` }, ...rest];
    });
  }
  if (!isBranch(value)) return [{ indent, text: scalar(value), path, opens: false }];
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, item]) => field(key, item, indent, path === "" ? key : `${path}.${key}`));
}

function field(key: string, item: unknown, indent: number, path: string): YamlLine[] {
  const name = scalar(key);
  if (isBlock(item)) {
    const lines = item.replace(/\n$/, "").split("\n");
    const head = `${name}: |${item.endsWith("\n") ? "" : "-"}`;
    return [
      { indent, text: head, path, opens: true },
      ...lines.map((text, index) => ({ indent: indent + 2, text, path: `${path}[${index}]`, opens: false })),
    ];
  }
  if (!isBranch(item)) return [{ indent, text: `${name}: ${scalar(item)}`, path, opens: false }];
  return [
    { indent, text: `${name}:`, path, opens: true },
    ...yamlLines(item, Array.isArray(item) ? indent : indent + 2, path),
  ];
}

/** The lines as one text. */
export function textOf(lines: readonly YamlLine[]): string {
  return `${lines.map(({ indent, text }) => " ".repeat(indent) + text).join("\n")}\n`;
}
