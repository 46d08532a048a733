import type {
  CustomMetric,
  Fault,
  KubectlCommand,
  KubernetesObject,
  Load,
  Pod,
  ResourceList,
  RuntimeModelOptions,
  ScriptStep,
  TaintSpec,
  Target,
  Traffic,
  WebhookBehaviour,
} from "../../engine/index.ts";
import { bytesOf, durationPattern, millis, shareOf } from "./quantities.ts";
import { nodeRuleOf, problemsWithNodes } from "./readNodes.ts";
import { isFields, problemsWith, type ShapeProblem } from "./shape.ts";
import { type ActionName, specShape, stepShape } from "./shapes.ts";
import { problemsWithShares, trafficOf } from "./traffic.ts";

export const scenarioVersion = "podyssey.dev/v1alpha1";

export function isScenarioDocument({ apiVersion, kind }: KubernetesObject): boolean {
  return kind === "Scenario" && apiVersion.startsWith("podyssey.dev/");
}

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

/** What a Scenario document says. */
export interface ScenarioSettings {
  readonly seed: number | null;
  readonly runFor: number | null;
  readonly steps: readonly WrittenStep[];
  readonly runtime: RuntimeModelOptions;
  readonly webhooks: readonly WebhookBehaviour[];
  readonly load: readonly Load[];
  readonly metrics: readonly CustomMetric[];
  readonly traffic: readonly Traffic[];
}

type Fields = { readonly [field: string]: unknown };
type Rule = NonNullable<RuntimeModelOptions["rules"]>[number];

/** Reads a Scenario document; null with problems when it can't be used. */
export function readScenario(document: KubernetesObject): {
  settings: ScenarioSettings | null;
  problems: ShapeProblem[];
} {
  if (document.apiVersion !== scenarioVersion) {
    const message = `no matches for kind "Scenario" in version "${document.apiVersion}": this is ${scenarioVersion}`;
    return { settings: null, problems: [{ path: "apiVersion", message }] };
  }
  const { apiVersion: _, kind: __, metadata: ___, spec = {}, ...others } = document as KubernetesObject & Fields;
  const problems = [
    ...Object.keys(others).map((field) => ({ path: field, message: `unknown field "${field}"` })),
    ...problemsWithSpec(spec),
    ...(isFields(spec) ? problemsWithNodes(spec.nodes) : []),
  ];
  if (problems.length === 0 && isFields(spec))
    problems.push(
      ...problemsWithLoad(spec.load),
      ...problemsWithMetrics(spec.metrics),
      ...problemsWithShares(spec.traffic, "spec.traffic"),
    );
  if (problems.length > 0 || !isFields(spec)) return { settings: null, problems };
  return { settings: settingsOf(spec), problems };
}

function problemsWithSpec(spec: unknown): ShapeProblem[] {
  if (!isFields(spec) || !Array.isArray(spec.script)) return problemsWith(specShape, spec, "spec");
  const { script, ...rest } = spec;
  const steps = script.flatMap((step: unknown, i) => {
    const name = isFields(step) && typeof step.do === "string" ? step.do : null;
    return [...problemsWith(stepShape(name), step, `spec.script[${i}]`), ...imageProblems(step, `spec.script[${i}]`)];
  });
  return [...problemsWith(specShape, rest, "spec"), ...steps];
}

/** An image is set by `container` and `image`, or by `images`. */
function imageProblems(step: unknown, path: string): ShapeProblem[] {
  if (!isFields(step) || step.do !== "setImage" || step.images !== undefined) return [];
  return ["container", "image"]
    .filter((field) => step[field] === undefined || step[field] === null)
    .map((field) => ({ path: `${path}.${field}`, message: `${path}.${field}: Required value` }));
}

// From here on the shapes have been checked: what is read is there, and of its type.

