import { kindOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { objectAt } from "../console/cluster.ts";
import { readFiles, referenceOf, textsOf } from "../console/documents.ts";
import { resourceName } from "../console/find.ts";
import { type ConsoleResult, refusal } from "../console/result.ts";
import { dryRunFlag, stepOrDryRun } from "../console/steps.ts";
import type { Call, Verb } from "../console/verb.ts";
import { nameOf } from "../print/output.ts";
import { filenameFlag, placed } from "./apply.ts";
import { generated, generatorFlags, nameFromArgs } from "./generated.ts";

function createFiles(call: Call): ConsoleResult {
  const { flags, moment, namespace, args } = call;
  if (args.length > 0)
    return refusal(`error: Unexpected args: [${args.join(" ")}]\nSee '${call.path} -h' for help and examples`);
  if (!flags.has("filename")) return refusal("error: must specify one of -f and -k");
  const read = readFiles(call);
  if ("error" in read) return refusal(read.error);
  const objects = placed(call, read.objects);
  if ("error" in objects) return refusal(objects.error);
  if (objects.length === 0) return refusal("error: no objects passed to create");
  const taken = objects.flatMap(({ object }) => {
    const kind = kindOf(object.apiVersion, object.kind);
    const { name = "" } = object.metadata;
    const live = kind && objectAt(moment.records, kind, object.metadata.namespace ?? namespace, name);
    return kind && live
      ? [
          `Error from server (AlreadyExists): error when creating "STDIN": ${resourceName(kind)} "${name}" already exists`,
        ]
      : [];
  });
  if (taken.length === objects.length) return refusal(taken.join("\n"));
  const step = { do: "create", objects: objects.map(({ object }) => referenceOf(object)), command: call.line };
  return stepOrDryRun(
    call,
    step,
    objects.map(({ object }) => `${nameOf(object)} created`),
    textsOf(objects),
  );
}

/** Models kubectl's pkg/cmd/create/create_deployment.go (v1.34). */
function createDeployment(call: Call): ConsoleResult {
  const { flags } = call;
  if (!flags.has("image")) return refusal('error: required flag(s) "image" not set');
  const named = nameFromArgs(call);
  if ("kind" in named) return named;
  const { name, command } = named;
  const images = flags.list("image");
  if (images.length > 1 && command.length > 0)
    return refusal("error: cannot specify multiple --image options and command");
  const replicas = flags.number("replicas") ?? 1;
  if (replicas < 0) return refusal(`error: invalid replicas: ${replicas}`);
  const port = flags.number("port");
  const labels = { app: name };
  const containers = images.map((image) => ({
    image,
    name: containerNameOf(image),
    ...(command.length > 0 && { command }),
    ...(port !== undefined && port >= 0 && { ports: [{ containerPort: port }] }),
    resources: {},
  }));
  const object = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { labels, name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      strategy: {},
      template: { metadata: { labels }, spec: { containers } },
    },
    status: {},
  } as KubernetesObject;
  return generated(call, { object, done: "created", failing: "error: failed to create deployment: " });
}

/** The image's last part, without its tag or digest. */
function containerNameOf(image: string): string {
  const [last] = image.slice(image.lastIndexOf("/") + 1).split(/[:@]/);
  return last.replace(/[_.]/g, "-");
}

/** Models kubectl's pkg/cmd/create/create_job.go (v1.34), without --from. */
function createJob(call: Call): ConsoleResult {
  const { flags } = call;
  const named = nameFromArgs(call);
  if ("kind" in named) return named;
  const { name, command } = named;
  const image = flags.text("image");
  if (image === undefined) return refusal("error: either --image or --from must be specified");
  const container = { ...(command.length > 0 && { command }), image, name, resources: {} };
  const object = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: { template: { metadata: {}, spec: { containers: [container], restartPolicy: "Never" } } },
    status: {},
  } as KubernetesObject;
  return generated(call, { object, done: "created", failing: "error: failed to create job: " });
}

