import type { KubernetesObject } from "../../api/meta.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";
import type { Client, Result } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import { byCreation, controllerReference, isAlreadyExists, isNotFound, nameOf, semanticEqual } from "../objects.ts";
import type { SyncResult } from "../workQueue.ts";

/** apps/v1 ControllerRevision: a template that a StatefulSet or DaemonSet has had. */
export interface ControllerRevision extends KubernetesObject {
  data?: { spec: { template: PodTemplateSpec & { $patch?: string } } };
  revision: number;
}

/** A workload whose templates are kept as ControllerRevisions. */
interface Revisioned extends KubernetesObject {
  spec: { template: PodTemplateSpec };
}

/** How a kind of workload hashes its templates, and under which label the hash stands. */
interface RevisionNaming {
  readonly label: string;
  /** Annotations that a new revision bears. */
  readonly annotations?: { readonly [key: string]: string };
  hash(data: NonNullable<ControllerRevision["data"]>): string;
}

export function templateOf({ data }: ControllerRevision): PodTemplateSpec | undefined {
  if (!data) return undefined;
  const { $patch: _, ...template } = data.spec.template;
  return template;
}

const sameTemplate = (revision: ControllerRevision, template: PodTemplateSpec): boolean =>
  semanticEqual(templateOf(revision), template);

/**
 * The revision of a workload's present template among those it has had: the newest if it is that one; an earlier one,
 * brought to the front; or a new one.
 *
 * Models getStatefulSetRevisions and constructHistory (pkg/controller/statefulset and daemon, v1.34).
 */
export function* currentRevision(
  client: Client,
  owner: Revisioned,
  history: readonly ControllerRevision[],
  naming: RevisionNaming,
): Process<Result<ControllerRevision>> {
  const { template } = owner.spec;
  const newest = Math.max(0, ...history.map(({ revision }) => revision));
  const known = history.find((revision) => sameTemplate(revision, template));
  if (known?.revision === newest) return { ok: true, object: known };
  if (known) return yield* client.update<ControllerRevision>({ ...known, revision: newest + 1 });
  const data = { spec: { template: { ...template, $patch: "replace" } } };
  const hash = naming.hash(data);
  const revision: ControllerRevision = {
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: {
      name: `${nameOf(owner)}-${hash}`,
      namespace: owner.metadata.namespace,
      labels: { ...template.metadata?.labels, [naming.label]: hash },
      ...(naming.annotations && { annotations: { ...naming.annotations } }),
      ownerReferences: [controllerReference(owner)],
    },
    data,
    revision: newest + 1,
  };
  const created = yield* client.create<ControllerRevision>(revision);
  if (created.ok || !isAlreadyExists(created.status)) return created;
  return yield* client.get<ControllerRevision>("controllerrevisions", owner.metadata.namespace, nameOf(revision));
}

/** Removes revisions, the oldest first. */
export function* removeRevisions(
  client: Client,
  revisions: readonly ControllerRevision[],
  count: number,
): Process<SyncResult> {
  const oldest = [...revisions].sort((a, b) => a.revision - b.revision || byCreation(a, b));
  for (const revision of oldest.slice(0, Math.max(0, count))) {
    const { namespace } = revision.metadata;
    const deleted = yield* client.delete("controllerrevisions", namespace, nameOf(revision));
    if (!deleted.ok && !isNotFound(deleted.status)) return deleted.status;
  }
  return null;
}
