import type { KubernetesObject, Status } from "../../api/meta.ts";
import { decode } from "../decoding/index.ts";
import { isFields } from "../patch/mergePatch.ts";
import { plainError } from "../status.ts";
import type { FieldPath } from "../validation/fieldError.ts";
import { printPath } from "./fieldSet.ts";
import { itemElement, shapeOf } from "./schema.ts";

/** A path of the decoder in the words of field sets: items of lists by their keys. */
function elementsOf(object: KubernetesObject, path: FieldPath): string {
  let value: unknown = object;
  let type = object.kind;
  let field = "";
  let text = "";
  for (const step of path) {
    if (typeof step === "number") {
      const list = value as readonly unknown[];
      const shape = shapeOf(type, field, list);
      text += shape.kind === "items" ? printPath([itemElement(list[step], shape.keys)]) : `[${step}]`;
      if (shape.kind === "items") type = shape.type;
      value = list[step];
      field = "";
      continue;
    }
    // A struct under a field has a type of its own, which the next field belongs to.
    if (field !== "") {
      const shape = shapeOf(type, field, value);
      type = shape.kind === "fields" ? shape.type : "";
    }
    field = typeof step === "string" ? step : step.key;
    text += `.${field}`;
    value = isFields(value) ? value[field] : undefined;
  }
  return text;
}

/**
 * An applied object that its schema does not describe: fields that it does not have, values of other types. The field
 * validation has no say in that. Models the API server's field manager, ObjectToTyped (v1.34).
 */
export function typingProblem(object: KubernetesObject): Status | null {
  const { fatal, strict } = decode(object);
  const problems = strict.map(({ path }) => `${elementsOf(object, path)}: field not declared in schema`);
  if (fatal?.typing) problems.push(`${elementsOf(object, fatal.path)}: ${fatal.typing}`);
  if (problems.length === 0) return null;
  // What is no text is no name.
  const told = (value: unknown): string => (typeof value === "string" ? value : "");
  const { namespace, name } = object.metadata;
  const version = object.apiVersion.includes("/") ? object.apiVersion : `/${object.apiVersion}`;
  const title = `failed to create typed patch object (${told(namespace)}/${told(name)}; ${version}, Kind=${object.kind})`;
  const list = problems.length === 1 ? problems.join("") : `errors:\n  ${problems.join("\n  ")}`;
  return plainError(`${title}: ${list}`);
}