/** Models kubectl's pkg/cmd/create/create_configmap.go (v1.34), for literals. */
function createConfigMap(call: Call): ConsoleResult {
  const named = nameFromArgs(call);
  if ("kind" in named) return named;
  const data: { [key: string]: string } = {};
  for (const literal of call.flags.all("from-literal")) {
    const sign = literal.indexOf("=");
    if (sign <= 0) return refusal(`error: invalid literal source ${literal}, expected key=value`);
    const key = literal.slice(0, sign);
    if (key in data)
      return refusal(
        `error: cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(named.name)}`,
      );
    data[key] = literal.slice(sign + 1).replace(/^(["'])(.*)\1$/, "$2");
  }
  const object = {
    apiVersion: "v1",
    ...(Object.keys(data).length > 0 && { data }),
    kind: "ConfigMap",
    metadata: { name: named.name },
  } as KubernetesObject;
  return generated(call, { object, done: "created", failing: "error: failed to create configmap: " });
}

/** Objects that are all name. */
function createPlain(apiVersion: string, kind: string, rest: object): (call: Call) => ConsoleResult {
  return (call) => {
    const named = nameFromArgs(call);
    if ("kind" in named) return named;
    const object = { apiVersion, kind, metadata: { name: named.name }, ...rest } as KubernetesObject;
    return generated(call, { object, done: "created" });
  };
}

/** Models kubectl's pkg/cmd/create (v1.34). */
export const create: Verb = {
  name: "create",
  short: "Create a resource from a file or from stdin",
  usage: "create -f FILENAME",
  examples: ["kubectl create deployment web --image=nginx --replicas=3", "kubectl create -f - <<EOF"],
  flags: [filenameFlag, dryRunFlag],
  absent:
    "edit field-manager kustomize output raw recursive save-config selector show-managed-fields template validate windows-line-endings",
  run: createFiles,
  verbs: [
    {
      name: "deployment",
      aliases: ["deploy"],
      short: "Create a deployment with the specified name",
      usage: "deployment NAME --image=image -- [COMMAND] [args...]",
      examples: ["kubectl create deployment my-dep --image=nginx --replicas=3"],
      flags: [
        ...generatorFlags,
        {
          name: "image",
          is: "strings",
          about: "Image names to run. A deployment can have multiple images set for multi-container pod.",
        },
        { name: "port", is: "int", about: "The containerPort that this deployment exposes." },
        { name: "replicas", short: "r", is: "int", about: "Number of replicas to create. Default is 1." },
      ],
      completes: ["nothing"],
      run: createDeployment,
    },
    {
      name: "namespace",
      aliases: ["ns"],
      short: "Create a namespace with the specified name",
      usage: "namespace NAME [--dry-run=server|client|none]",
      flags: generatorFlags,
      completes: ["nothing"],
      run: createPlain("v1", "Namespace", { spec: {}, status: {} }),
    },
    {
      name: "configmap",
      aliases: ["cm"],
      short: "Create a config map from a local file, directory or literal value",
      usage: "configmap NAME [--from-literal=key1=value1]",
      flags: [
        ...generatorFlags,
        {
          name: "from-literal",
          is: "strings",
          about: "Specify a key and literal value to insert in configmap (i.e. mykey=somevalue)",
        },
      ],
      absent: "append-hash from-env-file from-file",
      completes: ["nothing"],
      run: createConfigMap,
    },
    {
      name: "job",
      short: "Create a job with the specified name",
      usage: "job NAME --image=image -- [COMMAND] [args...]",
      flags: [...generatorFlags, { name: "image", is: "string", about: "Image name to run." }],
      absent: "from",
      completes: ["nothing"],
      run: createJob,
    },
    {
      name: "serviceaccount",
      aliases: ["sa"],
      short: "Create a service account with the specified name",
      usage: "serviceaccount NAME [--dry-run=server|client|none]",
      flags: generatorFlags,
      completes: ["nothing"],
      run: createPlain("v1", "ServiceAccount", {}),
    },
  ],
  absentVerbs: [
    ...["clusterrole", "clusterrolebinding", "cronjob", "ingress", "poddisruptionbudget", "priorityclass", "quota"],
    ...["role", "rolebinding", "secret", "service", "token"],
  ],
};
