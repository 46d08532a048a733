import type { KubernetesObject } from "../../api/meta.ts";
import { type ConsoleResult, refusal } from "../console/result.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";
import { generated, generatorFlags } from "./generated.ts";

const policies = ["Always", "OnFailure", "Never"];

function pairsOf(texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)] as const);
}

function run(call: Call): ConsoleResult {
  const { flags, args } = call;
  const image = flags.text("image");
  if (image === undefined) return refusal('error: required flag(s) "image" not set');
  if (args.length === 0) return usageError(call, "NAME is required for run");
  const restartPolicy = flags.text("restart") ?? "Always";
  if (!policies.includes(restartPolicy)) return usageError(call, `invalid restart policy: ${restartPolicy}`);
  const invalid = flags.all("env").find((pair) => pair.indexOf("=") <= 0);
  if (invalid !== undefined) return refusal(`error: invalid env: ${invalid}`);
  const [name, ...words] = args;
  const labels = flags.has("labels") ? Object.fromEntries(pairsOf(flags.list("labels"))) : { run: name };
  const env = pairsOf(flags.all("env")).map(([key, value]) => ({ name: key, value }));
  const port = flags.number("port");
  const container = {
    ...(words.length > 0 && (flags.is("command") ? { command: words } : { args: words })),
    ...(env.length > 0 && { env }),
    image,
    ...(flags.has("image-pull-policy") && { imagePullPolicy: flags.text("image-pull-policy") }),
    name,
    ...(port !== undefined && { ports: [{ containerPort: port }] }),
    resources: {},
  };
  const object = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { labels, name },
    spec: { containers: [container], dnsPolicy: "ClusterFirst", restartPolicy },
    status: {},
  } as KubernetesObject;
  return generated(call, { object, done: "created" });
}

/** Models kubectl's pkg/cmd/run (v1.34), without attaching to the Pod. */
export const runVerb: Verb = {
  name: "run",
  short: "Run a particular image on the cluster",
  usage:
    'run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  examples: ["kubectl run nginx --image=nginx", "kubectl run busybox --image=busybox --restart=Never -- sleep 60"],
  flags: [
    ...generatorFlags,
    {
      name: "command",
      is: "bool",
      about:
        "If true and extra arguments are present, use them as the 'command' field in the container, rather than the 'args' field which is the default.",
    },
    { name: "env", is: "strings", about: "Environment variables to set in the container." },
    { name: "image", is: "string", about: "The image for the container to run." },
    {
      name: "image-pull-policy",
      is: "string",
      about:
        "The image pull policy for the container. If left empty, this value will not be specified by the client and defaulted by the server.",
      values: ["Always", "IfNotPresent", "Never"],
    },
    {
      name: "labels",
      short: "l",
      is: "strings",
      about: "Comma separated labels to apply to the pod. Will override previous values.",
    },
    { name: "port", is: "int", about: "The port that this container exposes." },
    {
      name: "restart",
      is: "string",
      about: "The restart policy for this Pod. Legal values [Always, OnFailure, Never].",
      values: policies,
    },
  ],
  absent:
    "annotations attach cascade expose field-manager filename force grace-period kustomize leave-stdin-open override-type overrides pod-running-timeout privileged quiet recursive rm save-config show-managed-fields stdin template timeout tty wait",
  completes: ["nothing"],
  run,
};
