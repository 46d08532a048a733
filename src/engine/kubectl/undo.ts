import type { Deployment, ReplicaSet } from "../api/apps.ts";
import type { Process } from "../kernel/simulator.ts";
import type { Target } from "./commands.ts";
import { changeObject, placeOf, print, refuse, type Session } from "./session.ts";

const revision = "deployment.kubernetes.io/revision";
const hashLabel = "pod-template-hash";

const revisionOf = ({ metadata }: ReplicaSet): number => Number(metadata.annotations?.[revision] ?? 0);

/**
 * `kubectl rollout undo deployment/NAME`: the template of the revision before becomes the Deployment's again.
 * Models kubectl's pkg/polymorphichelpers/rollback.go (v1.34); for Deployments only.
 */
export function* undo(session: Session, target: Target): Process {
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
  const { uid } = live.object.metadata;
  const [, previous] = listed.object.items
    .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid))
    .sort((a, b) => revisionOf(b) - revisionOf(a));
  if (!previous) {
    print(session, `error: no rollout history found for deployment "${name}"`, "stderr");
    return;
  }
  const { [hashLabel]: _, ...labels } = previous.spec?.template?.metadata?.labels ?? {};
  const template = { ...previous.spec?.template, metadata: { ...previous.spec?.template?.metadata, labels } };
  yield* changeObject(session, target, {
    describe: "spec.template",
    change: (stored) => ({ ...stored, spec: { ...(stored as Deployment).spec, template } }) as Deployment,
    done: () => "rolled back",
  });
}
