import { resourceByName } from "../../api/kinds.ts";
import type { Pod } from "../../api/pod.ts";
import { objectAt } from "../console/cluster.ts";
import { notFound } from "../console/find.ts";
import { type ConsoleResult, refusal } from "../console/result.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";

const pods = resourceByName("pods")!;

function run(call: Call): ConsoleResult {
  const { args, flags, moment, namespace } = call;
  const [given] = args;
  if (given === undefined) return usageError(call, "NAME or TYPE/NAME is required for debug");
  const [type, name = type] = given.split("/");
  if (given.includes("/") && resourceByName(type)?.kind === "Node")
    return refusal("error: debugging nodes is not part of this console");
  if (given.includes("/") && resourceByName(type)?.kind !== "Pod")
    return refusal(`error: ${JSON.stringify(resourceByName(type)?.resource ?? type)} not supported by debug`);
  const image = flags.text("image");
  if (image === undefined) return usageError(call, "you must specify --image when not using --copy-to");
  const pod = objectAt<Pod>(moment.records, pods, namespace, name);
  if (!pod) return refusal(notFound(pods, name));
  const container = flags.text("container");
  const target = flags.text("target");
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  const all = [...initContainers, ...containers, ...ephemeralContainers];
  if (container !== undefined && all.some((each) => each.name === container))
    return refusal(
      `The Pod "${name}" is invalid: spec.ephemeralContainers[${ephemeralContainers.length}].name: Duplicate value: "${container}"`,
    );
  if (target !== undefined && ![...initContainers, ...containers].some((each) => each.name === target))
    return refusal(
      `The Pod "${name}" is invalid: spec.ephemeralContainers[${ephemeralContainers.length}].targetContainerName: Not found: "${target}"`,
    );
  return {
    kind: "step",
    step: {
      do: "debug",
      pod: name,
      ...(namespace !== "default" && { namespace }),
      image,
      ...(container !== undefined && { container }),
      ...(target !== undefined && { target }),
    },
  };
}

/** Models kubectl's pkg/cmd/debug (v1.34), without attaching to the container. */
export const debug: Verb = {
  name: "debug",
  short: "Create debugging sessions for troubleshooting workloads and nodes",
  usage: "debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]",
  examples: ["kubectl debug web -it --image=busybox --target=web"],
  flags: [
    { name: "container", short: "c", is: "string", about: "Container name to use for debug container." },
    { name: "image", is: "string", about: "Container image to use for debug container." },
    {
      name: "stdin",
      short: "i",
      is: "bool",
      about: "Keep stdin open on the container(s) in the pod, even if nothing is attached.",
    },
    {
      name: "target",
      is: "string",
      about: "When using an ephemeral container, target processes in this container name.",
    },
    { name: "tty", short: "t", is: "bool", about: "Allocate a TTY for the debugging container." },
  ],
  absent:
    "annotations arguments-only attach copy-to custom env filename image-pull-policy keep-annotations keep-init-containers keep-labels keep-liveness keep-readiness keep-startup profile quiet replace same-node set-image share-processes",
  completes: ["pod"],
  run,
};
