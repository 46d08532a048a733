import type { Process } from "../kernel/simulator.ts";
import type { KubectlCommand, Target } from "./commands.ts";
import { placeOf, print, refuse, type Session } from "./session.ts";

const forceWarning =
  "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.";

type Delete = Extract<KubectlCommand, { verb: "delete" }>;

const propagation = { background: "Background", foreground: "Foreground", orphan: "Orphan" } as const;

/**
 * `kubectl delete`: asks, and says at once that it is deleted, whatever still has to end. Models kubectl's pkg/cmd/delete
 * (v1.34), without waiting for the end.
 */
export function* deleteObjects(session: Session, command: Delete): Process {
  if (command.force) print(session, forceWarning, "stderr");
  for (const target of command.targets) yield* deleteObject(session, target, command);
}

function* deleteObject(
  session: Session,
  target: Target,
  { force = false, gracePeriodSeconds, cascade = "background" }: Delete,
): Process {
  const place = placeOf(session, target);
  if (!place) return;
  const { kind, namespace, name } = place;
  const grace = force ? 0 : gracePeriodSeconds;
  const result = yield* session.client.delete(kind.resource, namespace, name, {
    propagationPolicy: propagation[cascade],
    ...(grace !== undefined && { gracePeriodSeconds: grace }),
  });
  if (!result.ok) return refuse(session, result.status);
  const group = kind.group === "" ? "" : `.${kind.group}`;
  const where = namespace === undefined ? "" : ` from ${namespace} namespace`;
  print(session, `${kind.kind.toLowerCase()}${group} "${name}" ${force ? "force deleted" : "deleted"}${where}`);
}
