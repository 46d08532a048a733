import { type KindInfo, resourceByName } from "../api/kinds.ts";
import type { KubernetesObject, ResourceList } from "../api/meta.ts";

/** An object as kubectl's command line points at it. */
export interface Target {
  /** Kind, plural or short name: `Deployment`, `deployments`, `deploy`. */
  readonly kind: string;
  readonly name: string;
  /** Without one: `default`, for kinds that are in a namespace. */
  readonly namespace?: string;
}

/** `KEY=VALUE:EFFECT` in parts; to take a taint away the effect may be left out: then all of the key go. */
export interface TaintSpec {
  readonly key: string;
  readonly value?: string;
  readonly effect?: string;
}

/** A call of kubectl, as data: what a scenario's script and the page's console are made of. */
export type KubectlCommand =
  | { readonly verb: "apply"; readonly file: string; readonly objects: readonly KubernetesObject[] }
  | {
      /** Objects that kubectl makes: `create`, `run`, `expose`, `autoscale`. */
      readonly verb: "create";
      /** As typed. */
      readonly line: string;
      readonly objects: readonly KubernetesObject[];
    }
  | {
      readonly verb: "delete";
      readonly targets: readonly Target[];
      readonly gracePeriodSeconds?: number;
      /** `--force`: the API server lets go of the object at once. */
      readonly force?: boolean;
      readonly cascade?: Cascade;
    }
  | { readonly verb: "scale"; readonly targets: readonly Target[]; readonly replicas: number }
  | {
      readonly verb: "setImage";
      readonly targets: readonly Target[];
      /** `*` stands for every container. */
      readonly images: { readonly [container: string]: string };
    }
  | { readonly verb: "cordon" | "uncordon"; readonly nodes: readonly string[] }
  | ({ readonly verb: "drain"; readonly nodes: readonly string[] } & DrainOptions)
  | {
      readonly verb: "taint";
      readonly nodes: readonly string[];
      readonly add: readonly TaintSpec[];
      readonly remove: readonly TaintSpec[];
      readonly overwrite?: boolean;
    }
  | {
      readonly verb: "label" | "annotate";
      readonly targets: readonly Target[];
      /** null takes the key away. */
      readonly values: { readonly [key: string]: string | null };
    }
  | {
      readonly verb: "rolloutRestart" | "rolloutPause" | "rolloutResume";
      readonly targets: readonly Target[];
    }
  | { readonly verb: "rolloutHistory"; readonly targets: readonly Target[] }
  | {
      readonly verb: "rolloutUndo";
      readonly targets: readonly Target[];
      /** `--to-revision`; without it, the one before. */
      readonly revision?: number;
    }
  | {
      /** `patch pod --subresource resize`: other resources for a running container. */
      readonly verb: "resize";
      readonly target: Target;
      readonly container: string;
      readonly requests?: ResourceList;
      readonly limits?: ResourceList;
    }
  | {
      readonly verb: "debug";
      readonly pod: string;
      readonly namespace?: string;
      readonly image: string;
      readonly container?: string;
      /** The container whose processes are to be seen. */
      readonly targetContainer?: string;
    };

/** What becomes of the objects that a deleted one owns. */
export type Cascade = "background" | "foreground" | "orphan";

/** What `kubectl drain` passes over, and what it does all the same. */
export interface DrainOptions {
  /** Pods that no controller makes again go too. */
  readonly force?: boolean;
  /** False: a Pod of a DaemonSet keeps the node from being drained. */
  readonly ignoreDaemonSets?: boolean;
  /** False: a Pod with an emptyDir keeps the node from being drained. */
  readonly deleteEmptyDirData?: boolean;
}

const rollouts = {
  rolloutRestart: "restart",
  rolloutPause: "pause",
  rolloutResume: "resume",
  rolloutUndo: "undo",
  rolloutHistory: "history",
} as const;

