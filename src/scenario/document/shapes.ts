import { bytes, count, duration, flag, share, text } from "./fieldShapes.ts";
import { nodeSettings } from "./nodeShapes.ts";
import { durationPattern } from "./quantities.ts";
import type { Shape } from "./shape.ts";
import { trafficShape } from "./traffic.ts";

/** Every field of a Scenario document, with what the editor says about it. */

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

const answers: Shape = {
  is: "list",
  about: "What the probe meets, from moments of a container's run on.",
  of: {
    is: "object",
    about: "An answer, from a moment on.",
    fields: {
      from: duration("From the start of the container."),
      success: flag("Whether the check passes; true without it."),
      message: text("The check's own words when it fails."),
      code: { is: "integer", about: "httpGet: the status code; 200 to 399 pass." },
      redirect: text("httpGet: where it redirects to on another host, which passes with a warning."),
      exitCode: { is: "integer", about: "exec: how the command ends; 0 passes." },
      output: text("exec: what the command prints."),
      status: {
        is: "text",
        about: "grpc: the health that the server reports; SERVING passes.",
        oneOf: ["SERVING", "NOT_SERVING", "SERVICE_UNKNOWN", "UNKNOWN"],
      },
      takes: duration("Until the answer; with timeoutSeconds or more the check has failed."),
      error: text("Why the check cannot be made at all: then it counts for nothing."),
    },
    required: ["from"],
  },
};

const startup = duration("From the start of the process until it answers; probes fail before.");
const probes: Shape = {
  is: "object",
  about: "How each probe answers over time.",
  fields: { startup: answers, readiness: answers, liveness: answers },
};
const responses: Shape = {
  is: "list",
  about: "Which requests through an Ingress it fails; the others are answered with 200.",
  of: {
    is: "object",
    about: "From a moment of a run on.",
    fields: {
      from: duration("From the start of the container."),
      status: { is: "integer", about: "What they are answered with; 500 without it.", least: 400, most: 599 },
      share: share("How many of the requests; all without it."),
    },
    required: ["from"],
  },
};
const memory: Shape = {
  is: "list",
  about: "Memory in use; above the container's limit it is killed (OOMKilled).",
  of: {
    is: "object",
    about: "From a moment of a run on.",
    fields: { from: duration("From the start of the container."), bytes: bytes("Memory in use.") },
    required: ["from", "bytes"],
  },
};
const disk: Shape = {
  is: "list",
  about: "Disk in use: of the container's own layer and logs, or of an emptyDir.",
  of: {
    is: "object",
    about: "From a moment of a run on.",
    fields: {
      from: duration("From the start of the container."),
      bytes: bytes("Disk in use."),
      volume: text("The emptyDir that is written to; without one, the container's own layer."),
    },
    required: ["from", "bytes"],
  },
};
const pids: Shape = {
  is: "list",
  about: "Processes; one without it.",
  of: {
    is: "object",
    about: "From a moment of a run on.",
    fields: { from: duration("From the start of the container."), count: count("How many.") },
    required: ["from", "count"],
  },
};

const logs: Shape = {
  is: "list",
  about: "What it prints: kubectl logs shows it.",
  of: {
    is: "object",
    about: "A line from a moment of a run on.",
    fields: {
      from: duration("From the start of the container."),
      every: duration("Again and again, so far apart; once without it."),
      line: text("What is printed; $(date), $(hostname) and variables with plain values are filled in."),
    },
    required: ["from", "line"],
  },
};

const behaviour: Shape = {
  is: "object",
  about: "What containers do that their manifest does not say; those that match all that is given.",
  fields: {
    namespace: text("Only in this namespace."),
    labels: { is: "map", about: "Only in Pods with these labels.", of: text("The label's value.") },
    container: text("Only containers of this name."),
    image: text("Only containers of this image."),
    startup,
    runs: {
      is: "list",
      about: "One entry a run, the last for all that follow.",
      of: {
        is: "object",
        about: "How one run of the container goes, and ends.",
        fields: {
          exitAfter: duration("From the start of the process; without it, it runs until it is stopped."),
          exitCode: { is: "integer", about: "Its exit code." },
          reason: text("As the runtime names it: Completed, Error, OOMKilled."),
          message: text("What it writes into its termination log."),
          startup,
          probes,
          memory,
          responses,
          disk,
          pids,
          logs,
        },
      },
    },
    probes,
    sigterm: {
      is: "text",
      about: "From SIGTERM to the end, or ignored: then only SIGKILL ends it.",
      pattern: new RegExp(`${durationPattern.source}|^ignored$`),
      must: "must be a duration such as 2s, or ignored",
    },
    sigtermExitCode: { is: "integer", about: "The exit code after SIGTERM." },
    postStart: duration("How long the postStart hook takes."),
    postStartFails: flag("Whether the postStart hook fails."),
    preStop: duration("How long the preStop hook takes."),
    preStopFails: flag("Whether the preStop hook fails."),
    memory,
    responses,
    disk,
    pids,
    logs,
    startError: text("Why the runtime cannot start it."),
  },
};