function settingsOf(spec: Fields): ScenarioSettings {
  const behaviours = (spec.behaviours ?? []) as readonly Fields[];
  const images = (spec.images ?? []) as readonly Fields[];
  return {
    seed: (spec.seed as number | undefined) ?? null,
    runFor: spec.runFor ? millis(String(spec.runFor)) : null,
    steps: ((spec.script ?? []) as readonly Fields[]).map((step, i) => stepOf(step, `spec.script[${i}]`)),
    webhooks: ((spec.webhooks ?? []) as readonly Fields[]).map(
      ({ after, ...webhook }) =>
        ({ ...webhook, ...(after ? { after: millis(String(after)) } : {}) }) as WebhookBehaviour,
    ),
    load: ((spec.load ?? []) as readonly Fields[]).map(loadOf),
    metrics: ((spec.metrics ?? []) as readonly Fields[]).map(metricOf),
    traffic: trafficOf(spec.traffic),
    runtime: {
      rules: behaviours.map(ruleOf),
      images: Object.fromEntries(
        images.map(({ name, size, pullError }) => [
          String(name),
          {
            ...(size ? { sizeBytes: bytesOf(String(size)) } : {}),
            ...(pullError ? { pullError: String(pullError) } : {}),
          },
        ]),
      ),
      ...(spec.nodes ? { nodes: (spec.nodes as readonly Fields[]).map(nodeRuleOf) } : {}),
      ...(spec.bandwidth ? { bandwidth: bytesOf(String(spec.bandwidth)) } : {}),
    },
  };
}

function problemsWithLoad(load: unknown): ShapeProblem[] {
  return ((load ?? []) as readonly Fields[]).flatMap(({ cpu, cpuPerRequest }, i) => {
    const path = `spec.load[${i}]`;
    return cpu || cpuPerRequest ? [] : [{ path, message: `${path}: Required value: cpu or cpuPerRequest` }];
  });
}

const metricOwners = ["pods", "object", "external"];

/** A metric is of one thing. */
function problemsWithMetrics(metrics: unknown): ShapeProblem[] {
  return ((metrics ?? []) as readonly Fields[]).flatMap((metric, i) => {
    const path = `spec.metrics[${i}]`;
    const [first, second] = metricOwners.filter((owner) => isFields(metric[owner]));
    if (first === undefined) return [{ path, message: `${path}: Required value: pods, object or external` }];
    if (second === undefined) return [];
    return [{ path: `${path}.${second}`, message: `${path}.${second}: Forbidden: may not be set beside ${first}` }];
  });
}

function metricOf({ values, ...what }: Fields): CustomMetric {
  return { ...(what as Omit<CustomMetric, "values">), values: stepsOf(values) };
}

function stepsOf(steps: unknown): { readonly from: number; readonly total: string }[] {
  return ((steps ?? []) as readonly Fields[]).map(({ from, total }) => ({
    from: millis(String(from)),
    total: String(total),
  }));
}

function loadOf({ cpu, ...where }: Fields): Load {
  return { ...(where as Pick<Load, "labels">), ...(cpu ? { cpu: stepsOf(cpu) } : {}) };
}

const durations = ["startup", "postStart", "preStop", "exitAfter"] as const;

function ruleOf({ namespace, labels, container, image, ...written }: Fields): Rule {
  const where = { namespace, labels, container, image };
  const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
  return { ...given, behaviour: behaviourOf(written) } as Rule;
}

