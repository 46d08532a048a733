import { duration, flag, text } from "./fieldShapes.ts";
import type { Shape } from "./shape.ts";

/** The steps of a script, with what the editor says about each field. */

const object: Shape = {
  is: "text",
  about: "The object, as on kubectl's command line: deployment/web. Several with blanks between them.",
  pattern: /^[A-Za-z0-9.-]+\/[^/\s]+( [A-Za-z0-9.-]+\/[^/\s]+)*$/,
  must: "must be KIND/NAME, such as deployment/web",
};
const quantity: Shape = {
  is: "text",
  about: "An amount, such as 500m or 256Mi.",
  pattern: /^\d+(\.\d+)?(m|[kMGT]|[KMGT]i)?$/,
  must: "must be an amount such as 500m or 256Mi",
};
const namespace = text("The object's namespace; default without one.");
const node = text("The node's name.");
const nodes = text("The node's name; several with blanks between them.");
const taintPattern = String.raw`[^=:\s]+(=[^=:\s]*)?(:(NoSchedule|PreferNoSchedule|NoExecute))?-?`;
const taint: Shape = {
  is: "text",
  about: "KEY=VALUE:EFFECT, such as dedicated=gpu:NoSchedule; with a - behind it, it is taken away.",
  pattern: new RegExp(`^${taintPattern}( ${taintPattern})*$`),
  must: "must be KEY=VALUE:EFFECT, such as dedicated=gpu:NoSchedule",
};
const reference: Shape = {
  is: "text",
  about: "A document of this text: Kind/name.",
  pattern: /^[A-Za-z.]+\/[^/\s]+$/,
  must: "must be KIND/NAME of a document in this text",
};

interface Action {
  readonly about: string;
  readonly fields: { readonly [field: string]: Shape };
  readonly required: readonly string[];
}

const onObject = (about: string): Action => ({ about, fields: { object, namespace }, required: ["object"] });
const onNode = (about: string): Action => ({ about, fields: { node }, required: ["node"] });
const onNodes = (about: string): Action => ({ about, fields: { node: nodes }, required: ["node"] });

