import type {
  CustomMetric,
  KubernetesObject,
  Load,
  RuntimeModelOptions,
  Traffic,
  WebhookBehaviour,
} from "../../engine/index.ts";
import { bytesOf, millis } from "./quantities.ts";
import { ruleOf } from "./readBehaviours.ts";
import { loadOf, metricOf, problemsWithLoad, problemsWithMetrics } from "./readLoad.ts";
import { nodeRuleOf, problemsWithNodes } from "./readNodes.ts";
import { imageProblems, stepOf, type WrittenStep } from "./readSteps.ts";
import { type Fields, isFields, problemsWith, type ShapeProblem } from "./shape.ts";
import { specShape } from "./specShape.ts";
import { stepShape } from "./stepShapes.ts";
import { problemsWithShares, trafficOf } from "./traffic.ts";

export const scenarioVersion = "podyssey.dev/v1alpha1";

export function isScenarioDocument({ apiVersion, kind }: KubernetesObject): boolean {
  return kind === "Scenario" && apiVersion.startsWith("podyssey.dev/");
}

/** What a Scenario document says. */
export interface ScenarioSettings {
  readonly seed: number | null;
  readonly runFor: number | null;
  /** The Pod on stage, as `namespace/name`. */
  readonly onStage: string | null;
  readonly steps: readonly WrittenStep[];
  readonly runtime: RuntimeModelOptions;
  readonly webhooks: readonly WebhookBehaviour[];
  readonly load: readonly Load[];
  readonly metrics: readonly CustomMetric[];
  readonly traffic: readonly Traffic[];
}

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

// From here on the shapes have been checked: what is read is there, and of its type.

const keyOf = (name: string): string => (name.includes("/") ? name : `default/${name}`);

function settingsOf(spec: Fields): ScenarioSettings {
  const behaviours = (spec.behaviours ?? []) as readonly Fields[];
  const images = (spec.images ?? []) as readonly Fields[];
  return {
    seed: (spec.seed as number | undefined) ?? null,
    runFor: spec.runFor ? millis(String(spec.runFor)) : null,
    onStage: spec.onStage ? keyOf(String(spec.onStage)) : null,
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
