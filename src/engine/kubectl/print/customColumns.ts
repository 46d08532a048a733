import type { KubernetesObject } from "../../api/meta.ts";
import { findAll, JsonPathError, parseRelaxed } from "./jsonPath.ts";
import { tabbed, tableLayout } from "./tabWriter.ts";

/** `NAME:.metadata.name,NODE:.spec.nodeName` as a table; throws a JsonPathError. Models kubectl's customcolumn.go (v1.34). */
export function customColumnLines(
  spec: string,
  objects: readonly KubernetesObject[],
  noHeaders: boolean,
): readonly string[] {
  if (spec === "") throw new JsonPathError("custom-columns format specified but no custom columns given");
  const columns = spec.split(",").map((part) => {
    const [header, ...path] = part.split(":");
    if (path.length === 0)
      throw new JsonPathError(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return { header, path: parseRelaxed(path.join(":")) };
  });
  const rows = objects.map((object) =>
    columns.map(({ path }) => {
      const values = findAll(path, object);
      const cells = values.flat().map((value) => (typeof value === "object" ? goText(value) : String(value)));
      return cells.length === 0 ? "<none>" : cells.join(",");
    }),
  );
  const lines = noHeaders ? rows : [columns.map(({ header }) => header), ...rows];
  return tabbed(
    lines.map((cells) => cells.join("\t")),
    tableLayout,
  );
}

/** Maps and lists as Go's fmt prints them: `map[app:web]`, `[a b]`. */
function goText(value: unknown): string {
  if (value === null) return "<nil>";
  if (Array.isArray(value)) return `[${value.map(goText).join(" ")}]`;
  if (typeof value !== "object") return String(value);
  const entries = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, item]) => `${key}:${goText(item)}`).join(" ")}]`;
}
