import { type KindInfo, resourceByName } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";

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
      readonly verb: "delete";
      readonly target: Target;
      readonly gracePeriodSeconds?: number;
      /** `--force`: the API server lets go of the object at once. */
      readonly force?: boolean;
    }
  | { readonly verb: "scale"; readonly target: Target; readonly replicas: number }
  | { readonly verb: "setImage"; readonly target: Target; readonly images: { readonly [container: string]: string } }
  | { readonly verb: "cordon" | "uncordon"; readonly node: string }
  | { readonly verb: "drain"; readonly node: string; readonly force?: boolean }
  | { readonly verb: "taint" | "untaint"; readonly node: string; readonly taint: TaintSpec }
  | {
      readonly verb: "label" | "annotate";
      readonly target: Target;
      /** null takes the key away. */
      readonly values: { readonly [key: string]: string | null };
    }
  | {
      readonly verb: "rolloutRestart" | "rolloutPause" | "rolloutResume" | "rolloutHistory";
      readonly target: Target;
    }
  | {
      readonly verb: "rolloutUndo";
      readonly target: Target;
      /** `--to-revision`; without it, the one before. */
      readonly revision?: number;
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

function written(target: Target): string {
  const kind = kindOfTarget(target);
  const name = `${kind?.kind.toLowerCase() ?? target.kind}/${target.name}`;
  return target.namespace && target.namespace !== "default" ? `${name} -n ${target.namespace}` : name;
}

export function taintText({ key, value, effect }: TaintSpec): string {
  return `${key}${value === undefined ? "" : `=${value}`}${effect ? `:${effect}` : ""}`;
}

/** The command as it is typed. */
export function commandLine(command: KubectlCommand): string {
  switch (command.verb) {
    case "apply":
      return `kubectl apply -f ${command.file}`;
    case "delete": {
      const grace = command.force ? 0 : command.gracePeriodSeconds;
      const flags = `${grace === undefined ? "" : ` --grace-period=${grace}`}${command.force ? " --force" : ""}`;
      return `kubectl delete ${written(command.target)}${flags}`;
    }
    case "scale":
      return `kubectl scale ${written(command.target)} --replicas=${command.replicas}`;
    case "setImage": {
      const images = Object.entries(command.images).map(([container, image]) => `${container}=${image}`);
      return `kubectl set image ${written(command.target)} ${images.join(" ")}`;
    }
    case "cordon":
    case "uncordon":
      return `kubectl ${command.verb} ${command.node}`;
    case "drain":
      return `kubectl drain ${command.node} --ignore-daemonsets --delete-emptydir-data${command.force ? " --force" : ""}`;
    case "taint":
      return `kubectl taint nodes ${command.node} ${taintText(command.taint)}`;
    case "untaint":
      return `kubectl taint nodes ${command.node} ${taintText(command.taint)}-`;
    case "label":
    case "annotate": {
      const values = Object.entries(command.values).map(([key, value]) =>
        value === null ? `${key}-` : `${key}=${value}`,
      );
      return `kubectl ${command.verb} --overwrite ${written(command.target)} ${values.join(" ")}`;
    }
    case "debug": {
      const { pod, namespace, image, container, targetContainer } = command;
      const named = container === undefined ? "" : ` -c ${container}`;
      const target = targetContainer === undefined ? "" : ` --target=${targetContainer}`;
      return `kubectl debug ${pod}${namespace && namespace !== "default" ? ` -n ${namespace}` : ""} --image=${image}${named}${target}`;
    }
    case "rolloutUndo": {
      const to = command.revision === undefined ? "" : ` --to-revision=${command.revision}`;
      return `kubectl rollout undo ${written(command.target)}${to}`;
    }
    default:
      return `kubectl rollout ${rollouts[command.verb]} ${written(command.target)}`;
  }
}
