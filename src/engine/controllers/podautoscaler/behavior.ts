import type { ScalingPolicy, ScalingRules } from "../../api/autoscaling.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";

/** --horizontal-pod-autoscaler-downscale-stabilization, at its default; virtual milliseconds. */
const downscaleStabilization: VirtualMillis = 300_000;

interface Sample {
  readonly replicas: number;
  readonly at: VirtualMillis;
}

/** What one autoscaler remembers from pass to pass. */
export interface Memory {
  recommendations: Sample[];
  scaledUp: Sample[];
  scaledDown: Sample[];
}

export interface Wish {
  readonly now: VirtualMillis;
  readonly current: number;
  readonly desired: number;
  readonly min: number;
  readonly max: number;
  readonly behavior?: { readonly scaleUp?: ScalingRules; readonly scaleDown?: ScalingRules } | undefined;
}

type Words = readonly [reason: string, message: string];

/** What came of a wish, and what the conditions AbleToScale and ScalingLimited say of it; null: nothing held it back. */
export interface Normalised {
  readonly replicas: number;
  readonly stabilized: Words | null;
  readonly limited: Words | null;
}

const heldHigh: Words = [
  "ScaleDownStabilized",
  "recent recommendations were higher than current one, applying the highest recent recommendation",
];
const heldLow: Words = [
  "ScaleUpStabilized",
  "recent recommendations were lower than current one, applying the lowest recent recommendation",
];
const tooFast: Words = ["ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate"];
const tooFastDown: Words = [
  "ScaleDownLimit",
  "the desired replica count is decreasing faster than the maximum scale rate",
];
const tooMany: Words = ["TooManyReplicas", "the desired replica count is more than the maximum replica count"];
const tooFew: Words = ["TooFewReplicas", "the desired replica count is less than the minimum replica count"];

const within = (samples: readonly Sample[], window: VirtualMillis, now: VirtualMillis): number[] =>
  samples.filter(({ at }) => at > now - window).map(({ replicas }) => replicas);

/**
 * How many replicas there may be of those that are wished for: recent recommendations hold the number back, then the rules
 * limit how fast it changes.
 *
 * Models normalizeDesiredReplicas and normalizeDesiredReplicasWithBehaviors of pkg/controller/podautoscaler (v1.34).
 */
export function normalised(wish: Wish, memory: Memory): Normalised {
  const { behavior } = wish;
  const stable = behavior ? stabilizedByRules(wish, memory) : stabilized(wish, memory);
  const [replicas, limited] = behavior
    ? limitedByRules({ ...wish, desired: stable }, memory)
    : limitedByDefault({ ...wish, desired: stable });
  const direction = behavior && wish.desired >= wish.current ? heldLow : heldHigh;
  return { replicas, stabilized: stable === wish.desired ? null : direction, limited };
}

function remember({ now, desired }: Wish, memory: Memory, longest: VirtualMillis): void {
  memory.recommendations = [
    ...memory.recommendations.filter(({ at }) => at > now - longest),
    { replicas: desired, at: now },
  ];
}

function stabilized(wish: Wish, memory: Memory): number {
  const recent = within(memory.recommendations, downscaleStabilization, wish.now);
  remember(wish, memory, downscaleStabilization);
  return Math.max(wish.desired, ...recent);
}

const windowOf = (rules: ScalingRules | undefined, otherwise: VirtualMillis): VirtualMillis =>
  rules?.stabilizationWindowSeconds === undefined ? otherwise : rules.stabilizationWindowSeconds * 1000;

function stabilizedByRules(wish: Wish, memory: Memory): number {
  const { desired, current, now, behavior } = wish;
  const upWindow = windowOf(behavior?.scaleUp, 0);
  const downWindow = windowOf(behavior?.scaleDown, downscaleStabilization);
  const lowest = Math.min(desired, ...within(memory.recommendations, upWindow, now));
  const highest = Math.max(desired, ...within(memory.recommendations, downWindow, now));
  remember(wish, memory, Math.max(upWindow, downWindow));
  return Math.min(Math.max(current, lowest), highest);
}

function limitedByDefault({ desired, current, min, max }: Wish): readonly [number, Words | null] {
  if (desired < min) return [min, tooFew];
  const fastest = Math.max(2 * current, 4);
  const most = Math.min(max, fastest);
  if (desired > most) return [most, max > fastest ? tooFast : tooMany];
  return [desired, null];
}

function limitedByRules(wish: Wish, memory: Memory): readonly [number, Words | null] {
  const { desired, current, min, max, behavior, now } = wish;
  const grown = (period: number): number => sum(within(memory.scaledUp, period * 1000, now));
  const shrunk = (period: number): number => sum(within(memory.scaledDown, period * 1000, now));
  /** The replicas at the start of a policy's period. */
  const start = ({ periodSeconds }: ScalingPolicy): number => current - grown(periodSeconds) + shrunk(periodSeconds);
  if (desired > current) {
    const fastest = Math.max(current, chosen(behavior?.scaleUp, current, "up", start));
    const most = Math.min(max, fastest);
    return desired > most ? [most, max > fastest ? tooFast : tooMany] : [desired, null];
  }
  if (desired < current) {
    const fastest = Math.min(current, chosen(behavior?.scaleDown, current, "down", start));
    const fewest = Math.max(min, fastest);
    return desired < fewest ? [fewest, min < fastest ? tooFastDown : tooFew] : [desired, null];
  }
  return [desired, null];
}

/** The farthest that the policies let the number go. */
function chosen(
  rules: ScalingRules | undefined,
  current: number,
  direction: "up" | "down",
  start: (policy: ScalingPolicy) => number,
): number {
  if (rules?.selectPolicy === "Disabled") return current;
  const proposals = (rules?.policies ?? []).map((policy) => {
    const from = start(policy);
    if (policy.type === "Pods") return direction === "up" ? from + policy.value : from - policy.value;
    return direction === "up"
      ? Math.ceil(from * (1 + policy.value / 100))
      : Math.trunc(from * (1 - policy.value / 100));
  });
  const isLeast = rules?.selectPolicy === "Min";
  return (direction === "up") === isLeast ? Math.min(...proposals) : Math.max(...proposals);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Keeps a change of scale for as long as a policy may ask for it. Models storeScaleEvent. */
export function storeScaleEvent(memory: Memory, { behavior, now, current }: Wish, replicas: number): void {
  if (!behavior) return;
  const rules = replicas > current ? behavior.scaleUp : behavior.scaleDown;
  const longest = Math.max(0, ...(rules?.policies ?? []).map(({ periodSeconds }) => periodSeconds)) * 1000;
  const kept = (samples: readonly Sample[]): Sample[] => samples.filter(({ at }) => at > now - longest);
  const sample = { replicas: Math.abs(replicas - current), at: now };
  if (replicas > current) memory.scaledUp = [...kept(memory.scaledUp), sample];
  else memory.scaledDown = [...kept(memory.scaledDown), sample];
}
