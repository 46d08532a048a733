import type { Fault, KubectlCommand, ResourceList, TaintSpec, Target } from "../../engine/index.ts";
import { millis } from "./quantities.ts";
import { type Fields, isFields, type ShapeProblem } from "./shape.ts";
import type { ActionName } from "./stepShapes.ts";

// The shapes have been checked: what is read is there, and of its type.

/** A step before its documents are looked up. */
export interface WrittenStep {
  readonly at: number;
  readonly path: string;
  /** For `apply` and `create`: the documents that it names, and how the command was typed. */
  readonly documents: {
    readonly references: readonly string[];
    readonly line?: string;
    /** For `addStaticPod`: into which node's directory they go, or all. */
    readonly manifestsOf?: string | "every";
  } | null;
  readonly action: KubectlCommand | Fault | null;
}

/** An image is set by `container` and `image`, or by `images`. */
export function imageProblems(step: unknown, path: string): ShapeProblem[] {
  if (!isFields(step) || step.do !== "setImage" || step.images !== undefined) return [];
  return ["container", "image"]
    .filter((field) => step[field] === undefined || step[field] === null)
    .map((field) => ({ path: `${path}.${field}`, message: `${path}.${field}: Required value` }));
}

function targetsOf({ object, namespace }: Fields): readonly Target[] {
  return String(object)
    .split(" ")
    .map((each) => {
      const [kind, name] = each.split("/");
      return { kind, name, ...(namespace ? { namespace: String(namespace) } : {}) };
    });
}

function taintOf(text: string): TaintSpec {
  const [pair, effect] = text.split(":");
  const [key, value] = pair.split("=");
  return { key, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) };
}

/** Steps that use documents of the text. */
const usesDocuments: readonly ActionName[] = ["apply", "create", "addStaticPod"];

export function stepOf(step: Fields, path: string): WrittenStep {
  const at = millis(String(step.at));
  const name = step.do as ActionName;
  if (!usesDocuments.includes(name)) return { at, path, documents: null, action: actionOf(name, step) };
  const references = step.objects as readonly string[];
  if (name === "addStaticPod")
    return { at, path, documents: { references, manifestsOf: String(step.node ?? "every") }, action: null };
  const line = name === "apply" ? undefined : String(step.command ?? "kubectl create -f scenario.yaml");
  return { at, path, documents: { references, ...(line !== undefined && { line }) }, action: null };
}

function taintAction(name: "taint" | "untaint", step: Fields): KubectlCommand {
  const taints = String(step.taint).split(" ");
  const removes = (taint: string): boolean => name === "untaint" || taint.endsWith("-");
  return {
    verb: "taint",
    nodes: String(step.node).split(" "),
    add: taints.filter((taint) => !removes(taint)).map(taintOf),
    remove: taints.filter(removes).map((taint) => taintOf(taint.replace(/-$/, ""))),
    ...(step.overwrite === true && { overwrite: true }),
  };
}

function imagesOf({ container, image, images }: Fields): { readonly [container: string]: string } {
  const one = container !== undefined && image !== undefined ? { [String(container)]: String(image) } : {};
  return { ...one, ...(images as { [container: string]: string } | undefined) };
}

function actionOf(name: ActionName, step: Fields): KubectlCommand | Fault {
  const node = String(step.node);
  const nodes = node.split(" ");
  const targets = targetsOf(step);
  switch (name) {
    case "delete": {
      const { gracePeriodSeconds, force, cascade } = step as Pick<
        Extract<KubectlCommand, { verb: "delete" }>,
        "gracePeriodSeconds" | "force" | "cascade"
      >;
      return {
        verb: name,
        targets,
        ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
        ...(force !== undefined && { force }),
        ...(cascade !== undefined && { cascade }),
      };
    }
    case "scale":
      return { verb: name, targets, replicas: Number(step.replicas) };
    case "setImage":
      return { verb: name, targets, images: imagesOf(step) };
    case "cordon":
    case "uncordon":
      return { verb: name, nodes };
    case "drain":
      return {
        verb: name,
        nodes,
        force: step.force === true,
        ...(step.ignoreDaemonsets === false && { ignoreDaemonSets: false }),
        ...(step.deleteEmptydirData === false && { deleteEmptyDirData: false }),
      };
    case "taint":
    case "untaint":
      return taintAction(name, step);
    case "label":
    case "annotate":
      return { verb: name, targets, values: step.values as { [key: string]: string | null } };
    case "rolloutUndo":
      return { verb: name, targets, ...(step.revision !== undefined && { revision: Number(step.revision) }) };
    case "rolloutRestart":
    case "rolloutPause":
    case "rolloutResume":
      return { verb: name, targets };
    case "debug": {
      const { pod, image, namespace, container, target } = step as { [field: string]: string | undefined };
      return {
        verb: name,
        pod: String(pod),
        image: String(image),
        ...(namespace !== undefined && { namespace }),
        ...(container !== undefined && { container }),
        ...(target !== undefined && { targetContainer: target }),
      };
    }
    case "resize": {
      const { requests, limits } = step as { requests?: ResourceList; limits?: ResourceList };
      return {
        verb: name,
        target: {
          kind: "pod",
          name: String(step.pod),
          ...(step.namespace ? { namespace: String(step.namespace) } : {}),
        },
        container: String(step.container),
        ...(requests && { requests }),
        ...(limits && { limits }),
      };
    }
    case "failNode":
    case "cutOffKubelet":
    case "recoverNode":
      return { fault: name, node };
    case "restartKubelet":
      return { fault: name, node, ...(step.takes ? { takes: millis(String(step.takes)) } : {}) };
    case "killSandbox":
      return { fault: name, pod: `${step.namespace ?? "default"}/${step.pod}` };
    case "restartScheduler":
      return { fault: name };
    case "removeStaticPod":
      return { fault: name, node, pod: String(step.pod) };
    case "apply":
    case "create":
    case "addStaticPod":
      throw new Error(`${name} is a step with documents`);
  }
}
