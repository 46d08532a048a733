import type { Node } from "../../api/core.ts";
import { resourceByName } from "../../api/kinds.ts";
import type { Pod } from "../../api/pod.ts";
import { nanoQuantity, unitsOf } from "../../api/podResources.ts";
import { createRuntimeModel } from "../../kubelet/runtimeModel.ts";
import { objectsOf } from "../console/cluster.ts";
import { find, findFlags } from "../console/find.ts";
import type { Flag } from "../console/flags.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";
import { podMetrics } from "../metrics.ts";
import { tabbed, tableLayout } from "../print/tabWriter.ts";

const podKind = resourceByName("pods")!;

interface Row {
  readonly cells: readonly string[];
  readonly milliCPU: number;
  readonly memory: number;
}

const sortFlag: Flag = {
  name: "sort-by",
  is: "string",
  about: "If non-empty, sort using specified field. The field can be either 'cpu' or 'memory'.",
  values: ["cpu", "memory"],
};
const headersFlag: Flag = { name: "no-headers", is: "bool", about: "If present, print output without headers" };

const cores = (milliCPU: number): string => `${milliCPU}m`;
const mebibytes = (bytes: number): string => `${Math.floor(bytes / 2 ** 20)}Mi`;

/** Sorted as asked for, then laid out under their head; upstream ends the last column too, so that lines end in blanks. */
function table(
  call: Call,
  head: readonly string[],
  rows: readonly Row[],
  more: readonly (readonly string[])[] = [],
): ConsoleResult {
  const by = call.flags.text("sort-by") ?? "";
  const sorted =
    by === "" ? rows : rows.toSorted((a, b) => (by === "cpu" ? b.milliCPU - a.milliCPU : b.memory - a.memory));
  const lines = [...(call.flags.is("no-headers") ? [] : [head]), ...sorted.map(({ cells }) => cells)];
  return new Output()
    .print(
      ...tabbed(
        [...lines, ...more].map((cells) => cells.map((cell) => `${cell}\t`).join("")),
        tableLayout,
      ),
    )
    .end();
}

function sortProblem({ flags }: Call): string | null {
  const by = flags.text("sort-by") ?? "";
  return ["", "cpu", "memory"].includes(by) ? null : "error: --sort-by accepts only cpu or memory";
}

function topPod(call: Call): ConsoleResult {
  const { args, flags, moment, namespace } = call;
  if (args.length > 1) return usageError(call, `unexpected arguments: [${args.slice(1).join(" ")}]`);
  const problem = sortProblem(call);
  if (problem !== null) return refusal(problem);
  const findings = find(call, ["pods", ...args]);
  if ("error" in findings) return refusal(findings.error);
  if (findings.errors.length > 0) return refusal(findings.errors.join("\n"));
  const pods = findings.found.flatMap(({ objects }) => objects as readonly Pod[]);
  const { everywhere } = findings;
  if (pods.length === 0)
    return new Output()
      .complain(everywhere ? "No resources found" : `No resources found in ${namespace} namespace.`)
      .end();
  const metrics = podMetrics(moment, objectsOf<Pod>(moment.records, podKind));
  const byContainer = flags.is("containers");
  const rows = pods.flatMap((pod): Row[] => {
    const containers = metrics(pod);
    if (!containers) return [];
    const { name = "", namespace: where = "" } = pod.metadata;
    const lead = [...(everywhere ? [where] : []), name];
    if (byContainer) {
      return containers.map(({ name: container, milliCPU, memory }) => ({
        cells: [...lead, container, cores(milliCPU), mebibytes(memory)],
        milliCPU,
        memory,
      }));
    }
    const milliCPU = containers.reduce((sum, each) => sum + each.milliCPU, 0);
    const memory = containers.reduce((sum, each) => sum + each.memory, 0);
    return [{ cells: [...lead, cores(milliCPU), mebibytes(memory)], milliCPU, memory }];
  });
  if (rows.length === 0) return refusal("error: metrics not available yet");
  const blank = [...(everywhere ? [""] : []), ...(byContainer ? [""] : [])];
  const cpu = rows.reduce((sum, { milliCPU }) => sum + milliCPU, 0);
  const bytes = rows.reduce((sum, { memory }) => sum + memory, 0);
  const total = [
    [...blank, "", "________", "________"],
    [...blank, "", cores(cpu), mebibytes(bytes)],
  ];
  const head = [...(everywhere ? ["NAMESPACE"] : []), ...(byContainer ? ["POD", "NAME"] : ["NAME"])];
  return table(call, [...head, "CPU(cores)", "MEMORY(bytes)"], rows, flags.is("sum") ? total : []);
}

