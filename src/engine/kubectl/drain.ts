import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { type Process, sleep } from "../kernel/simulator.ts";
import { cordon } from "./changes.ts";
import { changeObject, print, refuse, type Session } from "./session.ts";

/** Between two tries to evict a Pod that a budget protects, and between two looks whether it is gone. */
const retryEvery: VirtualMillis = 5000;
const lookEvery: VirtualMillis = 1000;
/** So often a refused eviction is tried again before the playground's kubectl gives up: a budget may refuse for ever. */
const tries = 24;

const ownerOf = ({ metadata }: KubernetesObject) => metadata.ownerReferences?.find(({ controller }) => controller);

/**
 * `kubectl drain --ignore-daemonsets --delete-emptydir-data`: cordons the node, then evicts its Pods and waits until they
 * are gone. Pods that no controller would make again need `--force`.
 *
 * Models kubectl's pkg/drain (v1.34). Simplified: Pods are evicted one after the other, not side by side, and it gives up
 * after two minutes of refusals.
 */
export function* drain(session: Session, node: string, force: boolean): Process {
  const { client } = session;
  yield* changeObject(session, { kind: "Node", name: node }, cordon(true));
  const listed = yield* client.list<Pod>("pods");
  if (!listed.ok) return refuse(session, listed.status);
  const pods = listed.object.items.filter(({ spec }) => spec.nodeName === node);
  const daemons = pods.filter((pod) => ownerOf(pod)?.kind === "DaemonSet");
  const bare = pods.filter((pod) => !ownerOf(pod));
  const names = (list: readonly Pod[]): string =>
    list.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(", ");
  if (bare.length > 0 && !force) {
    const why = `cannot delete Pods that declare no controller (use --force to override): ${names(bare)}`;
    print(session, `error: unable to drain node "${node}" due to error: ${why}, continuing command...`, "stderr");
    print(session, `There are pending nodes to be drained:\n ${node}\n${why}`, "stderr");
    return;
  }
  const warnings = [
    ...(bare.length > 0 ? [`deleting Pods that declare no controller: ${names(bare)}`] : []),
    ...(daemons.length > 0 ? [`ignoring DaemonSet-managed Pods: ${names(daemons)}`] : []),
  ];
  if (warnings.length > 0) print(session, `Warning: ${warnings.join("; ")}`, "stderr");
  const leaving = pods.filter((pod) => !daemons.includes(pod));
  const asked: Pod[] = [];
  for (const pod of leaving) {
    if (!(yield* evict(session, pod))) return;
    asked.push(pod);
  }
  for (const pod of asked) yield* awaitEnd(session, pod);
  print(session, `node/${node} drained`);
}

function* evict(session: Session, { metadata }: Pod): Process<boolean> {
  const { namespace = "default", name = "" } = metadata;
  print(session, `evicting pod ${namespace}/${name}`);
  for (let attempt = 1; ; attempt++) {
    const result = yield* session.client.evict(namespace, name);
    if (result.ok || result.status.code === 404) return true;
    const about = `error when evicting pods/"${name}" -n "${namespace}"`;
    if (result.status.code !== 429 || attempt === tries) {
      print(session, `${about}: ${result.status.message}`, "stderr");
      return false;
    }
    print(session, `${about} (will retry after 5s): ${result.status.message}`, "stderr");
    yield* sleep(retryEvery);
    print(session, `evicting pod ${namespace}/${name}`);
  }
}

/** A Pod of the same name that came after it is not it: a StatefulSet's is. */
function* awaitEnd(session: Session, { metadata }: Pod): Process {
  const { namespace, name = "", uid } = metadata;
  for (;;) {
    const present = yield* session.client.get("pods", namespace, name);
    if (!present.ok || present.object.metadata.uid !== uid) break;
    yield* sleep(lookEvery);
  }
  print(session, `pod/${name} evicted`);
}
