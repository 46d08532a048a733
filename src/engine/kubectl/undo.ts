import type { Deployment, ReplicaSet } from "../api/apps.ts";
import { semanticEqual } from "../controllers/objects.ts";
import type { Process } from "../kernel/simulator.ts";
import type { Target } from "./commands.ts";
import { changeObject, placeOf, print, refuse, type Session } from "./session.ts";

const revisionAnnotation = "deployment.kubernetes.io/revision";
const hashLabel = "pod-template-hash";

export const revisionOf = ({ metadata }: ReplicaSet): number => Number(metadata.annotations?.[revisionAnnotation] ?? 0);

/** A Deployment's ReplicaSets, the latest revision first. */
export function revisionsOf({ metadata }: Deployment, sets: readonly ReplicaSet[]): ReplicaSet[] {
  return sets
    .filter((set) => set.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid))
    .sort((a, b) => revisionOf(b) - revisionOf(a));
}

/**
 * `kubectl rollout undo deployment/NAME`: the template of the revision before becomes the Deployment's again.
 * Models kubectl's pkg/polymorphichelpers/rollback.go (v1.34); for Deployments only.
 */
export function* undo(session: Session, target: Target, revision?: number): Process {
  const place = placeOf(session, target);
  if (!place) return;
  const { kind, namespace, name } = place;
  if (kind.kind !== "Deployment") {
    print(session, `error: no rollbacker has been implemented for "${kind.kind}"`, "stderr");
    return;
  }
  const live = yield* session.client.get<Deployment>(kind.resource, namespace, name);
  if (!live.ok) return refuse(session, live.status);
  const listed = yield* session.client.list<ReplicaSet>("replicasets", namespace);
  if (!listed.ok) return refuse(session, listed.status);
  const owned = revisionsOf(live.object, listed.object.items);
  const previous = revision === undefined ? owned[1] : owned.find((set) => revisionOf(set) === revision);
  if (!previous) {
    const missing =
      revision === undefined
        ? `no rollout history found for deployment "${name}"`
        : `unable to find specified revision ${revision} in history`;
    print(session, `error: ${missing}`, "stderr");
    return;
  }
  if (live.object.spec.paused) {
    const why = "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again";
    print(session, `error: ${why}`, "stderr");
    return;
  }
  const { [hashLabel]: _, ...labels } = previous.spec?.template?.metadata?.labels ?? {};
  const template = { ...previous.spec?.template, metadata: { ...previous.spec?.template?.metadata, labels } };
  const isSame = semanticEqual(template, live.object.spec.template);
  yield* changeObject(session, target, {
    describe: "spec.template",
    change: (stored) =>
      isSame ? stored : ({ ...stored, spec: { ...(stored as Deployment).spec, template } } as Deployment),
    done: () =>
      isSame ? `skipped rollback (current template already matches revision ${revision ?? 0})` : "rolled back",
  });
}
