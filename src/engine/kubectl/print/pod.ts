import type { Pod } from "../../api/pod.ts";
import { printPodStatus } from "../../api/printPod.ts";
import { age } from "./age.ts";
import type { Cell, CellOptions, Printer } from "./table.ts";

function cells(pod: Pod, { now }: CellOptions): readonly Cell[] {
  const { metadata, spec, status = {} } = pod;
  const { ready, status: reason, restarts, lastRestart } = printPodStatus(pod);
  const count = lastRestart === undefined ? `${restarts}` : `${restarts} (${age(lastRestart, now)} ago)`;
  return [
    metadata.name ?? "",
    ready,
    reason,
    count,
    age(metadata.creationTimestamp, now),
    status.podIPs?.[0]?.ip || status.podIP || "<none>",
    spec.nodeName || "<none>",
    status.nominatedNodeName || "<none>",
    readinessGates(pod),
  ];
}

function readinessGates({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return "<none>";
  const passed = gates.filter(({ conditionType }) =>
    status?.conditions?.some(({ type, status: state }) => type === conditionType && state === "True"),
  );
  return `${passed.length}/${gates.length}`;
}

export const podPrinter: Printer<Pod> = {
  columns: ["Name", "Ready", "Status", "Restarts", "Age"],
  wide: ["IP", "Node", "Nominated Node", "Readiness Gates"],
  cells,
};