const image: Shape = {
  is: "object",
  about: "What the registry says of an image.",
  fields: {
    name: text("The image as the manifests write it."),
    size: bytes("What is to be downloaded."),
    pullError: text("Why it cannot be pulled."),
  },
  required: ["name"],
};

const webhook: Shape = {
  is: "object",
  about: "What the program behind a webhook answers.",
  fields: {
    url: text("https://SERVICE.NAMESPACE.svc/path, or the URL of the configuration."),
    after: duration("How long it takes."),
    allowed: flag("Whether it lets the object in; true without it."),
    message: text("Why not."),
    code: { is: "integer", about: "The HTTP status of its refusal." },
    patch: {
      is: "list",
      about: "A JSON patch: what it changes.",
      of: {
        is: "object",
        about: "One operation.",
        fields: {
          op: { is: "text", about: "What to do.", oneOf: ["add", "remove", "replace", "move", "copy", "test"] },
          path: text("Where: /metadata/labels/team."),
          from: text("For move and copy."),
          value: { is: "anything", about: "The new value." },
        },
        required: ["op", "path"],
      },
    },
    warnings: { is: "list", about: "What kubectl prints beside.", of: text("A warning.") },
    failure: text("Why there is no reply, such as: dial tcp 10.96.0.9:443: connect: connection refused"),
  },
  required: ["url"],
};

const cpu = (about: string): Shape => ({
  is: "text",
  about,
  pattern: /^\d+m?$/,
  must: "must be CPU such as 1500m or 2",
});

const load: Shape = {
  is: "object",
  about: "Work that Pods with these labels have to do; what the HorizontalPodAutoscaler measures.",
  fields: {
    namespace: text("default without one."),
    labels: { is: "map", about: "The Pods that do the work.", of: text("The label's value.") },
    cpu: {
      is: "list",
      about: "How much CPU it takes in all, from moments of the run on; the ready Pods share it evenly.",
      of: {
        is: "object",
        about: "From a moment on.",
        fields: {
          from: duration("From the start of the run."),
          total: cpu("CPU in all, such as 1500m."),
        },
        required: ["from", "total"],
      },
    },
    cpuPerRequest: cpu("CPU that one request a second takes, of those that come through an Ingress, such as 20m."),
  },
  required: ["labels"],
};

const metricValue = {
  pattern: /^\d+(\.\d+)?(m|k|M|G|Ki|Mi|Gi)?$/,
  must: "must be an amount such as 250, 500m or 2k",
};

const metric: Shape = {
  is: "object",
  about: "A number that an adapter shows to HorizontalPodAutoscalers: of Pods, of an object, or from outside.",
  fields: {
    namespace: text("default without one."),
    name: text("As the autoscaler names it, such as requests_per_second."),
    pods: {
      is: "map",
      about: "Labels of the Pods whose metric it is; the ready ones share it evenly.",
      of: text("The label's value."),
    },
    object: {
      is: "object",
      about: "The object whose metric it is.",
      fields: { kind: text("Such as Ingress."), name: text("Its name.") },
      required: ["kind", "name"],
    },
    external: { is: "map", about: "Labels of a series from outside of the cluster.", of: text("The label's value.") },
    values: {
      is: "list",
      about: "How much it is, from moments of the run on.",
      of: {
        is: "object",
        about: "From a moment on.",
        fields: {
          from: duration("From the start of the run."),
          total: { is: "text", about: "How much it is in all, such as 250 or 500m.", ...metricValue },
        },
        required: ["from", "total"],
      },
    },
  },
  required: ["name", "values"],
};

/** `spec` of a Scenario, but for its script's steps, which are checked each by what it does. */
export const specShape: Extract<Shape, { is: "object" }> = {
  is: "object",
  about: "What happens beside what the manifests say.",
  fields: {
    seed: { is: "integer", about: "Names, UIDs and ties are drawn with it." },
    runFor: duration("The run goes on for at least so long."),
    script: { is: "list", about: "What is done to the cluster, each at its time.", of: stepShape(null) },
    behaviours: { is: "list", about: "What containers do. Later ones win.", of: behaviour },
    nodes: { is: "list", about: "What nodes are like. Later ones win.", of: nodeSettings },
    images: { is: "list", about: "Images' sizes, and those that cannot be pulled.", of: image },
    bandwidth: bytes("What a node pulls in a second."),
    webhooks: { is: "list", about: "What admission webhooks answer.", of: webhook },
    load: { is: "list", about: "What Pods have to do.", of: load },
    metrics: { is: "list", about: "What is measured beside CPU and memory.", of: metric },
    traffic: { is: "list", about: "Requests from outside, to the Ingresses.", of: trafficShape },
  },
};
