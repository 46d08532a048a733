import type { Pod } from "../../api/pod.ts";
import { qosClassOf } from "../../api/qos.ts";
import { age } from "../print/age.ts";
import { describeContainers, describeResources } from "./container.ts";
import { controllerOf, type Describer, longTime } from "./description.ts";
import { describeSpread, describeVolumes } from "./volume.ts";

/** Models describePod of kubectl's pkg/describe/describe.go (v1.34). */
export const describePod: Describer<Pod> = (description, pod, { now }) => {
  const { metadata, spec, status = {} } = pod;
  description.field(0, "Name", metadata.name ?? "").field(0, "Namespace", metadata.namespace ?? "");
  if (spec.priority !== undefined) description.field(0, "Priority", spec.priority);
  if (spec.priorityClassName) description.field(0, "Priority Class Name", spec.priorityClassName);
  if (spec.runtimeClassName) description.field(0, "Runtime Class Name", spec.runtimeClassName);
  if (spec.serviceAccountName) description.field(0, "Service Account", spec.serviceAccountName);
  description.field(0, "Node", spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ""}` : "<none>");
  if (status.startTime) description.field(0, "Start Time", longTime(status.startTime));
  description.labels("Labels", metadata.labels).annotations("Annotations", metadata.annotations);
  const ended = status.phase === "Failed" || status.phase === "Succeeded";
  if (metadata.deletionTimestamp && !ended) {
    description.field(0, "Status", `Terminating (lasts ${age(metadata.deletionTimestamp, now)})`);
    description.field(0, "Termination Grace Period", `${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else {
    description.field(0, "Status", status.phase ?? "");
  }
  if (status.reason) description.field(0, "Reason", status.reason);
  if (status.message) description.field(0, "Message", status.message);
  const seccomp = spec.securityContext?.seccompProfile;
  if (seccomp) description.field(0, "SeccompProfile", seccomp.type);
  description.field(0, "IP", status.podIP ?? "");
  if (status.podIPs?.length) description.line(0, "IPs:");
  else description.field(0, "IPs", "<none>");
  for (const { ip } of status.podIPs ?? []) description.field(1, "IP", ip);
  const controller = controllerOf(pod);
  if (controller) description.field(0, "Controlled By", controller);
  if (status.nominatedNodeName) description.field(0, "NominatedNodeName", status.nominatedNodeName);
  if (spec.resources) {
    description.line(0, "Resources:");
    describeResources(description, spec.resources, 1);
  }
  const { initContainers = [], ephemeralContainers = [] } = spec;
  if (initContainers.length > 0)
    describeContainers(description, "Init Containers", initContainers, { statuses: status.initContainerStatuses, pod });
  describeContainers(description, "Containers", spec.containers, { statuses: status.containerStatuses, pod });
  if (ephemeralContainers.length > 0)
    describeContainers(description, "Ephemeral Containers", ephemeralContainers, {
      statuses: status.ephemeralContainerStatuses,
      pod,
    });
  const conditions = status.conditions ?? [];
  const row = (type: string, state: string): void => {
    description.line(1, `${type} `, `${state} `);
  };
  if (spec.readinessGates?.length) {
    description.line(0, "Readiness Gates:").line(1, "Type", "Status");
    for (const { conditionType } of spec.readinessGates)
      row(conditionType, conditions.find(({ type }) => type === conditionType)?.status ?? "<none>");
  }
  if (conditions.length > 0) description.line(0, "Conditions:").line(1, "Type", "Status");
  for (const { type, status: state } of conditions) row(type, state);
  describeVolumes(description, spec.volumes);
  description.field(0, "QoS Class", status.qosClass ?? qosClassOf(pod));
  description.labels("Node-Selectors", spec.nodeSelector).tolerations("Tolerations", spec.tolerations);
  describeSpread(description, spec.topologySpreadConstraints);
};
