import type { ReplicaSet } from "../api/apps.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { PodTemplateSpec } from "../api/pod.ts";
import { notCopied } from "../controllers/deployment/annotations.ts";
import { type ControllerRevision, templateOf } from "../controllers/history/controllerRevision.ts";
import { semanticEqual } from "../controllers/objects.ts";
import type { Process } from "../kernel/simulator.ts";
import type { Target } from "./commands.ts";
import { changeObject, placeOf, print, refuse, type Session } from "./session.ts";

const revisionAnnotation = "deployment.kubernetes.io/revision";
export const changeCause = "kubernetes.io/change-cause";
const hashLabel = "pod-template-hash";

/** A template that a workload has had, under its number. */
export interface PastTemplate {
  readonly revision: number;
  readonly cause?: string;
  readonly template: PodTemplateSpec | undefined;
  /** What a Deployment gets back beside the template. */
  readonly annotations?: { readonly [key: string]: string };
}

/** The resource that keeps the past templates of a kind. */
export function keeperOf(kind: string): "replicasets" | "controllerrevisions" | null {
  if (kind === "Deployment") return "replicasets";
  return kind === "StatefulSet" || kind === "DaemonSet" ? "controllerrevisions" : null;
}

function pastTemplate(kept: KubernetesObject): PastTemplate {
  const { annotations } = kept.metadata;
  const cause = annotations?.[changeCause];
  const said = cause === undefined ? {} : { cause };
  if (kept.kind !== "ReplicaSet")
    return {
      revision: (kept as ControllerRevision).revision,
      template: templateOf(kept as ControllerRevision),
      ...said,
    };
  const { template } = (kept as ReplicaSet).spec;
  const revision = Number(annotations?.[revisionAnnotation] ?? 0);
  return { revision, template, annotations: annotations ?? {}, ...said };
}

/** A Deployment's ReplicaSets, the latest revision first. */
export function revisionsOf({ metadata }: KubernetesObject, sets: readonly ReplicaSet[]): ReplicaSet[] {
  const revision = ({ metadata: { annotations } }: ReplicaSet) => Number(annotations?.[revisionAnnotation] ?? 0);
  return sets
    .filter((set) => set.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid))
    .sort((a, b) => revision(b) - revision(a));
}

/** The past of a workload by what is kept of it, the latest revision first. */
export function pastOf({ metadata }: KubernetesObject, kept: readonly KubernetesObject[]): PastTemplate[] {
  return kept
    .filter((object) => object.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid))
    .map(pastTemplate)
    .sort((a, b) => b.revision - a.revision);
}

/** The template as the workload had it: a Deployment's without what tells its ReplicaSets apart. */
function asWritten({ template }: PastTemplate): PodTemplateSpec | undefined {
  if (template?.metadata?.labels?.[hashLabel] === undefined) return template;
  const { [hashLabel]: _, ...labels } = template.metadata.labels;
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** A Deployment's annotations are those of the ReplicaSet again, but for those that are the controller's or kubectl's. */
function annotationsBack({ metadata }: KubernetesObject, of: { readonly [key: string]: string }) {
  const kept = Object.entries(metadata.annotations ?? {}).filter(([key]) => notCopied.has(key));
  const given = Object.entries(of).filter(([key]) => !notCopied.has(key));
  return { annotations: Object.fromEntries([...kept, ...given]) };
}

/** The revision to go back to, zero being the last one before the present; or why that is not possible. */
export function revisionBack(
  { kind, metadata, spec }: KubernetesObject & { readonly spec?: { readonly paused?: boolean } },
  past: readonly PastTemplate[],
  to: number,
): PastTemplate | { readonly error: string } {
  if (to === 0 && past.length < 2) {
    const none = `no rollout history found for deployment "${metadata.name}"`;
    return { error: `error: ${kind === "Deployment" ? none : "no last revision to roll back to"}` };
  }
  const back = to === 0 ? past[1] : past.find(({ revision }) => revision === to);
  if (!back) return { error: `error: unable to find specified revision ${to} in history` };
  if (spec?.paused) {
    const why = "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again";
    return { error: `error: ${why}` };
  }
  return back;
}

/**
 * `kubectl rollout undo`: the template of the revision before becomes the workload's again.
 * Models kubectl's pkg/polymorphichelpers/rollback.go (v1.34).
 */
export function* undo(session: Session, target: Target, revision = 0): Process {
  const place = placeOf(session, target);
  if (!place) return;
  const { kind, namespace, name } = place;
  const keeper = keeperOf(kind.kind);
  if (!keeper) {
    print(session, `error: no rollbacker has been implemented for "${kind.kind}"`, "stderr");
    return;
  }
  const live = yield* session.client.get<KubernetesObject>(kind.resource, namespace, name);
  if (!live.ok) return refuse(session, live.status);
  const listed = yield* session.client.list<KubernetesObject>(keeper, namespace);
  if (!listed.ok) return refuse(session, listed.status);
  const back = revisionBack(live.object, pastOf(live.object, listed.object.items), revision);
  if ("error" in back) {
    print(session, back.error, "stderr");
    return;
  }
  const template = asWritten(back);
  const { spec } = live.object as { readonly spec?: { readonly template?: unknown } };
  const isSame = semanticEqual(template, spec?.template);
  yield* changeObject(session, target, {
    describe: "spec.template",
    change: (stored) =>
      isSame
        ? stored
        : ({
            ...stored,
            metadata: { ...stored.metadata, ...(back.annotations && annotationsBack(stored, back.annotations)) },
            spec: { ...(stored as { spec?: object }).spec, template },
          } as KubernetesObject),
    done: () => (isSame ? `skipped rollback (current template already matches revision ${revision})` : "rolled back"),
  });
}
