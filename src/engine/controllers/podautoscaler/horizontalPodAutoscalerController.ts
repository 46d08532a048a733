import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from "../../api/autoscaling.ts";
import type { Condition, KubernetesObject, LabelSelector } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { Client, Informer } from "../../client/client.ts";
import { timestamp } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import { selectorOf } from "../claim.ts";
import { conditionOf, newCondition } from "../conditions.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { labelSelectorOf } from "../labelSelector.ts";
import { keyOf, semanticEqual } from "../objects.ts";
import { type Memory, normalised, storeScaleEvent, type Wish } from "./behavior.ts";
import { largestOf } from "./measuredMetric.ts";
import { measureMetric } from "./metricProposal.ts";
import { Rivals } from "./rivals.ts";
import { reasonOf, scaledResources, targetProblem } from "./target.ts";

/**
 * The horizontal pod autoscaler sets the replicas of its target to what the metrics of the target's Pods ask for.
 *
 * Models pkg/controller/podautoscaler (v1.34). The scale is read from the watch, so that a pass that changes nothing asks nothing.
 */
export const horizontalPodAutoscalerController: Controller = {
  name: "horizontal-pod-autoscaler",
  kinds: ["HorizontalPodAutoscaler"],
  start: (context) => new HorizontalPodAutoscalerController(context).start(),
};

type Scaled = KubernetesObject & {
  readonly spec: { readonly replicas?: number; readonly selector?: LabelSelector };
  readonly status?: { readonly replicas?: number };
};

/** What a pass has found out, before anything is written. */
interface Findings {
  readonly conditions: Condition[];
  readonly metrics: readonly MetricStatus[] | null;
  readonly desired: number;
  /** Why the scale is to change; null when it is to stay. */
  readonly rescale: string | null;
  readonly failed: boolean;
}

class HorizontalPodAutoscalerController {
  private readonly client: Client;
  private autoscalers!: Informer<HorizontalPodAutoscaler>;
  private pods!: Informer<Pod>;
  private targets!: { readonly [kind: string]: Informer<Scaled> };
  private readonly memories = new Map<string, Memory>();
  private readonly rivals = new Rivals();
  private readonly busy = new Set<string>();

  constructor(private readonly context: ControllerContext) {
    this.client = context.client(horizontalPodAutoscalerController.name);
  }

  start(): void {
    const { informers } = this.context;
    this.autoscalers = informers.of<HorizontalPodAutoscaler>("horizontalpodautoscalers", {
      added: (autoscaler) => this.context.after(0, () => this.tick(keyOf(autoscaler))),
    });
    this.pods = informers.of<Pod>("pods");
    this.targets = Object.fromEntries(
      Object.entries(scaledResources).map(([kind, resource]) => [kind, informers.of<Scaled>(resource)]),
    );
  }

  /** One pass, and the next one a period later, as long as the object is there. */
  private tick(key: string): void {
    const autoscaler = this.autoscalers.get(key);
    if (!autoscaler) {
      this.memories.delete(key);
      this.rivals.forget(key);
      return;
    }
    if (!this.busy.has(key)) this.pass(key, autoscaler);
    this.context.background(this.context.timing.podAutoscalerSyncPeriod, () => this.tick(key));
  }

  private pass(key: string, autoscaler: HorizontalPodAutoscaler): void {
    const { kind, name } = autoscaler.spec.scaleTargetRef;
    const target = this.targets[kind]?.get(`${autoscaler.metadata.namespace}/${name}`);
    const current = target?.spec.replicas ?? 1;
    const findings = target ? this.look(key, autoscaler, target, current) : this.withoutTarget(autoscaler);
    const status = this.statusOf(autoscaler, findings, target ? current : null);
    if (findings.rescale === null && semanticEqual(status, autoscaler.status)) return;
    this.busy.add(key);
    this.context.spawn(this.carryOut(autoscaler, target ? current : null, findings), () => this.busy.delete(key));
  }

  private withoutTarget(autoscaler: HorizontalPodAutoscaler): Findings {
    const { kind, name, apiVersion = "" } = autoscaler.spec.scaleTargetRef;
    const error = targetProblem(kind, apiVersion, name);
    this.client.event(autoscaler, "Warning", "FailedGetScale", error);
    const message = `the HPA controller was unable to get the target's current scale: ${error}`;
    const conditions = this.with(autoscaler.status?.conditions, "AbleToScale", "False", "FailedGetScale", message);
    return { conditions, metrics: null, desired: 0, rescale: null, failed: true };
  }

