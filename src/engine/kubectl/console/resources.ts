import { type KindInfo, resourceByName } from "../../api/kinds.ts";

/** What the arguments of a verb point at: kinds as a whole, or objects by name. */
export interface Resources {
  readonly kinds: readonly KindInfo[];
  /** Empty: all objects of the kinds. */
  readonly named: readonly { readonly kind: KindInfo; readonly name: string }[];
}

type Parsed = Resources | { readonly error: string };

/** Resources of the category `all`, in the order of the API groups. Models the categories of kube-apiserver's discovery (v1.34). */
const all = [
  ...["pods", "replicationcontrollers", "services", "daemonsets.apps", "deployments.apps", "replicasets.apps"],
  ...["statefulsets.apps", "horizontalpodautoscalers.autoscaling", "cronjobs.batch", "jobs.batch"],
];

/**
 * `pods`, `pods web api`, `pod/web svc/api`, `pods,services`, `all`. Models ResourceTypeOrNameArgs of cli-runtime's
 * pkg/resource/builder.go (v1.34).
 */
export function parseResources(given: readonly string[]): Parsed {
  const args = severalTypes(given);
  const slashes = args.filter((arg) => arg.includes("/")).length;
  if (slashes > 0) return slashes === args.length ? byTuples(args) : { error: mixed };
  const [types = "", ...names] = args;
  const kinds: KindInfo[] = [];
  for (const type of expanded(types)) {
    const kind = resourceByName(type);
    if (!kind) return { error: noSuchType(type) };
    if (!kinds.includes(kind)) kinds.push(kind);
  }
  if (names.length > 0 && kinds.length > 1) return { error: "you must specify only one resource" };
  return { kinds, named: names.map((name) => ({ kind: kinds[0], name })) };
}

const mixed =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

export function noSuchType(type: string): string {
  return `the server doesn't have a resource type ${JSON.stringify(type.split(".")[0])}`;
}

const split = (types: string): string[] => [...new Set(types.split(","))];

function expanded(types: string): string[] {
  return split(types).flatMap((type) => (type === "all" ? all : [type]));
}

/** `a,b x y` means `a/x a/y b/x b/y`. */
function severalTypes(args: readonly string[]): readonly string[] {
  const [types = "", ...names] = args;
  const several = split(types);
  if (names.length === 0 || several.length < 2) return args;
  return several.flatMap((type) => names.map((name) => `${type}/${name}`));
}

function byTuples(args: readonly string[]): Parsed {
  const named: { kind: KindInfo; name: string }[] = [];
  for (const arg of args) {
    const [type, name, ...more] = arg.split("/");
    if (more.length > 0) return { error: "arguments in resource/name form may not have more than one slash" };
    if (type === "" || name === "" || type.includes(","))
      return { error: "arguments in resource/name form must have a single resource and name" };
    const kind = resourceByName(type);
    if (!kind) return { error: noSuchType(type) };
    named.push({ kind, name });
  }
  return { kinds: [...new Set(named.map(({ kind }) => kind))], named };
}
