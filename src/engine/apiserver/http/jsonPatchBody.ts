import { jsonType } from "../decoding/wrongType.ts";
import { isFields } from "../patch/mergePatch.ts";
import type { JsonText } from "./jsonText.ts";

const fields: readonly string[] = ["op", "path", "from", "value"];

/**
 * The operations of a JSON patch, with what the strict decoder says of them; or why they cannot be read.
 * Models the use of jsonPatchOp in staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go (v1.34).
 */
export function readOperations({
  value,
  duplicates,
}: JsonText):
  | { readonly problem: string }
  | { readonly operations: readonly unknown[]; readonly complaints: string[] } {
  // Go reads null as nothing at all.
  const operations = value ?? [];
  const type = "handlers.jsonPatchOp";
  if (!Array.isArray(operations))
    return { problem: `json: cannot unmarshal ${jsonType(operations)} into Go value of type []${type}` };
  const unknown: string[] = [];
  for (const [i, operation] of operations.entries()) {
    if (operation === null) continue;
    if (!isFields(operation))
      return { problem: `json: cannot unmarshal ${jsonType(operation)} into Go value of type ${type}` };
    for (const [name, field] of Object.entries(operation)) {
      if (!fields.includes(name)) unknown.push(`json patch unknown field "[${i}].${name}"`);
      else if (name !== "value" && field !== null && typeof field !== "string")
        return {
          problem: `json: cannot unmarshal ${jsonType(field)} into Go struct field jsonPatchOp.${name} of type string`,
        };
    }
  }
  return { operations, complaints: [...duplicates.map((path) => `json patch duplicate field "${path}"`), ...unknown] };
}