  /** What the target should come to. Models reconcileAutoscaler. */
  private look(key: string, autoscaler: HorizontalPodAutoscaler, target: Scaled, current: number): Findings {
    const now = this.context.now();
    const { minReplicas: min = 1, maxReplicas: max, behavior } = autoscaler.spec;
    const memory = this.memories.get(key) ?? {
      recommendations: [{ replicas: current, at: now }],
      scaledUp: [],
      scaledDown: [],
    };
    this.memories.set(key, memory);
    let conditions = this.with(
      autoscaler.status?.conditions,
      "AbleToScale",
      "True",
      "SucceededGetScale",
      "the HPA controller was able to get the target's current scale",
    );
    if (current === 0 && min !== 0) {
      const message = "scaling is disabled since the replica count of the target is zero";
      conditions = this.with(conditions, "ScalingActive", "False", "ScalingDisabled", message);
      return { conditions, metrics: [], desired: 0, rescale: null, failed: false };
    }
    const out =
      current > max
        ? { desired: max, rescale: "Current number of replicas above Spec.MaxReplicas" }
        : current < min
          ? { desired: min, rescale: "Current number of replicas below Spec.MinReplicas" }
          : null;
    if (out) return { conditions, metrics: [], failed: false, ...out };
    const proposal = this.propose(autoscaler, target, current, conditions);
    if (proposal.replicas === null) {
      return {
        conditions: proposal.conditions,
        metrics: proposal.metrics,
        desired: current,
        rescale: null,
        failed: true,
      };
    }
    conditions = proposal.conditions;
    const wish: Wish = { now, current, desired: proposal.replicas, min, max, behavior };
    const { replicas, stabilized, limited } = normalised(wish, memory);
    const [reason, message] = stabilized ?? ["ReadyForNewScale", "recommended size matches current size"];
    conditions = this.with(conditions, "AbleToScale", "True", reason, message);
    const [limit, words] = limited ?? ["DesiredWithinRange", "the desired count is within the acceptable range"];
    conditions = this.with(conditions, "ScalingLimited", limited ? "True" : "False", limit, words);
    const rescale = replicas === current ? null : reasonOf(proposal.replicas, current, proposal.metric);
    if (rescale !== null) storeScaleEvent(memory, wish, replicas);
    return { conditions, metrics: proposal.metrics, desired: replicas, rescale, failed: false };
  }

  /** The largest proposal of all metrics; null when none can be used. Models computeReplicasForMetrics. */
  private propose(
    autoscaler: HorizontalPodAutoscaler,
    target: Scaled,
    current: number,
    before: readonly Condition[],
  ): { replicas: number | null; metric: string; metrics: readonly MetricStatus[]; conditions: Condition[] } {
    const selector = labelSelectorOf(target);
    const isOurs = selectorOf(selector);
    const pods = this.pods
      .list()
      .filter((pod) => pod.metadata.namespace === autoscaler.metadata.namespace && isOurs(pod));
    const message = this.rivals.problem(autoscaler, this.autoscalers.list(), selector, pods);
    if (message !== null) {
      this.client.event(autoscaler, "Warning", "AmbiguousSelector", message);
      this.client.event(autoscaler, "Warning", "FailedComputeMetricsReplicas", message);
      const conditions = this.with(before, "ScalingActive", "False", "AmbiguousSelector", message);
      return { replicas: null, metric: "", metrics: [], conditions };
    }
    const specs: readonly MetricSpec[] = autoscaler.spec.metrics ?? [];
    const { now, metrics: source, adapter } = this.context;
    const question = {
      pods,
      metrics: source,
      adapter,
      namespace: autoscaler.metadata.namespace ?? "",
      currentReplicas: current,
      statusReplicas: target.status?.replicas ?? 0,
      now: now(),
    };
    const found = specs.map((spec) => measureMetric(spec, question));
    const metrics = found.map((metric) => ("status" in metric ? metric.status : { type: "" }));
    const invalid = found.flatMap((metric) => ("error" in metric ? [metric] : []));
    const best = largestOf(found);
    for (const { reason, cause } of invalid) this.client.event(autoscaler, "Warning", reason, cause);
    const [first] = invalid;
    const isHeld = first && (best === null || best.replicas < current);
    if (isHeld || best === null) {
      if (!first) return { replicas: null, metric: "", metrics, conditions: [...before] };
      const message = `invalid metrics (${invalid.length} invalid out of ${specs.length}), first error is: ${first.error}`;
      this.client.event(autoscaler, "Warning", "FailedComputeMetricsReplicas", message);
      const words = `the HPA was unable to compute the replica count: ${first.cause}`;
      const conditions = this.with(before, "ScalingActive", "False", first.reason, words);
      return { replicas: null, metric: "", metrics, conditions };
    }
    const words = `the HPA was able to successfully calculate a replica count from ${best.name}`;
    const conditions = this.with(before, "ScalingActive", "True", "ValidMetricFound", words);
    return { replicas: best.replicas, metric: best.name, metrics, conditions };
  }

