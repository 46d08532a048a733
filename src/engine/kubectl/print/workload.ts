import type { DaemonSet, Deployment, ReplicaSet, ReplicationController, StatefulSet } from "../../api/apps.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";
import { age } from "./age.ts";
import { labelSelectorText, labelsText, selectorText } from "./labels.ts";
import type { Printer } from "./table.ts";

/** Names and images of a template's containers, with commas between. */
export function containerCells(template: PodTemplateSpec | undefined): readonly [string, string] {
  const { containers = [] } = template?.spec ?? {};
  return [containers.map(({ name }) => name).join(","), containers.map(({ image = "" }) => image).join(",")];
}

/** What the status of a kind that the engine reads loosely says of a count. */
const count = (status: { readonly [field: string]: unknown } | undefined, field: string): number =>
  Number(status?.[field] ?? 0);

export const deploymentPrinter: Printer<Deployment> = {
  columns: ["Name", "Ready", "Up-to-date", "Available", "Age"],
  wide: ["Containers", "Images", "Selector"],
  cells: ({ metadata, spec, status = {} }, { now }) => [
    metadata.name ?? "",
    `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`,
    status.updatedReplicas ?? 0,
    status.availableReplicas ?? 0,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template),
    selectorText(spec.selector),
  ],
};

export const replicaSetPrinter: Printer<ReplicaSet> = {
  columns: ["Name", "Desired", "Current", "Ready", "Age"],
  wide: ["Containers", "Images", "Selector"],
  cells: ({ metadata, spec, status = {} }, { now }) => [
    metadata.name ?? "",
    spec.replicas ?? 0,
    status.replicas ?? 0,
    status.readyReplicas ?? 0,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template),
    labelSelectorText(spec.selector),
  ],
};

export const replicationControllerPrinter: Printer<ReplicationController> = {
  columns: ["Name", "Desired", "Current", "Ready", "Age"],
  wide: ["Containers", "Images", "Selector"],
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name ?? "",
    spec.replicas ?? 0,
    count(status, "replicas"),
    count(status, "readyReplicas"),
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template),
    labelsText(spec.selector),
  ],
};

export const statefulSetPrinter: Printer<StatefulSet> = {
  columns: ["Name", "Ready", "Age"],
  wide: ["Containers", "Images"],
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name ?? "",
    `${count(status, "readyReplicas")}/${spec.replicas ?? 0}`,
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template),
  ],
};

export const daemonSetPrinter: Printer<DaemonSet> = {
  columns: ["Name", "Desired", "Current", "Ready", "Up-to-date", "Available", "Node Selector", "Age"],
  wide: ["Containers", "Images", "Selector"],
  cells: ({ metadata, spec, status }, { now }) => [
    metadata.name ?? "",
    count(status, "desiredNumberScheduled"),
    count(status, "currentNumberScheduled"),
    count(status, "numberReady"),
    count(status, "updatedNumberScheduled"),
    count(status, "numberAvailable"),
    labelsText(spec.template.spec.nodeSelector),
    age(metadata.creationTimestamp, now),
    ...containerCells(spec.template),
    labelSelectorText(spec.selector),
  ],
};
