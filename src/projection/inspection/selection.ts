import { etcdKeyOf, kinds } from "../../engine/index.ts";
import type { BeatSubject, Journey, Scene } from "../model.ts";

/** What a selection means: where etcd keeps the object, and the container in it. */
export interface Selected {
  readonly key: string;
  readonly container?: string;
}

const podKey = (pod: string): string => `/registry/pods/${pod}`;
const nodeKey = (node: string): string => `/registry/minions/${node}`;

/**
 * The object behind what was selected: a key in etcd from the picker, or what has a face on the stage: `node/NAME`,
 * `pod/NAMESPACE/NAME`, `container/NAME` of the Pod on stage, `service/NAMESPACE/NAME`, or a component, which stands for
 * the object that it is busy with. null is what the beat is about; a component at rest is the Pod on stage.
 */
export function resolveSelection(
  selection: string | null,
  journey: Journey,
  scene: Scene,
  about: BeatSubject,
): Selected | null {
  const onStage = journey.pod === null ? null : { key: podKey(journey.pod) };
  if (selection === null) return subjectOf(about) ?? onStage;
  if (selection.startsWith("/registry/")) return { key: selection };
  const slash = selection.indexOf("/");
  const [kind, name] = slash < 0 ? [selection, ""] : [selection.slice(0, slash), selection.slice(slash + 1)];
  switch (kind) {
    case "pod":
      return { key: podKey(name) };
    case "node":
    case "kubelet":
    case "containerd":
      return { key: nodeKey(name) };
    case "container":
      return onStage && { ...onStage, container: name };
    case "service":
      return { key: `/registry/services/specs/${name}` };
    case "etcd":
      return keyed(scene.etcd.revisions.findLast(({ now }) => now)?.key ?? scene.etcd.revisions.at(-1)?.key) ?? onStage;
    case "scheduler":
      return keyed(scene.scheduler.inHand && podKey(scene.scheduler.inHand.pod)) ?? onStage;
    default:
      return onStage;
  }
}

/** The one Pod among all that a beat looks at, else the one Node; null: the beat is about the Pod on stage, or about more. */
function subjectOf(about: BeatSubject): Selected | null {
  if (about.kind !== "cluster") return null;
  const { pods = [], focus = [] } = about;
  const named = (kind: string): readonly string[] =>
    focus.filter((key) => key.startsWith(kind)).map((key) => key.slice(kind.length));
  const [pod, ...otherPods] = new Set([...pods, ...named("pod/")]);
  if (pod !== undefined) return otherPods.length === 0 ? { key: podKey(pod) } : null;
  const [node, ...otherNodes] = named("node/");
  return node !== undefined && otherNodes.length === 0 ? { key: nodeKey(node) } : null;
}

const keyed = (key: string | null | undefined): Selected | null => (key ? { key } : null);

/** Kind, namespace and name in a key, as far as the kind is known. */
export function partsOf(key: string): { readonly kind: string; readonly namespace?: string; readonly name: string } {
  const info = kinds.find(({ etcdPrefix }) => key.startsWith(`${etcdPrefix}/`));
  const rest = key.slice((info?.etcdPrefix ?? "/registry").length + 1).split("/");
  const name = rest.at(-1) ?? "";
  const namespace = rest.length > 1 ? rest.at(-2) : undefined;
  return { kind: info?.kind ?? "", name, ...(info?.namespaced && namespace !== undefined && { namespace }) };
}

/** Where etcd keeps the object that an Event is about. */
export function involvedKey(kind: string, namespace: string | undefined, name: string): string {
  const info = kinds.find((one) => one.kind === kind && one.served);
  return info ? etcdKeyOf(info, namespace, name) : "";
}

/** How a key in etcd is selected: as the stage does where it has a face, so that it is marked there too. */
export function selectionOf(key: string): string {
  for (const [prefix, kind] of faces) if (key.startsWith(prefix)) return `${kind}/${key.slice(prefix.length)}`;
  return key;
}

const faces = [
  ["/registry/pods/", "pod"],
  ["/registry/minions/", "node"],
  ["/registry/services/specs/", "service"],
] as const;
