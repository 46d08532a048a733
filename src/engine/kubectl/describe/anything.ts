import type { Describer, Description } from "./description.ts";

const skipped = new Set([
  ".metadata.managedFields",
  ".metadata.name",
  ".metadata.namespace",
  ".metadata.labels",
  ".metadata.annotations",
]);

const acronyms = ["API", "URL", "UID", "OSB", "GUID"];

/** `creationTimestamp` becomes `Creation Timestamp`, `uid` becomes `UID`. Models smartLabelFor (v1.34). */
function titleOf(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const words = field.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|-+/gu) ?? [];
  return words
    .map((word) =>
      acronyms.includes(word.toUpperCase()) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(" ");
}

const isObject = (value: unknown): value is { readonly [field: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (value === null ? "<nil>" : String(value));

function describeFields(
  description: Description,
  level: number,
  content: { readonly [field: string]: unknown },
  path: string,
): void {
  for (const field of Object.keys(content).sort()) {
    const value = content[field];
    const at = `${path}.${field}`;
    if (skipped.has(at) || value === undefined) continue;
    if (isObject(value)) {
      description.line(level, `${titleOf(field)}:`);
      describeFields(description, level + 1, value, at);
    } else if (Array.isArray(value)) {
      description.line(level, `${titleOf(field)}:`);
      for (const item of value) {
        if (isObject(item)) describeFields(description, level + 1, item, at);
        else description.line(level + 1, text(item));
      }
    } else {
      description.field(level, titleOf(field), text(value));
    }
  }
}

/** An object of a kind that kubectl has no describer for. Models genericDescriber of pkg/describe/describe.go (v1.34). */
export const describeAnything: Describer = (description, object) => {
  const { metadata } = object;
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  describeFields(description, 0, object as unknown as { readonly [field: string]: unknown }, "");
};
