import type { KubernetesObject } from "../../api/meta.ts";
import { compileCel } from "../cel/compile.ts";

interface Conditioned {
  readonly name?: string;
  readonly expression?: string;
}

interface WithExpressions extends KubernetesObject {
  readonly webhooks?: readonly { readonly matchConditions?: readonly Conditioned[] }[];
  readonly spec?: {
    readonly paramKind?: object;
    readonly matchConditions?: readonly Conditioned[];
    readonly variables?: readonly Conditioned[];
    readonly validations?: readonly Conditioned[];
  };
}

/** What upstream would evaluate and this API server will not: it is said when the object is made, not only when it counts. */
export function expressionWarnings(given: KubernetesObject): string[] {
  const { webhooks = [], spec } = given as WithExpressions;
  const lists: [string, readonly Conditioned[]][] = [
    ...webhooks.map(
      ({ matchConditions = [] }, index) =>
        [`webhooks[${index}].matchConditions`, matchConditions] as [string, readonly Conditioned[]],
    ),
    ["spec.matchConditions", spec?.matchConditions ?? []],
    ["spec.variables", spec?.variables ?? []],
    ["spec.validations", spec?.validations ?? []],
  ];
  return lists.flatMap(([path, list]) =>
    list.flatMap(({ expression = "" }, index) => {
      const compiled = compileCel(expression, spec?.paramKind !== undefined);
      if (!("unsupported" in compiled)) return [];
      return [`${path}[${index}].expression: ${compiled.unsupported} is outside the subset of CEL that is simulated`];
    }),
  );
}
