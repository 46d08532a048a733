import type { Findings } from "../console/find.ts";
import { type ConsoleResult, refusal } from "../console/result.ts";
import type { Call } from "../console/verb.ts";

const needsResources = `error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/**
 * Why a call that has to name objects names none; null when it does. Models the last resort of visitorResult in
 * cli-runtime's pkg/resource/builder.go (v1.34).
 */
export function nothingNamed(
  { args, flags }: Call,
  findings: Findings | { readonly error: string },
  resources: readonly string[] = args,
): ConsoleResult | null {
  if (resources.length === 0) return refusal(needsResources);
  if ("error" in findings) return null;
  const selects = flags.has("selector") || flags.has("field-selector") || flags.is("all");
  const names = resources.length > 1 || resources.some((arg) => arg.includes("/"));
  return names || selects ? null : refusal("error: resource(s) were provided, but no name was specified");
}

/** Arguments before the first pair are resources, the rest are pairs. Models cmdutil.GetResourcesAndPairs (v1.34). */
export function resourcesAndPairs(
  args: readonly string[],
  pairType: string,
): { readonly resources: readonly string[]; readonly pairs: readonly string[] } | { readonly error: string } {
  const resources: string[] = [];
  const pairs: string[] = [];
  for (const arg of args) {
    // A key that ends with a dash is taken away.
    const isPair = (arg.includes("=") && !arg.startsWith("=")) || arg.endsWith("-");
    if (isPair) pairs.push(arg);
    else if (pairs.length > 0)
      return { error: `error: all resources must be specified before ${pairType} changes: ${arg}` };
    else resources.push(arg);
  }
  return { resources, pairs };
}
