import { setImage } from "../changes.ts";
import { find, findFlags } from "../console/find.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { dryRunFlag, namespaceField, objectField, stepOrDryRun } from "../console/steps.ts";
import type { Call, Verb } from "../console/verb.ts";
import { nameOf } from "../print/output.ts";
import { nothingNamed, resourcesAndPairs } from "./named.ts";

function run(call: Call): ConsoleResult {
  const split = resourcesAndPairs(call.args, "image");
  if ("error" in split) return refusal(split.error);
  const { resources, pairs } = split;
  if (resources.length === 0)
    return refusal("error: one or more resources must be specified as <resource> <name> or <resource>/<name>");
  if (pairs.length === 0) return refusal("error: at least one image update is required");
  const images = Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
  if (pairs.length > 1 && images["*"] !== undefined)
    return refusal(
      "error: all containers are already specified by *, but saw more than one container_name=container_image pairs",
    );
  const findings = find(call, resources);
  const missing = nothingNamed(call, findings, resources);
  if (missing) return missing;
  if ("error" in findings) return refusal(findings.error);
  const { found, errors } = findings;
  if (errors.length > 0) return refusal(errors.join("\n"));
  const change = setImage(images).change;
  const objects = found.flatMap((each) => each.objects);
  const results = objects.map((object) => ({ object, changed: change(object) }));
  const problems = results.flatMap(({ changed }) => ("error" in changed ? [changed.error] : []));
  if (problems.length > 0) return refusal(problems.join("\n"));
  const changed = results.filter((each) => each.changed !== each.object).map(({ object }) => object);
  if (changed.length === 0) return new Output().end();
  const [[container, image]] = Object.entries(images);
  const what = pairs.length === 1 && container !== "*" ? { container, image } : { images };
  const step = { do: "setImage", object: objectField(found), ...namespaceField(call, found), ...what };
  return stepOrDryRun(
    call,
    step,
    changed.map((object) => `${nameOf(object)} image updated`),
  );
}

/** Models kubectl's pkg/cmd/set (v1.34). */
export const set: Verb = {
  name: "set",
  short: "Set specific features on objects",
  usage: "set SUBCOMMAND",
  flags: [],
  verbs: [
    {
      name: "image",
      short: "Update the image of a pod template",
      usage:
        "image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N",
      examples: [
        "kubectl set image deployment/web web=nginx:1.28",
        "kubectl set image deployments,rs '*=nginx:1.28' --all",
      ],
      flags: [
        ...findFlags.filter(({ name }) => name === "selector"),
        { name: "all", is: "bool", about: "Select all resources, in the namespace of the specified resource types" },
        dryRunFlag,
      ],
      absent: "filename kustomize local output recursive record field-manager",
      completes: ["resource", "name", "container"],
      run,
    },
  ],
  absentVerbs: ["env", "resources", "selector", "serviceaccount", "subject"],
};
