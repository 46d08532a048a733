import type { KubernetesObject } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";
import { cordon } from "./changes.ts";
import type { DrainOptions, KubectlCommand } from "./commands.ts";
import { changeObject, print, refuse, type Session } from "./session.ts";

/** Between two tries to evict a Pod that a budget protects, and between two looks whether it is gone. */
const retryEvery: VirtualMillis = 5000;
const lookEvery: VirtualMillis = 1000;
/** So often a refused eviction is tried again before the playground's kubectl gives up: a budget may refuse for ever. */
const tries = 24;

const ownerOf = ({ metadata }: KubernetesObject) => metadata.ownerReferences?.find(({ controller }) => controller);

/** What a Pod's own nature says about draining its node. Models kubectl's pkg/drain/filters.go (v1.34). */
type Verdict = { readonly evict: boolean; readonly warning?: string } | { readonly refusal: string };

function verdictOn(pod: Pod, { force, ignoreDaemonSets = true, deleteEmptyDirData = true }: DrainOptions): Verdict {
  const owner = ownerOf(pod);
  const finished = pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
  if (finished) return { evict: true };
  if (owner?.kind === "DaemonSet") {
    if (!ignoreDaemonSets) return { refusal: "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)" };
    return { evict: false, warning: "ignoring DaemonSet-managed Pods" };
  }
  if (!deleteEmptyDirData && pod.spec.volumes?.some(({ emptyDir }) => emptyDir !== undefined))
    return { refusal: "Pods with local storage (use --delete-emptydir-data to override)" };
  if (owner) return { evict: true };
  if (!force) return { refusal: "Pods that declare no controller (use --force to override)" };
  return { evict: true, warning: "deleting Pods that declare no controller" };
}

/**
 * `kubectl drain`: cordons the nodes, then evicts their Pods and waits until they are gone.
 *
 * Models kubectl's pkg/drain and pkg/cmd/drain (v1.34). Simplified: Pods are evicted one after the other, not side by
 * side, and it gives up after two minutes of refusals.
 */
export function* drain(session: Session, command: Extract<KubectlCommand, { verb: "drain" }>): Process {
  for (const node of command.nodes) yield* changeObject(session, { kind: "Node", name: node }, cordon(true));
  const pending: { readonly node: string; readonly why: string }[] = [];
  for (const node of command.nodes) {
    const why = yield* drainNode(session, node, command);
    if (why !== null) pending.push({ node, why });
  }
  if (pending.length === 0) return;
  const lines = [...pending.map(({ node }) => ` ${node}`), ...pending.map(({ why }) => why)];
  print(session, ["There are pending nodes to be drained:", ...lines].join("\n"), "stderr");
}

/** null when the node has been drained, else why not. */
function* drainNode(session: Session, node: string, options: DrainOptions): Process<string | null> {
  const listed = yield* session.client.list<Pod>("pods");
  if (!listed.ok) {
    refuse(session, listed.status);
    return listed.status.message;
  }
  const pods = listed.object.items.filter(({ spec }) => spec.nodeName === node);
  const verdicts = pods.map((pod) => ({ pod, verdict: verdictOn(pod, options) }));
  const about = (reason: (verdict: Verdict) => string | undefined): string[] => {
    const groups = new Map<string, string[]>();
    for (const { pod, verdict } of verdicts) {
      const text = reason(verdict);
      if (text !== undefined)
        groups.set(text, [...(groups.get(text) ?? []), `${pod.metadata.namespace}/${pod.metadata.name}`]);
    }
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, names]) => `${text}: ${names.join(", ")}`);
  };
  const refusals = about((verdict) => ("refusal" in verdict ? verdict.refusal : undefined));
  if (refusals.length > 0) {
    const each = refusals.map((text) => `cannot delete ${text}`);
    const why = each.length > 1 ? `[${each.join(", ")}]` : each[0];
    print(session, `error: unable to drain node "${node}" due to error: ${why}, continuing command...`, "stderr");
    return each.join("\n");
  }
  const warnings = about((verdict) => ("warning" in verdict ? verdict.warning : undefined));
  if (warnings.length > 0) print(session, `Warning: ${warnings.join("; ")}`, "stderr");
  const leaving = verdicts.flatMap(({ pod, verdict }) => ("evict" in verdict && verdict.evict ? [pod] : []));
  for (const pod of leaving) {
    const why = yield* evict(session, pod);
    if (why === null) continue;
    print(session, `error: unable to drain node "${node}" due to error: ${why}, continuing command...`, "stderr");
    return why;
  }
  for (const pod of leaving) yield* awaitEnd(session, pod);
  print(session, `node/${node} drained`);
  return null;
}

/** null when the Pod is going, else why not. */
function* evict(session: Session, { metadata }: Pod): Process<string | null> {
  const { namespace = "default", name = "" } = metadata;
  print(session, `evicting pod ${namespace}/${name}`);
  for (let attempt = 1; ; attempt++) {
    const result = yield* session.client.evict(namespace, name);
    if (result.ok || result.status.code === 404) return null;
    const about = `error when evicting pods/"${name}" -n "${namespace}"`;
    if (result.status.code !== 429 || attempt === tries) return `${about}: ${result.status.message}`;
    print(session, `${about} (will retry after 5s): ${result.status.message}`, "stderr");
    yield { sleep: retryEvery };
    print(session, `evicting pod ${namespace}/${name}`);
  }
}

/** A Pod of the same name that came after it is not it: a StatefulSet's is. */
function* awaitEnd(session: Session, { metadata }: Pod): Process {
  const { namespace, name = "", uid } = metadata;
  for (;;) {
    const present = yield* session.client.get("pods", namespace, name);
    if (!present.ok || present.object.metadata.uid !== uid) break;
    yield { sleep: lookEvery };
  }
  print(session, `pod/${name} evicted`);
}