  private statusOf(
    { status: before }: HorizontalPodAutoscaler,
    { conditions, metrics, desired, failed, rescale }: Findings,
    current: number | null,
  ): NonNullable<HorizontalPodAutoscaler["status"]> {
    const now = timestamp(this.context.now());
    const currentMetrics = metrics ?? before?.currentMetrics;
    return {
      ...(current === null ? before : current > 0 && { currentReplicas: current }),
      desiredReplicas: failed ? (before?.desiredReplicas ?? 0) : desired,
      ...(rescale !== null ? { lastScaleTime: now } : before?.lastScaleTime && { lastScaleTime: before.lastScaleTime }),
      ...(currentMetrics && currentMetrics.length > 0 && { currentMetrics: [...currentMetrics] }),
      conditions,
    };
  }

  private *carryOut(autoscaler: HorizontalPodAutoscaler, current: number | null, findings: Findings): Process {
    const { rescale, desired } = findings;
    let { conditions } = findings;
    let succeeded = true;
    this.record(keyOf(autoscaler), desired, current ?? 0, rescale === null ? "publishStatus" : "rescale");
    if (rescale !== null) {
      const error = yield* this.scale(autoscaler, desired);
      succeeded = error === null;
      if (error === null) {
        this.client.event(autoscaler, "Normal", "SuccessfulRescale", `New size: ${desired}; reason: ${rescale}`);
        const message = `the HPA controller was able to update the target scale to ${desired}`;
        conditions = this.with(conditions, "AbleToScale", "True", "SucceededRescale", message);
      } else {
        const words = `New size: ${desired}; reason: ${rescale}; error: ${error}`;
        this.client.event(autoscaler, "Warning", "FailedRescale", words);
        const message = `the HPA controller was unable to update the target scale: ${error}`;
        conditions = this.with(conditions, "AbleToScale", "False", "FailedUpdateScale", message);
      }
    }
    const status = this.statusOf(autoscaler, { ...findings, conditions, rescale: succeeded ? rescale : null }, current);
    yield* this.client.updateStatus<HorizontalPodAutoscaler>({ ...autoscaler, status });
  }

  private *scale(autoscaler: HorizontalPodAutoscaler, replicas: number): Process<string | null> {
    const { kind, name } = autoscaler.spec.scaleTargetRef;
    const scaled = yield* this.client.patch<Scaled>(
      scaledResources[kind] ?? "",
      autoscaler.metadata.namespace,
      name,
      (stored) => ({ ...stored, spec: { ...stored.spec, replicas } }),
      { subresource: "scale", describe: `spec.replicas=${replicas}` },
    );
    return scaled.ok ? null : (scaled.status.message ?? "");
  }

  /** Sets a condition in its place. Models setConditionInList. */
  private with(
    conditions: readonly Condition[] | undefined,
    type: string,
    status: "True" | "False",
    reason: string,
    message: string,
  ): Condition[] {
    const wanted = newCondition(this.context.now(), type, status, reason, message);
    const known = conditionOf(conditions, type);
    if (!known) return [...(conditions ?? []), wanted];
    const lastTransitionTime = known.status === status ? known.lastTransitionTime : wanted.lastTransitionTime;
    return (conditions ?? []).map((condition) =>
      condition.type === type ? { ...wanted, ...(lastTransitionTime && { lastTransitionTime }) } : condition,
    );
  }

  private record(key: string, want: number, have: number, decision: string): void {
    this.context.record(horizontalPodAutoscalerController.name, {
      type: "Reconcile",
      controller: horizontalPodAutoscalerController.name,
      kind: "HorizontalPodAutoscaler",
      key,
      want,
      have,
      decision,
    });
  }
}
