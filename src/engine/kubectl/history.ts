import type { KubernetesObject } from "../api/meta.ts";
import type { Process } from "../kernel/simulator.ts";
import { printedName } from "./apply.ts";
import type { Target } from "./commands.ts";
import { placeOf, print, refuse, type Session } from "./session.ts";
import { keeperOf, type PastTemplate, pastOf } from "./undo.ts";

/** The revisions as a table, the oldest first. */
export function historyTable(past: readonly PastTemplate[]): readonly string[] {
  if (past.length === 0) return ["No rollout history found."];
  const rows = past.toReversed().map(({ revision, cause }) => `${`${revision}`.padEnd(10)}${cause || "<none>"}`);
  return ["REVISION  CHANGE-CAUSE", ...rows, ""];
}

/**
 * `kubectl rollout history`: the revisions that can be gone back to.
 * Models kubectl's pkg/polymorphichelpers/history.go (v1.34).
 */
export function* history(session: Session, target: Target): Process {
  const place = placeOf(session, target);
  if (!place) return;
  const { kind, namespace, name } = place;
  const keeper = keeperOf(kind.kind);
  if (!keeper) {
    print(session, `error: no history viewer has been implemented for "${kind.kind}"`, "stderr");
    return;
  }
  const live = yield* session.client.get<KubernetesObject>(kind.resource, namespace, name);
  if (!live.ok) return refuse(session, live.status);
  const listed = yield* session.client.list<KubernetesObject>(keeper, namespace);
  if (!listed.ok) return refuse(session, listed.status);
  print(session, `${printedName(kind, name)} `);
  for (const line of historyTable(pastOf(live.object, listed.object.items))) print(session, line);
}
