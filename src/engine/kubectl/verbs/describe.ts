import type { KubernetesObject } from "../../api/meta.ts";
import { objectsOf } from "../console/cluster.ts";
import { type Found, find, findFlags } from "../console/find.ts";
import { parseResources } from "../console/resources.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import type { Call, Verb } from "../console/verb.ts";
import { descriptionOf } from "../describe/describers.ts";

/** Objects whose names begin with what was given: kubectl looks for them when no name is exactly that. */
function byPrefix({ args, moment, namespace }: Call): readonly Found[] {
  const resources = parseResources(args);
  // TYPE/NAME has to be exact.
  if ("error" in resources || args.length !== 2) return [];
  const [{ kind, name = "" } = {}] = resources.named;
  if (!kind) return [];
  const objects = objectsOf<KubernetesObject>(moment.records, kind, namespace);
  return [{ kind, objects: objects.filter(({ metadata }) => metadata.name?.startsWith(name)) }];
}

function run(call: Call): ConsoleResult {
  const { args, flags, moment, namespace } = call;
  if (args.length === 0)
    return refusal(
      'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  const findings = find(call);
  if ("error" in findings) return refusal(findings.error);
  const output = new Output();
  const describe = (found: readonly Found[], print: (lines: readonly string[]) => void): void => {
    for (const { kind, objects } of found)
      for (const object of objects) print(descriptionOf(object, kind, moment, flags.is("show-events", true)));
  };
  if (findings.errors.length > 0) describe(byPrefix(call), (lines) => output.print(...lines, ""));
  if (!output.isEmpty) return output.end();
  describe(findings.found, (lines) => {
    if (!output.isEmpty) output.print("", "");
    output.print(...lines);
  });
  if (output.isEmpty && findings.errors.length === 0)
    output.complain(findings.everywhere ? "No resources found" : `No resources found in ${namespace} namespace.`);
  return output.complain(...findings.errors).end(findings.errors.length > 0 ? 1 : 0);
}

/** Models kubectl's pkg/cmd/describe (v1.34). */
export const describe: Verb = {
  name: "describe",
  short: "Show details of a specific resource or group of resources",
  usage: "describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)",
  examples: [
    "kubectl describe pods",
    "kubectl describe pod/web",
    "kubectl describe nodes node-1",
    "kubectl describe deployment web",
  ],
  flags: [
    ...findFlags,
    {
      name: "show-events",
      is: "bool",
      about: "If true, display events related to the described object.",
    },
  ],
  absent: "chunk-size filename kustomize recursive",
  completes: ["resource", "name"],
  run,
};
