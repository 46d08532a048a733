import { Environment } from "@marcbachmann/cel-js";
import { withAuthorizer } from "./libraries/authorizer.ts";
import { withFormats } from "./libraries/formats.ts";
import { withLists } from "./libraries/lists.ts";
import { withNetwork } from "./libraries/network.ts";
import { withQuantities } from "./libraries/quantities.ts";
import { withSemver } from "./libraries/semver.ts";
import { withText } from "./libraries/text.ts";
import { withTwoVariables } from "./libraries/twoVariables.ts";

/** What an expression can be about; each is of any type, for no schema of the objects is checked. */
export type CelVariable = "object" | "oldObject" | "request" | "params" | "namespaceObject" | "variables";

const variables: readonly CelVariable[] = ["object", "oldObject", "request", "namespaceObject", "variables"];

/** Functions that upstream's environment has and this one does not: names of container images in their parts. */
export const unsupportedFunctions: ReadonlySet<string> = new Set(["image", "isImage", "containsDigest"]);

/** Models the environment of k8s.io/apiserver/pkg/cel/environment (v1.34). */
function environmentOf(names: readonly CelVariable[]): Environment {
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  for (const name of names) environment.registerVariable(name, "dyn");
  const libraries = [withQuantities, withText, withLists, withNetwork, withFormats, withSemver, withTwoVariables];
  for (const withLibrary of [...libraries, withAuthorizer]) withLibrary(environment);
  return environment;
}

let plain: Environment | undefined;
let withParams: Environment | undefined;

/** Where expressions are checked and evaluated; `params` exists only for policies that have a kind for it. */
export function celEnvironment(hasParams: boolean): Environment {
  if (hasParams) {
    withParams ??= environmentOf([...variables, "params"]);
    return withParams;
  }
  plain ??= environmentOf(variables);
  return plain;
}