/** What a script can do, each with the fields that it takes. */
export const actions = {
  apply: {
    about: "kubectl apply: documents of this text, which are then left out of the first apply.",
    fields: { objects: { is: "list", about: "Which documents: Kind/name.", of: reference } },
    required: ["objects"],
  },
  create: {
    about:
      "kubectl create, run, expose or autoscale: documents of this text, which are then left out of the first apply.",
    fields: {
      objects: { is: "list", about: "Which documents: Kind/name.", of: reference },
      command: {
        is: "text",
        about: "The command as it was typed; kubectl create -f without it.",
        pattern: /^kubectl (create|run|expose|autoscale) \S/,
        must: "must be kubectl create, run, expose or autoscale",
      },
    },
    required: ["objects"],
  },
  delete: {
    about: "kubectl delete.",
    fields: {
      object,
      namespace,
      gracePeriodSeconds: { is: "integer", about: "Instead of the Pod's own grace period." },
      force: flag("The API server lets go of it at once."),
      cascade: {
        is: "text",
        about: "What becomes of the objects that it owns; background without it.",
        oneOf: ["background", "foreground", "orphan"],
      },
    },
    required: ["object"],
  },
  scale: {
    about: "kubectl scale.",
    fields: { object, namespace, replicas: { is: "integer", about: "How many there shall be." } },
    required: ["object", "replicas"],
  },
  setImage: {
    about: "kubectl set image.",
    fields: {
      object,
      namespace,
      container: text("The container's name."),
      image: text("Its new image."),
      images: { is: "map", about: "For several containers: name and image; * stands for all.", of: text("The image.") },
    },
    required: ["object"],
  },
  cordon: onNodes("kubectl cordon: no new Pods on this node."),
  uncordon: onNodes("kubectl uncordon."),
  drain: {
    about: "kubectl drain: cordons the node and evicts its Pods, but not those of DaemonSets.",
    fields: {
      node: nodes,
      force: flag("Also Pods that no controller makes again."),
      ignoreDaemonsets: flag("False: a Pod of a DaemonSet keeps the node from being drained."),
      deleteEmptydirData: flag("False: a Pod with an emptyDir keeps the node from being drained."),
    },
    required: ["node"],
  },
  taint: {
    about: "kubectl taint.",
    fields: { node: nodes, taint, overwrite: flag("A taint of the same key and effect is replaced.") },
    required: ["node", "taint"],
  },
  untaint: {
    about: "kubectl taint KEY-: takes a taint away.",
    fields: { node: nodes, taint },
    required: ["node", "taint"],
  },
  label: {
    about: "kubectl label.",
    fields: {
      object,
      namespace,
      values: { is: "map", about: "Key: value; null takes the key away.", of: text("Its value."), nullable: true },
    },
    required: ["object", "values"],
  },
  annotate: {
    about: "kubectl annotate.",
    fields: {
      object,
      namespace,
      values: { is: "map", about: "Key: value; null takes the key away.", of: text("Its value."), nullable: true },
    },
    required: ["object", "values"],
  },
  rolloutRestart: onObject("kubectl rollout restart."),
  rolloutPause: onObject("kubectl rollout pause."),
  rolloutResume: onObject("kubectl rollout resume."),
  rolloutUndo: {
    about: "kubectl rollout undo: back to the revision before.",
    fields: { object, namespace, revision: { is: "integer", about: "Back to this revision instead.", least: 1 } },
    required: ["object"],
  },
  resize: {
    about: "kubectl patch --subresource resize: other cpu and memory for a running container.",
    fields: {
      pod: text("The Pod's name."),
      namespace,
      container: text("The container's name."),
      requests: { is: "map", about: "cpu and memory that it asks for.", of: quantity },
      limits: { is: "map", about: "cpu and memory that it may use.", of: quantity },
    },
    required: ["pod", "container"],
  },
  debug: {
    about: "kubectl debug: an ephemeral container in a running Pod.",
    fields: {
      pod: text("The Pod's name."),
      namespace,
      image: text("The debug container's image."),
      container: text("Its name; without one, debugger-xxxxx."),
      target: text("The container whose processes it shall see."),
    },
    required: ["pod", "image"],
  },
  failNode: onNode("The machine loses power: its kubelet and its containers are gone at once."),
  cutOffKubelet: onNode("The node no longer reaches the API server; its containers run on."),
  recoverNode: onNode("What failNode or cutOffKubelet broke works again."),
  restartKubelet: {
    about: "The kubelet's process ends and starts again; containers run on, their probes begin anew.",
    fields: { node, takes: duration("How long it is down; 1s without it.") },
    required: ["node"],
  },
  addStaticPod: {
    about: "A manifest comes into a node's directory of static Pods: its kubelet runs it without asking anyone.",
    fields: {
      node: text("The node's name; every node without one."),
      objects: {
        is: "list",
        about: "Which documents: Pod/name. They are then left out of the first apply.",
        of: reference,
      },
    },
    required: ["objects"],
  },
  removeStaticPod: {
    about: "A manifest is taken from a node's directory of static Pods.",
    fields: { node, pod: text("The Pod's name in its manifest.") },
    required: ["node", "pod"],
  },
  killSandbox: {
    about: "A Pod's pause container dies: the kubelet makes another one, and starts everything in it again.",
    fields: { pod: text("The Pod's name."), namespace },
    required: ["pod"],
  },
  restartScheduler: { about: "The scheduler's process ends and starts again.", fields: {}, required: [] },
} as const satisfies { readonly [name: string]: Action };

export type ActionName = keyof typeof actions;
export const actionNames = Object.keys(actions) as ActionName[];

/** A step that does what its `do` says; with an unknown one, any action's fields pass. */
export function stepShape(name: string | null): Extract<Shape, { is: "object" }> {
  const action = name !== null && Object.hasOwn(actions, name) ? (actions[name as ActionName] as Action) : null;
  const all = Object.assign({}, ...Object.values(actions).map(({ fields }) => fields));
  return {
    is: "object",
    about: action?.about ?? "Something that is done to the cluster at a time.",
    fields: {
      at: duration("When, from the start of the run."),
      do: { is: "text", about: "What is done.", oneOf: actionNames },
      ...(action?.fields ?? all),
    },
    required: ["at", "do", ...(action?.required ?? [])],
  };
}
