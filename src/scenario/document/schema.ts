import { schemaOf } from "./shape.ts";
import { specShape } from "./specShape.ts";
import { actionNames, stepShape } from "./stepShapes.ts";

/** The JSON Schema of a Scenario document, for the editor. */
export function scenarioSchema(): { readonly [keyword: string]: unknown } {
  const spec = schemaOf(specShape) as { readonly properties: { readonly [field: string]: unknown } };
  const steps = actionNames.map((name) => {
    const step = schemaOf(stepShape(name)) as { readonly properties: object };
    return {
      ...step,
      title: name,
      properties: { ...step.properties, do: { const: name, description: step && stepShape(name).about } },
    };
  });
  return {
    type: "object",
    additionalProperties: false,
    properties: {
      apiVersion: { const: "podyssey.dev/v1alpha1" },
      kind: { const: "Scenario" },
      metadata: { type: "object" },
      spec: {
        ...spec,
        properties: {
          ...spec.properties,
          script: { type: "array", description: specShape.fields.script.about, items: { anyOf: steps } },
        },
      },
    },
    required: ["apiVersion", "kind"],
  };
}
