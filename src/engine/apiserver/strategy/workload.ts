import type { DaemonSet, Job } from "../../api/apps.ts";
import type { LabelSelector } from "../../api/meta.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";

const templateGeneration = "deprecated.daemonset.template.generation";

/** A DaemonSet counts the changes of its template. Models pkg/registry/apps/daemonset/strategy.go (v1.34). */
export function prepareDaemonSet(set: DaemonSet, old?: DaemonSet): DaemonSet {
  const before = Number(old?.metadata.annotations?.[templateGeneration] ?? 0);
  const isChanged = !old || JSON.stringify(old.spec.template) !== JSON.stringify(set.spec.template);
  const annotations = { ...set.metadata.annotations, [templateGeneration]: `${isChanged ? before + 1 : before}` };
  return { ...set, metadata: { ...set.metadata, annotations } };
}

/**
 * A Job gets labels and a selector of its own, by its UID, unless it brings a selector by hand.
 * Models pkg/registry/batch/job/strategy.go (v1.34).
 */
export function prepareJob(job: Job): Job {
  const { manualSelector, selector } = job.spec;
  const given = selector as LabelSelector | undefined;
  const { uid = "", name = "" } = job.metadata;
  if (manualSelector) return job;
  const labels = {
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": name,
    "controller-uid": uid,
    "job-name": name,
  };
  const { template } = job.spec;
  const labelled: PodTemplateSpec = {
    ...template,
    metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } },
  };
  const own = job.metadata.labels;
  return {
    ...job,
    // A Job without labels takes its template's.
    metadata: { ...job.metadata, labels: own && Object.keys(own).length > 0 ? own : (labelled.metadata?.labels ?? {}) },
    spec: {
      ...job.spec,
      // A selector of its own makes the Job invalid; validation shows it with what was added.
      selector: { ...given, matchLabels: { ...given?.matchLabels, "batch.kubernetes.io/controller-uid": uid } },
      manualSelector: false,
      template: labelled,
    },
  };
}
