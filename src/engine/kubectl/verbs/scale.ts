import { find, findFlags } from "../console/find.ts";
import { type ConsoleResult, refusal } from "../console/result.ts";
import { dryRunFlag, namespaceField, objectField, stepOrDryRun } from "../console/steps.ts";
import type { Call, Verb } from "../console/verb.ts";
import { nameOf } from "../print/output.ts";
import { nothingNamed } from "./named.ts";

const scalable = ["Deployment", "ReplicaSet", "StatefulSet", "ReplicationController"];

function run(call: Call): ConsoleResult {
  const { flags } = call;
  const replicas = flags.number("replicas");
  if (replicas === undefined) return refusal('error: required flag(s) "replicas" not set');
  if (replicas < 0)
    return refusal("error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
  const findings = find(call);
  const missing = nothingNamed(call, findings);
  if (missing) return missing;
  if ("error" in findings) return refusal(findings.error);
  const { found, errors } = findings;
  if (errors.length > 0) return refusal(errors.join("\n"));
  const objects = found.flatMap((each) => each.objects);
  if (objects.length === 0) return refusal("error: no objects passed to scale");
  if (found.some(({ kind }) => !scalable.includes(kind.kind)))
    return refusal("Error from server (NotFound): the server could not find the requested resource");
  const current = flags.number("current-replicas");
  for (const object of objects) {
    const has = (object as { spec?: { replicas?: number } }).spec?.replicas ?? 0;
    if (current !== undefined && current >= 0 && current !== has)
      return refusal(`error: Expected replicas to be ${current}, was ${has}`);
  }
  const step = { do: "scale", object: objectField(found), ...namespaceField(call, found), replicas };
  return stepOrDryRun(
    call,
    step,
    objects.map((object) => `${nameOf(object)} scaled`),
  );
}

/** Models kubectl's pkg/cmd/scale (v1.34). */
export const scale: Verb = {
  name: "scale",
  short: "Set a new size for a deployment, replica set, or replication controller",
  usage: "scale --replicas=COUNT (-f FILENAME | TYPE NAME)",
  examples: [
    "kubectl scale --replicas=3 deployment/web",
    "kubectl scale --current-replicas=2 --replicas=3 deployment/web",
  ],
  flags: [
    ...findFlags.filter(({ name }) => name === "selector"),
    { name: "all", is: "bool", about: "Select all resources in the namespace of the specified resource types" },
    {
      name: "current-replicas",
      is: "int",
      about:
        "Precondition for current size. Requires that the current size of the resource match this value in order to scale. -1 (default) for no condition.",
    },
    dryRunFlag,
    { name: "replicas", is: "int", about: "The new desired number of replicas. Required." },
  ],
  completes: ["resource", "name"],
  run,
};
