import type { EphemeralContainer, Pod } from "../api/pod.ts";
import { randomSuffix } from "../api/randomSuffix.ts";
import type { Process } from "../kernel/simulator.ts";
import type { KubectlCommand } from "./commands.ts";
import { print, refuse, type Session } from "./session.ts";

/**
 * `kubectl debug POD --image=…`: puts an ephemeral container into a running Pod. Models kubectl's pkg/cmd/debug (v1.34),
 * without attaching to it.
 */
export function* debug(session: Session, command: Extract<KubectlCommand, { verb: "debug" }>): Process {
  const { namespace = "default", pod: name, image, targetContainer } = command;
  const live = yield* session.client.get<Pod>("pods", namespace, name);
  if (!live.ok) return refuse(session, live.status);
  if (targetContainer !== undefined) {
    const about = `Targeting container "${targetContainer}".`;
    const doubt =
      "If you don't see processes from this container it may be because the container runtime doesn't support this feature.";
    print(session, `${about} ${doubt}`, "stderr");
  }
  const container = command.container ?? `debugger-${randomSuffix(session.random)}`;
  if (command.container === undefined) print(session, `Defaulting debug container name to ${container}.`, "stderr");
  const added: EphemeralContainer = {
    name: container,
    image,
    imagePullPolicy: "IfNotPresent",
    terminationMessagePolicy: "File",
    terminationMessagePath: "/dev/termination-log",
    securityContext: { capabilities: { add: ["SYS_PTRACE"] } },
    ...(targetContainer !== undefined && { targetContainerName: targetContainer }),
  };
  const patched = yield* session.client.patch<Pod>(
    "pods",
    namespace,
    name,
    (stored) => ({
      ...stored,
      spec: { ...stored.spec, ephemeralContainers: [...(stored.spec.ephemeralContainers ?? []), added] },
    }),
    { subresource: "ephemeralcontainers", describe: `ephemeral container ${container}` },
  );
  if (!patched.ok) refuse(session, patched.status);
}