/** A behaviour, or a run of one, with its texts made numbers. */
function behaviourOf({ runs, probes, memory, disk, pids, responses, logs, sigterm, ...plain }: Fields): Fields {
  const behaviour: { [field: string]: unknown } = { ...plain };
  for (const field of durations) if (plain[field] !== undefined) behaviour[field] = millis(String(plain[field]));
  if (sigterm !== undefined)
    behaviour.sigterm = durationPattern.test(String(sigterm)) ? millis(String(sigterm)) : "ignored";
  if (runs) behaviour.runs = (runs as readonly Fields[]).map(behaviourOf);
  if (probes) {
    behaviour.probes = Object.fromEntries(
      Object.entries(probes as { [probe: string]: readonly Fields[] }).map(([probe, answers]) => [
        probe,
        answers.map(({ from, takes, ...answer }) => ({
          ...answer,
          from: millis(String(from)),
          ...(takes !== undefined && { takes: millis(String(takes)) }),
        })),
      ]),
    );
  }
  if (responses) {
    behaviour.responses = (responses as readonly Fields[]).map(({ from, status, share }) => ({
      from: millis(String(from)),
      status: status ?? 500,
      share: shareOf(String(share ?? "100%")),
    }));
  }
  const bytesOverTime = (list: unknown): Fields[] =>
    (list as readonly Fields[]).map(({ bytes, ...entry }) => ({
      ...startingFrom(entry),
      bytes: bytesOf(String(bytes)),
    }));
  if (memory) behaviour.memory = bytesOverTime(memory);
  if (disk) behaviour.disk = bytesOverTime(disk);
  if (pids) behaviour.pids = (pids as readonly Fields[]).map(startingFrom);
  if (logs)
    behaviour.logs = (logs as readonly Fields[]).map(({ every, ...entry }) => ({
      ...startingFrom(entry),
      ...(every !== undefined && { every: millis(String(every)) }),
    }));
  return behaviour;
}

function startingFrom({ from, ...entry }: Fields): Fields {
  return { ...entry, from: millis(String(from)) };
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

function stepOf(step: Fields, path: string): WrittenStep {
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

/** Takes the documents that steps name out of what is applied at first. */
export interface Played {
  readonly first: readonly KubernetesObject[];
  readonly script: readonly ScriptStep[];
  readonly problems: readonly ShapeProblem[];
}

const isNamed = (object: KubernetesObject, reference: string): boolean => {
  const [kind, name] = reference.split("/");
  return object.kind.toLowerCase() === kind.toLowerCase() && object.metadata.name === name;
};

/**
 * Finds the documents of the `apply`, `create` and `addStaticPod` steps. A document that is named once is left for its step; of several with one name
 * the last ones are, in their order: the first is then what there is before.
 */
export function play(steps: readonly WrittenStep[], applied: readonly KubernetesObject[]): Played {
  const problems: ShapeProblem[] = [];
  const later = new Set<KubernetesObject>();
  const inOrder = [...steps].sort((a, b) => a.at - b.at);
  const uses = new Map<string, number>();
  for (const { documents } of inOrder)
    for (const reference of documents?.references ?? [])
      uses.set(reference.toLowerCase(), (uses.get(reference.toLowerCase()) ?? 0) + 1);
  const taken = new Map<string, number>();
  const script = inOrder.flatMap(({ at, path, documents, action }): ScriptStep[] => {
    if (documents === null) return action ? [{ at, action }] : [];
    const { references, line, manifestsOf } = documents;
    const objects = references.flatMap((reference, i): KubernetesObject[] => {
      const key = reference.toLowerCase();
      const found = applied.filter((object) => isNamed(object, reference));
      if (found.length === 0) {
        const at = `${path}.objects[${i}]`;
        problems.push({
          path: at,
          message: `${at}: Not found: "${reference}": no document of this text that is applied`,
        });
        return [];
      }
      const nth = taken.get(key) ?? 0;
      taken.set(key, nth + 1);
      const object = found[Math.max(0, found.length - (uses.get(key) ?? 0)) + nth] ?? found[found.length - 1];
      later.add(object);
      return [object];
    });
    if (manifestsOf !== undefined) {
      const pods = objects.filter((object): object is Pod => object.kind === "Pod");
      const node = manifestsOf === "every" ? {} : { node: manifestsOf };
      for (const { kind, metadata } of objects)
        if (kind !== "Pod")
          problems.push({
            path,
            message: `${path}: Invalid value: "${kind}/${metadata.name}": only a Pod can be static`,
          });
      return [{ at, action: { fault: "addStaticPod", ...node, pods } }];
    }
    if (line !== undefined) return [{ at, action: { verb: "create", line, objects } }];
    return [{ at, action: { verb: "apply", file: `${objects[0]?.metadata.name ?? "scenario"}.yaml`, objects } }];
  });
  return { first: applied.filter((object) => !later.has(object)), script, problems };
}
