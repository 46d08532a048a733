import { type KindInfo, resourceByName } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { ClusterView } from "../../apiserver/admission/plugin.ts";
import { granted, isAllowed, isUrlAllowed } from "../../apiserver/authorization/rbac.ts";
import type { UserInfo } from "../../apiserver/request.ts";
import { objectAt, objectsOf } from "../console/cluster.ts";
import type { Flag } from "../console/flags.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";

const administrator: UserInfo = { name: "kubernetes-admin", groups: ["system:masters", "system:authenticated"] };

const verbs = new Set([
  ...["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "use", "bind"],
  ...["impersonate", "*", "approve", "sign", "escalate", "attest"],
]);

/** Who asks: oneself, or the user that `--as` names, with the groups that every such user has. */
function userOf({ flags }: Call): UserInfo {
  const name = flags.text("as");
  if (name === undefined) return administrator;
  const account = /^system:serviceaccount:([^:]+):[^:]+$/.exec(name)?.[1];
  const own = account ? ["system:serviceaccounts", `system:serviceaccounts:${account}`] : [];
  return { name, groups: [...(flags.list("as-group") ?? []), ...own, "system:authenticated"] };
}

function rolesIn({ records }: Call["moment"]): Pick<ClusterView, "get" | "list"> {
  const kindOf = (resource: string): KindInfo => resourceByName(resource)!;
  return {
    get: <T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string) =>
      objectAt<T>(records, kindOf(resource), namespace, name),
    list: <T extends KubernetesObject>(resource: string, namespace?: string) =>
      objectsOf<T>(records, kindOf(resource), namespace),
  };
}

function answer(output: Output, isYes: boolean, isQuiet: boolean): ConsoleResult {
  if (!isQuiet) output.print(isYes ? "yes" : "no");
  return output.end(isYes ? 0 : 1);
}

function run(call: Call): ConsoleResult {
  const { args, flags, moment } = call;
  const [verb, target, name, ...others] = args;
  if (verb === undefined || target === undefined || others.length > 0)
    return usageError(call, "you must specify two arguments: verb resource or verb resource/resourceName.");
  const user = userOf(call);
  const view = rolesIn(moment) as ClusterView;
  const output = new Output();
  const isQuiet = flags.is("quiet");
  if (target.startsWith("/")) {
    const isYes = user === administrator || isUrlAllowed(target, verb, granted(user, undefined, view));
    return answer(output, isYes, isQuiet);
  }
  const [type = "", named = name] = target.split("/");
  if (name !== undefined && target.includes("/")) return refusal("error: name cannot be specified twice");
  const kind = resourceByName(type);
  if (!verbs.has(verb)) output.complain(`Warning: verb '${verb}' is not a known verb`);
  if (!kind && type !== "*") output.complain(`Warning: the server doesn't have a resource type '${type}'`);
  if (kind && !kind.namespaced)
    output.complain(
      `Warning: resource '${kind.resource}' is not namespace scoped${kind.group === "" ? "" : ` in group '${kind.group}'`}`,
    );
  const isEverywhere = flags.is("all-namespaces") || kind?.namespaced === false;
  const namespace = isEverywhere ? undefined : call.namespace;
  const subresource = flags.text("subresource");
  const resource = `${kind?.resource ?? type}${subresource ? `/${subresource}` : ""}`;
  const access = { verb, group: kind?.group ?? "", resource, namespace, name: named };
  return answer(output, isAllowed(user, access, granted(user, namespace, view)), isQuiet);
}

const flags: readonly Flag[] = [
  { name: "as", is: "string", about: "Username to impersonate for the operation." },
  { name: "as-group", is: "strings", about: "Group to impersonate for the operation." },
  {
    name: "all-namespaces",
    short: "A",
    is: "bool",
    about: "If true, check the specified action in all namespaces.",
  },
  { name: "quiet", short: "q", is: "bool", about: "If true, suppress output and just return the exit code." },
  { name: "subresource", is: "string", about: "SubResource such as pod/log or deployment/scale" },
];

const canI: Verb = {
  name: "can-i",
  short: "Check whether an action is allowed",
  usage: "can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]",
  examples: ["kubectl auth can-i create pods", "kubectl auth can-i list secrets --as=jane -n default"],
  flags,
  absent: "list no-headers",
  completes: ["nothing", "resource", "nothing"],
  run,
};

/** Who may do what. Models kubectl's pkg/cmd/auth (v1.34): the roles of the moment are asked, not the API server. */
export const auth: Verb = {
  name: "auth",
  short: "Inspect authorization",
  usage: "auth",
  flags: [],
  verbs: [canI],
  absentVerbs: ["reconcile", "whoami"],
};
