import type { Lease, Node } from "../../api/core.ts";
import { resourceByName } from "../../api/kinds.ts";
import type { Quantity, ResourceList } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { canonicalQuantity, milliValue, value as units } from "../../api/quantity.ts";
import { microTimestamp } from "../../kernel/clock.ts";
import { objectAt, objectsOf } from "../console/cluster.ts";
import { age } from "../print/age.ts";
import { rolesOf } from "../print/node.ts";
import { type DescribeContext, type Describer, type Description, longTime } from "./description.ts";
import { add, podTotals } from "./podTotals.ts";

const leaseKind = resourceByName("leases")!;
const podKind = resourceByName("pods")!;

const systemInfo: readonly (readonly [string, string])[] = [
  ["Machine ID", "machineID"],
  ["System UUID", "systemUUID"],
  ["Boot ID", "bootID"],
  ["Kernel Version", "kernelVersion"],
  ["OS Image", "osImage"],
  ["Operating System", "operatingSystem"],
  ["Architecture", "architecture"],
  ["Container Runtime Version", "containerRuntimeVersion"],
  ["Kubelet Version", "kubeletVersion"],
  ["Kube-Proxy Version", "kubeProxyVersion"],
];

/** Models describeNode of kubectl's pkg/describe/describe.go (v1.34). */
export const describeNode: Describer<Node> = (description, node, context) => {
  const { metadata, spec = {}, status = {} } = node;
  description.field(0, "Name", metadata.name ?? "").field(0, "Roles", rolesOf(node));
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  description.field(0, "CreationTimestamp", longTime(metadata.creationTimestamp));
  description.taints("Taints", spec.taints).field(0, "Unschedulable", spec.unschedulable ?? false);
  describeLease(description, metadata.name ?? "", context);
  const conditions = status.conditions ?? [];
  if (conditions.length > 0)
    description
      .line(0, "Conditions:")
      .line(1, "Type", "Status", "LastHeartbeatTime", "LastTransitionTime", "Reason", "Message")
      .line(1, "----", "------", "-----------------", "------------------", "------", "-------");
  for (const { type, status: state, lastHeartbeatTime, lastTransitionTime, reason = "", message = "" } of conditions) {
    const times = [`${longTime(lastHeartbeatTime)} `, `${longTime(lastTransitionTime)} `];
    description.line(1, `${type} `, `${state} `, ...times, `${reason} `, message);
  }
  description.line(0, "Addresses:");
  for (const { type, address } of status.addresses ?? []) description.field(1, type, address);
  describeAmounts(description, "Capacity", status.capacity);
  describeAmounts(description, "Allocatable", status.allocatable);
  description.line(0, "System Info:");
  for (const [title, field] of systemInfo) description.field(1, title, String(status.nodeInfo?.[field] ?? ""));
  if (spec.podCIDR) description.field(0, "PodCIDR", spec.podCIDR);
  if (spec.podCIDRs?.length) description.field(0, "PodCIDRs", spec.podCIDRs.join(","));
  if (spec.providerID) description.field(0, "ProviderID", spec.providerID);
  describePods(description, node, context);
};

/** How often a kubelet renews its lease. */
const renewEvery = 10_000;

/**
 * A Node without a Lease in the records is a healthy one: those heartbeats are left out of the trace (see
 * nodeLifecycleController.ts), though not out of the cluster.
 */
function describeLease(description: Description, name: string, { records, now }: DescribeContext): void {
  const lease = objectAt<Lease>(records, leaseKind, "kube-node-lease", name);
  const kept = { holderIdentity: name, acquireTime: undefined, renewTime: microTimestamp(now - (now % renewEvery)) };
  const { holderIdentity = "<unset>", acquireTime, renewTime } = lease?.spec ?? kept;
  description.line(0, "Lease:").field(1, "HolderIdentity", holderIdentity);
  description.field(1, "AcquireTime", acquireTime ? longTime(acquireTime) : "<unset>");
  description.field(1, "RenewTime", renewTime ? longTime(renewTime) : "<unset>");
}

function describeAmounts(description: Description, title: string, amounts: ResourceList = {}): void {
  const names = Object.keys(amounts).sort();
  if (names.length > 0) description.line(0, `${title}:`);
  for (const name of names) description.field(1, name, canonicalQuantity(amounts[name]));
}

/** `250m (6%)`: CPU is compared in thousandths of a core. */
function share(name: string, amount: Quantity, allocatable: Quantity = "0"): string {
  const size = name === "cpu" ? milliValue : units;
  const whole = size(allocatable);
  const percent = whole === 0 ? 0 : Math.trunc((size(amount) / whole) * 100);
  return `${canonicalQuantity(amount)} (${percent}%)`;
}

const standard = ["cpu", "memory", "ephemeral-storage"];
const isHugePages = (name: string): boolean => name.startsWith("hugepages-");

/** Models describeNodeResource. */
function describePods(
  description: Description,
  { metadata, status = {} }: Node,
  { records, now }: DescribeContext,
): void {
  const { capacity = {} } = status;
  const allocatable = Object.keys(status.allocatable ?? {}).length > 0 ? (status.allocatable ?? {}) : capacity;
  const pods = objectsOf<Pod>(records, podKind).filter(
    (pod) => pod.spec.nodeName === metadata.name && !["Succeeded", "Failed"].includes(pod.status?.phase ?? ""),
  );
  const columns = ["CPU Requests", "CPU Limits", "Memory Requests", "Memory Limits", "Age"];
  description.field(0, "Non-terminated Pods", `(${pods.length} in total)`);
  description.line(1, "Namespace", "Name", "", ...columns);
  description.line(1, "---------", "----", "", ...columns.map((column) => "-".repeat(column.length)));
  const requests: { [name: string]: Quantity } = {};
  const limits: { [name: string]: Quantity } = {};
  for (const pod of pods) {
    const totals = podTotals(pod);
    add(requests, totals.requests);
    add(limits, totals.limits);
    const cells = ["cpu", "memory"].flatMap((name) =>
      [totals.requests, totals.limits].map((list) => share(name, list[name] ?? "0", allocatable[name])),
    );
    const { namespace = "", name = "", creationTimestamp } = pod.metadata;
    description.line(1, namespace, name, "", ...cells, age(creationTimestamp, now));
  }
  description.line(0, "Allocated resources:");
  description.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)");
  description.line(1, "Resource", "Requests", "Limits").line(1, "--------", "--------", "------");
  const names = Object.keys(allocatable).sort();
  for (const name of [...standard, ...names.filter(isHugePages)])
    description.line(
      1,
      name,
      share(name, requests[name] ?? "0", allocatable[name]),
      share(name, limits[name] ?? "0", allocatable[name]),
    );
  const extended = names.filter((name) => !standard.includes(name) && !isHugePages(name) && name !== "pods");
  for (const name of extended)
    description.line(1, name, canonicalQuantity(requests[name] ?? "0"), canonicalQuantity(limits[name] ?? "0"));
}
