import { type KindInfo, kindOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { customColumnLines } from "./customColumns.ts";
import { compactJson, jsonText } from "./json.ts";
import { executeJsonPath, findAll, JsonPathError, parseJsonPath } from "./jsonPath.ts";
import { yamlText } from "./yaml.ts";

/** Formats of `-o` that print whole objects. */
export const outputFormats = ["json", "yaml", "name", "jsonpath=", "jsonpath-as-json=", "custom-columns="];

const known = [
  ...["custom-columns", "custom-columns-file", "go-template", "go-template-file", "json", "jsonpath"],
  ...["jsonpath-as-json", "jsonpath-file", "name", "template", "templatefile", "wide", "yaml"],
];

/** `deployment.apps/web`: how `-o name` names an object. */
export function nameOf(object: KubernetesObject): string {
  const kind = kindOf(object.apiVersion, object.kind);
  return `${qualifiedKind(kind ?? { kind: object.kind, group: object.apiVersion.split("/").slice(0, -1)[0] ?? "" })}/${object.metadata.name ?? ""}`;
}

export function qualifiedKind({ kind, group }: Pick<KindInfo, "kind" | "group">): string {
  return `${kind.toLowerCase()}${group === "" ? "" : `.${group}`}`;
}

function withoutManagedFields(object: KubernetesObject): KubernetesObject {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

interface PrintOptions {
  /** One object was asked for by name: it is printed bare, not as a List. */
  readonly single: boolean;
  readonly noHeaders: boolean;
  readonly showManagedFields: boolean;
}

/**
 * Whole objects in a format of `-o`, as text; or why they can't be printed so.
 * Models printGeneric of kubectl's pkg/cmd/get and cli-runtime's printers (v1.34).
 */
export function printObjects(
  given: readonly KubernetesObject[],
  output: string,
  { single, noHeaders, showManagedFields }: PrintOptions,
): { readonly text: string } | { readonly error: string } {
  const [format, ...rest] = output.split("=");
  const template = rest.join("=");
  const objects = showManagedFields ? given : given.map(withoutManagedFields);
  const whole = single && objects.length === 1 ? objects[0] : listOf(objects);
  try {
    switch (format) {
      case "json":
        return { text: jsonText(whole) };
      case "yaml":
        return { text: yamlText(whole) };
      case "name":
        return { text: objects.map(nameOf).join("\n") };
      case "custom-columns":
        return { text: customColumnLines(template, objects, noHeaders).join("\n") };
      case "jsonpath":
      case "jsonpath-as-json":
        return jsonPathText(format, template, whole);
      default:
        return {
          error: known.includes(format)
            ? `the output format "${format}" is not part of this console`
            : `unable to match a printer suitable for the output format "${format}", allowed formats are: ${known.join(",")}`,
        };
    }
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    return { error: error.message };
  }
}

function listOf(items: readonly KubernetesObject[]): object {
  return { apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } };
}

function jsonPathText(format: string, template: string, data: object): { text: string } | { error: string } {
  if (template === "") return { error: `template format specified but no template given` };
  let path: ReturnType<typeof parseJsonPath>;
  try {
    path = parseJsonPath(template);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    return { error: `error parsing jsonpath ${template}, ${error.message}\n` };
  }
  try {
    if (format === "jsonpath") return { text: executeJsonPath(path, data) };
    return { text: jsonText(findAll(path, data).flat()) };
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    const about = "Printing more information for debugging the template:";
    return {
      error: `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. ${about}\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${compactJson(data)}\n\n`,
    };
  }
}