function topNode(call: Call): ConsoleResult {
  const { args, moment } = call;
  const problem = sortProblem(call);
  if (problem !== null) return refusal(problem);
  const findings = find(call, ["nodes", ...args]);
  if ("error" in findings) return refusal(findings.error);
  if (findings.errors.length > 0) return refusal(findings.errors.join("\n"));
  const pods = objectsOf<Pod>(moment.records, podKind);
  const metrics = podMetrics(moment, pods);
  const model = createRuntimeModel(moment.runtime);
  const rows = findings.found
    .flatMap(({ objects }) => objects as readonly Node[])
    .map(({ metadata: { name = "" }, status }): Row => {
      const used = pods.filter(({ spec }) => spec.nodeName === name).flatMap((pod) => metrics(pod) ?? []);
      const own =
        model
          .node(name)
          .memory?.filter(({ from }) => from <= moment.now)
          .at(-1)?.bytes ?? 0;
      const milliCPU = used.reduce((sum, each) => sum + each.milliCPU, 0);
      const memory = used.reduce((sum, each) => sum + each.memory, own);
      const { cpu = "0", memory: allocatable = "0" } = status?.allocatable ?? {};
      const share = (part: number, whole: number): string =>
        whole > 0 ? `${Math.trunc((part * 100) / whole)}%` : "<unknown>";
      const cpuShare = share(milliCPU, Number(nanoQuantity(cpu) / 1_000_000n));
      const memoryShare = share(memory, Number(unitsOf(nanoQuantity(allocatable))));
      return { cells: [name, cores(milliCPU), cpuShare, mebibytes(memory), memoryShare], milliCPU, memory };
    });
  if (rows.length === 0) return new Output().complain("No resources found").end();
  return table(call, ["NAME", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)"], rows);
}

const selectorFlag = findFlags.filter(({ name }) => name === "selector");

/** Models kubectl's pkg/cmd/top and pkg/metricsutil (v1.34). */
export const top: Verb = {
  name: "top",
  short: "Display resource (CPU/memory) usage",
  usage: "top",
  flags: [],
  verbs: [
    {
      name: "pod",
      aliases: ["pods", "po"],
      short: "Display resource (CPU/memory) usage of pods",
      usage: "pod [NAME | -l label]",
      examples: ["kubectl top pod", "kubectl top pod web --containers", "kubectl top pod -l app=web --sort-by=cpu"],
      flags: [
        ...findFlags,
        { name: "containers", is: "bool", about: "If present, print usage of containers within a pod." },
        headersFlag,
        sortFlag,
        { name: "sum", is: "bool", about: "Print the sum of the resource usage" },
      ],
      absent: "field-selector swap use-protocol-buffers",
      completes: ["pod", "nothing"],
      run: topPod,
    },
    {
      name: "node",
      aliases: ["nodes", "no"],
      short: "Display resource (CPU/memory) usage of nodes",
      usage: "node [NAME | -l label]",
      examples: ["kubectl top node"],
      flags: [...selectorFlag, headersFlag, sortFlag],
      absent: "show-capacity show-swap use-protocol-buffers",
      completes: ["node", "nothing"],
      run: topNode,
    },
  ],
};