/** The kind that a target names, or undefined when there is no such resource. */
export function kindOfTarget({ kind }: Target): KindInfo | undefined {
  return resourceByName(kind);
}

/** `deployment/web`, several with blanks between them, and their namespace. */
function written(targets: readonly Target[]): string {
  const names = targets.map((target) => `${kindOfTarget(target)?.kind.toLowerCase() ?? target.kind}/${target.name}`);
  const { namespace } = targets[0] ?? {};
  return `${names.join(" ")}${namespace && namespace !== "default" ? ` -n ${namespace}` : ""}`;
}

export function taintText({ key, value, effect }: TaintSpec): string {
  return `${key}${value === undefined ? "" : `=${value}`}${effect ? `:${effect}` : ""}`;
}

/** The command as it is typed. */
export function commandLine(command: KubectlCommand): string {
  switch (command.verb) {
    case "apply":
      return `kubectl apply -f ${command.file}`;
    case "create":
      return command.line;
    case "delete": {
      const { targets, force, gracePeriodSeconds, cascade } = command;
      const grace = force ? 0 : gracePeriodSeconds;
      const flags = [
        ...(cascade ? [`--cascade=${cascade}`] : []),
        ...(grace === undefined ? [] : [`--grace-period=${grace}`]),
        ...(force ? ["--force"] : []),
      ];
      return ["kubectl delete", written(targets), ...flags].join(" ");
    }
    case "scale":
      return `kubectl scale ${written(command.targets)} --replicas=${command.replicas}`;
    case "setImage": {
      const images = Object.entries(command.images).map(([container, image]) => `${container}=${image}`);
      return `kubectl set image ${written(command.targets)} ${images.join(" ")}`;
    }
    case "cordon":
    case "uncordon":
      return `kubectl ${command.verb} ${command.nodes.join(" ")}`;
    case "drain": {
      const { nodes, force, ignoreDaemonSets = true, deleteEmptyDirData = true } = command;
      const flags = [
        ...(ignoreDaemonSets ? ["--ignore-daemonsets"] : []),
        ...(deleteEmptyDirData ? ["--delete-emptydir-data"] : []),
        ...(force ? ["--force"] : []),
      ];
      return ["kubectl drain", ...nodes, ...flags].join(" ");
    }
    case "taint": {
      const { nodes, add, remove, overwrite } = command;
      const taints = [...add.map(taintText), ...remove.map((taint) => `${taintText(taint)}-`)];
      return ["kubectl taint nodes", ...nodes, ...taints, ...(overwrite ? ["--overwrite"] : [])].join(" ");
    }
    case "label":
    case "annotate": {
      const entries = Object.entries(command.values);
      const values = entries.map(([key, value]) => (value === null ? `${key}-` : `${key}=${value}`));
      const overwrite = entries.some(([, value]) => value !== null) ? " --overwrite" : "";
      return `kubectl ${command.verb}${overwrite} ${written(command.targets)} ${values.join(" ")}`;
    }
    case "resize": {
      const { target, container, requests, limits } = command;
      const resources = { ...(requests && { requests }), ...(limits && { limits }) };
      const patch = JSON.stringify({ spec: { containers: [{ name: container, resources }] } });
      return `kubectl patch ${written([target])} --subresource resize --patch '${patch}'`;
    }
    case "debug": {
      const { pod, namespace, image, container, targetContainer } = command;
      const named = container === undefined ? "" : ` -c ${container}`;
      const target = targetContainer === undefined ? "" : ` --target=${targetContainer}`;
      return `kubectl debug ${pod}${namespace && namespace !== "default" ? ` -n ${namespace}` : ""} --image=${image}${named}${target}`;
    }
    case "rolloutUndo": {
      const to = command.revision === undefined ? "" : ` --to-revision=${command.revision}`;
      return `kubectl rollout undo ${written(command.targets)}${to}`;
    }
    default:
      return `kubectl rollout ${rollouts[command.verb]} ${written(command.targets)}`;
  }
}
