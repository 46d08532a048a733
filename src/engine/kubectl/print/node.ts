import type { Node } from "../../api/core.ts";
import { age } from "./age.ts";
import type { Cell, CellOptions, Printer } from "./table.ts";

const rolePrefix = "node-role.kubernetes.io/";

/** From the labels `node-role.kubernetes.io/ROLE` and `kubernetes.io/role=ROLE`. */
export function rolesOf({ metadata }: Node): string {
  const roles = Object.entries(metadata.labels ?? {}).map(([key, value]) => {
    if (key.startsWith(rolePrefix)) return key.slice(rolePrefix.length);
    return key === "kubernetes.io/role" ? value : "";
  });
  return [...new Set(roles.filter((role) => role !== ""))].sort().join(",") || "<none>";
}

function statusOf({ spec, status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  const words = [ready ? (ready.status === "True" ? "Ready" : "NotReady") : "Unknown"];
  if (spec?.unschedulable) words.push("SchedulingDisabled");
  return words.join(",");
}

function cells(node: Node, { now }: CellOptions): readonly Cell[] {
  const { metadata, status } = node;
  const { nodeInfo = {}, addresses = [] } = status ?? {};
  const address = (wanted: string): string => addresses.find(({ type }) => type === wanted)?.address ?? "<none>";
  const known = (field: string): string => String(nodeInfo[field] ?? "<unknown>");
  return [
    metadata.name ?? "",
    statusOf(node),
    rolesOf(node),
    age(metadata.creationTimestamp, now),
    String(nodeInfo.kubeletVersion ?? ""),
    address("InternalIP"),
    address("ExternalIP"),
    known("osImage"),
    known("kernelVersion"),
    known("containerRuntimeVersion"),
  ];
}

export const nodePrinter: Printer<Node> = {
  columns: ["Name", "Status", "Roles", "Age", "Version"],
  wide: ["Internal-IP", "External-IP", "OS-Image", "Kernel-Version", "Container-Runtime"],
  cells,
};
