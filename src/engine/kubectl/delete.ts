import type { Process } from "../kernel/simulator.ts";
import type { KubectlCommand } from "./commands.ts";
import { placeOf, print, refuse, type Session } from "./session.ts";

const forceWarning =
  "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.";

/**
 * `kubectl delete`: asks, and says at once that it is deleted, whatever still has to end. Models kubectl's pkg/cmd/delete
 * (v1.34), without waiting for the end.
 */
export function* deleteObject(
  session: Session,
  { target, force = false, gracePeriodSeconds }: Extract<KubectlCommand, { verb: "delete" }>,
): Process {
  const place = placeOf(session, target);
  if (!place) return;
  const { kind, namespace, name } = place;
  if (force) print(session, forceWarning, "stderr");
  const grace = force ? 0 : gracePeriodSeconds;
  const result = yield* session.client.delete(kind.resource, namespace, name, {
    propagationPolicy: "Background",
    ...(grace !== undefined && { gracePeriodSeconds: grace }),
  });
  if (!result.ok) return refuse(session, result.status);
  const group = kind.group === "" ? "" : `.${kind.group}`;
  const where = namespace === undefined ? "" : ` from ${namespace} namespace`;
  print(session, `${kind.kind.toLowerCase()}${group} "${name}" ${force ? "force deleted" : "deleted"}${where}`);
}
