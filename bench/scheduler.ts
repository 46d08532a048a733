import { parseArgs } from "node:util";
import { createRandom } from "../src/engine/kernel/random.ts";
import { SchedulerCache } from "../src/engine/scheduler/cache/schedulerCache.ts";
import { createPodInfo } from "../src/engine/scheduler/framework/podInfo.ts";
import { seededChooser } from "../src/engine/scheduler/runtime/choosers.ts";
import { createProfiles } from "../src/engine/scheduler/runtime/profile.ts";
import { schedulePod } from "../src/engine/scheduler/runtime/schedulePod.ts";
import { benchNode, benchPod, type Workload, workloads } from "./schedulerWorkload.ts";

interface BenchOptions {
  readonly nodes: number;
  readonly existing: number;
  readonly pods: number;
  readonly workload: Workload;
  readonly percentage: number;
}

interface BenchResult {
  readonly podsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  readonly meanEvaluated: number;
  readonly meanFeasible: number;
  readonly peakMemoryMiB: number;
}

/**
 * Builds the cluster, then schedules Pod after Pod: one attempt (PreFilter to the choice of a node) and the assumption.
 * Latency is that of a Pod: working it out, scheduling it, assuming it.
 */
function benchScheduler({ nodes, existing, pods, workload, percentage }: BenchOptions): BenchResult {
  const cache = new SchedulerCache();
  for (let i = 0; i < nodes; i++) cache.apply(benchNode(i, workload));
  for (let j = 0; j < existing; j++) {
    cache.apply(benchPod("exist", j, workload, benchNode(j % nodes, workload).metadata.name));
  }
  const profile = createProfiles({}, cache, seededChooser(createRandom(1))).get("default-scheduler")!;
  const queue = Array.from({ length: pods }, (_, k) => benchPod("new", k, workload));

  const latencies = new Float64Array(pods);
  let start = 0;
  let failed = 0;
  let evaluated = 0;
  let feasible = 0;
  const began = performance.now();
  for (const [k, pod] of queue.entries()) {
    const before = performance.now();
    const info = createPodInfo(pod);
    const outcome = schedulePod(profile, info, { start, percentage });
    start = outcome.nextStart;
    evaluated += outcome.evaluated;
    feasible += outcome.feasible;
    if (outcome.node === null) failed++;
    else cache.assume(info, outcome.node);
    latencies[k] = performance.now() - before;
  }
  const seconds = (performance.now() - began) / 1000;
  const sorted = latencies.slice().sort();
  return {
    podsPerSecond: pods / seconds,
    p50: sorted[Math.floor(pods * 0.5)] ?? 0,
    p99: sorted[Math.floor(pods * 0.99)] ?? 0,
    failed,
    meanEvaluated: evaluated / pods,
    meanFeasible: feasible / pods,
    peakMemoryMiB: process.resourceUsage().maxRSS / 1024,
  };
}

/** `bench scheduler --nodes N --existing M --pods K --workload basic|spread|antiaffinity|mixed [--percentage P]`. */
export function benchSchedulerCommand(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: {
      nodes: { type: "string", default: "5000" },
      existing: { type: "string", default: "5000" },
      pods: { type: "string", default: "1000" },
      workload: { type: "string", default: "basic" },
      percentage: { type: "string", default: "0" },
    },
  });
  const workload = workloads.find((name) => name === values.workload);
  if (!workload) {
    console.error(`unknown workload ${values.workload}: one of ${workloads.join(", ")}`);
    return 2;
  }
  const result = benchScheduler({
    nodes: Number(values.nodes),
    existing: Number(values.existing),
    pods: Number(values.pods),
    workload,
    percentage: Number(values.percentage),
  });
  console.log(
    [
      `${workload}: ${result.podsPerSecond.toFixed(0)} pods/s`,
      `p50 ${result.p50.toFixed(3)} ms`,
      `p99 ${result.p99.toFixed(3)} ms`,
      `evaluated ${result.meanEvaluated.toFixed(0)}`,
      `feasible ${result.meanFeasible.toFixed(0)}`,
      `failed ${result.failed}`,
      `peak memory ${result.peakMemoryMiB.toFixed(0)} MiB`,
    ].join(", "),
  );
  return 0;
}
