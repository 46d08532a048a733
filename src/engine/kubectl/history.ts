import type { Deployment, ReplicaSet } from "../api/apps.ts";
import type { Process } from "../kernel/simulator.ts";
import { printedName } from "./apply.ts";
import type { Target } from "./commands.ts";
import { placeOf, print, refuse, type Session } from "./session.ts";
import { revisionOf, revisionsOf } from "./undo.ts";

/**
 * `kubectl rollout history deployment/NAME`: the revisions that can be gone back to.
 * Models kubectl's pkg/polymorphichelpers/history.go (v1.34); for Deployments only.
 */
export function* history(session: Session, target: Target): Process {
  const place = placeOf(session, target);
  if (!place) return;
  const { kind, namespace, name } = place;
  if (kind.kind !== "Deployment") {
    print(session, `error: no history viewer has been implemented for "${kind.kind}"`, "stderr");
    return;
  }
  const live = yield* session.client.get<Deployment>(kind.resource, namespace, name);
  if (!live.ok) return refuse(session, live.status);
  const listed = yield* session.client.list<ReplicaSet>("replicasets", namespace);
  if (!listed.ok) return refuse(session, listed.status);
  print(session, `${printedName(kind, name)} `);
  print(session, "REVISION  CHANGE-CAUSE");
  for (const set of revisionsOf(live.object, listed.object.items).reverse()) {
    const cause = set.metadata.annotations?.["kubernetes.io/change-cause"] ?? "<none>";
    print(session, `${`${revisionOf(set)}`.padEnd(10)}${cause}`);
  }
  print(session, "");
}
