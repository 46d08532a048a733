import type {
  Fault,
  KubectlCommand,
  KubernetesObject,
  Load,
  RuntimeModelOptions,
  ScriptStep,
  TaintSpec,
  Target,
  Traffic,
  WebhookBehaviour,
} from "../../engine/index.ts";
import { bytesOf, durationPattern, millis, shareOf } from "./quantities.ts";
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
  /** For `apply`: the documents that it names. */
  readonly references: readonly string[] | null;
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
  ];
  if (problems.length === 0 && isFields(spec))
    problems.push(...problemsWithLoad(spec.load), ...problemsWithShares(spec.traffic, "spec.traffic"));
  if (problems.length > 0 || !isFields(spec)) return { settings: null, problems };
  return { settings: settingsOf(spec), problems };
}

function problemsWithSpec(spec: unknown): ShapeProblem[] {
  if (!isFields(spec) || !Array.isArray(spec.script)) return problemsWith(specShape, spec, "spec");
  const { script, ...rest } = spec;
  const steps = script.flatMap((step: unknown, i) => {
    const name = isFields(step) && typeof step.do === "string" ? step.do : null;
    return problemsWith(stepShape(name), step, `spec.script[${i}]`);
  });
  return [...problemsWith(specShape, rest, "spec"), ...steps];
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

function loadOf({ cpu, ...where }: Fields): Load {
  const steps = ((cpu ?? []) as readonly Fields[]).map(({ from, total }) => ({
    from: millis(String(from)),
    total: String(total),
  }));
  return { ...(where as Pick<Load, "labels">), ...(cpu ? { cpu: steps } : {}) };
}

const durations = ["startup", "postStart", "preStop", "exitAfter"] as const;

function ruleOf({ namespace, labels, container, image, ...written }: Fields): Rule {
  const where = { namespace, labels, container, image };
  const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
  return { ...given, behaviour: behaviourOf(written) } as Rule;
}

/** A behaviour, or a run of one, with its texts made numbers. */
function behaviourOf({ runs, probes, memory, responses, sigterm, ...plain }: Fields): Fields {
  const behaviour: { [field: string]: unknown } = { ...plain };
  for (const field of durations) if (plain[field] !== undefined) behaviour[field] = millis(String(plain[field]));
  if (sigterm !== undefined)
    behaviour.sigterm = durationPattern.test(String(sigterm)) ? millis(String(sigterm)) : "ignored";
  if (runs) behaviour.runs = (runs as readonly Fields[]).map(behaviourOf);
  if (probes) {
    behaviour.probes = Object.fromEntries(
      Object.entries(probes as { [probe: string]: readonly Fields[] }).map(([probe, answers]) => [
        probe,
        answers.map(({ from, ...answer }) => ({ ...answer, from: millis(String(from)) })),
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
  if (memory) {
    behaviour.memory = (memory as readonly Fields[]).map(({ from, bytes }) => ({
      from: millis(String(from)),
      bytes: bytesOf(String(bytes)),
    }));
  }
  return behaviour;
}

function targetOf({ object, namespace }: Fields): Target {
  const [kind, name] = String(object).split("/");
  return { kind, name, ...(namespace ? { namespace: String(namespace) } : {}) };
}

function taintOf(text: string): TaintSpec {
  const [pair, effect] = text.split(":");
  const [key, value] = pair.split("=");
  return { key, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) };
}

function stepOf(step: Fields, path: string): WrittenStep {
  const at = millis(String(step.at));
  const name = step.do as ActionName;
  const references = name === "apply" ? (step.objects as readonly string[]) : null;
  return { at, path, references, action: name === "apply" ? null : actionOf(name, step) };
}

function actionOf(name: Exclude<ActionName, "apply">, step: Fields): KubectlCommand | Fault {
  const node = String(step.node);
  switch (name) {
    case "delete": {
      const { gracePeriodSeconds, force } = step as { gracePeriodSeconds?: number; force?: boolean };
      const grace = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
      return { verb: name, target: targetOf(step), ...grace, ...(force !== undefined && { force }) };
    }
    case "scale":
      return { verb: name, target: targetOf(step), replicas: Number(step.replicas) };
    case "setImage":
      return { verb: name, target: targetOf(step), images: { [String(step.container)]: String(step.image) } };
    case "cordon":
    case "uncordon":
      return { verb: name, node };
    case "drain":
      return { verb: name, node, force: step.force === true };
    case "taint":
    case "untaint":
      return { verb: name, node, taint: taintOf(String(step.taint)) };
    case "label":
    case "annotate":
      return { verb: name, target: targetOf(step), values: step.values as { [key: string]: string | null } };
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
    default:
      return { verb: name, target: targetOf(step) };
  }
}

/** Takes the documents that `apply` steps name out of what is applied at first. */
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
 * Finds the documents of the `apply` steps. A document that is named once is left for its step; of several with one name
 * the last ones are, in their order: the first is then what there is before.
 */
export function play(steps: readonly WrittenStep[], applied: readonly KubernetesObject[]): Played {
  const problems: ShapeProblem[] = [];
  const later = new Set<KubernetesObject>();
  const inOrder = [...steps].sort((a, b) => a.at - b.at);
  const uses = new Map<string, number>();
  for (const { references } of inOrder)
    for (const reference of references ?? [])
      uses.set(reference.toLowerCase(), (uses.get(reference.toLowerCase()) ?? 0) + 1);
  const taken = new Map<string, number>();
  const script = inOrder.flatMap(({ at, path, references, action }): ScriptStep[] => {
    if (references === null) return action ? [{ at, action }] : [];
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
    return [{ at, action: { verb: "apply", file: `${objects[0]?.metadata.name ?? "scenario"}.yaml`, objects } }];
  });
  return { first: applied.filter((object) => !later.has(object)), script, problems };
}
