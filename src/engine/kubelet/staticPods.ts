import type { Node } from "../api/core.ts";
import type { Pod } from "../api/pod.ts";
import { qosClassOf } from "../api/qos.ts";
import { applyDefaults } from "../apiserver/defaulting/index.ts";
import { timestamp } from "../kernel/clock.ts";
import type { Process } from "../kernel/simulator.ts";
import { hexId } from "./containers.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";

/** On a Pod that comes from a file: the file's hash, which is its UID as well. On its mirror: whose mirror it is. */
const hashKey = "kubernetes.io/config.hash";
const mirrorKey = "kubernetes.io/config.mirror";
const sourceKey = "kubernetes.io/config.source";

export function isMirror({ metadata }: Pod): boolean {
  return metadata.annotations?.[mirrorKey] !== undefined;
}

export function isStatic({ metadata }: Pod): boolean {
  const source = metadata.annotations?.[sourceKey];
  return source !== undefined && source !== "api";
}

/** From this priority on a Pod is critical: it is never evicted, and node pressure does not keep it out. */
const criticalPriority = 2_000_000_000;

/** Models IsCriticalPod in pkg/kubelet/types/pod_update.go (v1.34). */
export function isCritical(pod: Pod): boolean {
  return isStatic(pod) || isMirror(pod) || (pod.spec.priority ?? 0) >= criticalPriority;
}

/** A manifest as the kubelet takes it from its directory. Models applyDefaults in pkg/kubelet/config/common.go (v1.34). */
function staticPod(manifest: Pod, node: string, now: number): Pod {
  const hash = hexId("manifest", JSON.stringify(manifest), node).slice(0, 32);
  const { namespace = "default", name, annotations, labels } = manifest.metadata;
  const pod = applyDefaults({
    ...manifest,
    metadata: {
      ...(labels && { labels }),
      name: `${name}-${node}`,
      namespace,
      uid: hash,
      generation: 1,
      annotations: {
        ...annotations,
        [hashKey]: hash,
        "kubernetes.io/config.seen": timestamp(now),
        [sourceKey]: "file",
      },
    },
    spec: {
      ...manifest.spec,
      nodeName: node,
      tolerations: [...(manifest.spec.tolerations ?? []), { operator: "Exists", effect: "NoExecute" }],
    },
  }) as Pod;
  return { ...pod, status: { phase: "Pending", qosClass: qosClassOf(pod) } };
}

/** What runs a static Pod. */
export interface StaticPodHost {
  start(pod: Pod, mirror: Pod | undefined): void;
  /** Its file is gone. */
  stop(pod: Pod): void;
  mirrorChanged(pod: Pod, mirror: Pod | undefined): void;
}

/**
 * The Pods of a node's manifest directory. The kubelet runs them without asking anyone; what the API server shows of each
 * is a mirror, which is made again when somebody deletes it.
 * Models pkg/kubelet/config/file.go and pkg/kubelet/pod/mirror_client.go (v1.34).
 */
export class StaticPods {
  /** By the manifest's name. */
  private readonly running = new Map<string, Pod>();
  /** By `namespace/name`. */
  private readonly mirrors = new Map<string, Pod>();

  constructor(
    private readonly node: NodeRuntime,
    private readonly host: StaticPodHost,
  ) {}

  /** Compares what is in the directory with what runs. A changed file is another Pod. */
  scan(): void {
    const { machine, context } = this.node;
    for (const [name, pod] of this.running) {
      const manifest = machine.manifests.get(name);
      if (manifest && staticPod(manifest, machine.name, 0).metadata.uid === pod.metadata.uid) continue;
      this.running.delete(name);
      this.host.stop(pod);
      context.spawn(this.deleteMirror(pod));
    }
    for (const [name, manifest] of machine.manifests) {
      if (this.running.has(name)) continue;
      const read = staticPod(manifest, machine.name, context.now());
      const mirror = this.mirrors.get(keyOf(read));
      // A kubelet that starts anew knows from the mirror how far the Pod had come.
      const pod = isMirrorOf(mirror, read) && mirror?.status ? { ...read, status: mirror.status } : read;
      this.running.set(name, pod);
      this.host.start(pod, isMirrorOf(mirror, read) ? mirror : undefined);
      context.spawn(this.reconcile(pod));
    }
  }

  /** The API server's object has come or changed. */
  mirrored(mirror: Pod): void {
    this.mirrors.set(keyOf(mirror), mirror);
    const pod = this.staticOf(mirror);
    if (!pod) return;
    this.host.mirrorChanged(pod, isMirrorOf(mirror, pod) ? mirror : undefined);
    if (mirror.metadata.deletionTimestamp) this.node.context.spawn(this.reconcile(pod));
  }

  unmirrored(mirror: Pod): void {
    this.mirrors.delete(keyOf(mirror));
    const pod = this.staticOf(mirror);
    if (!pod) return;
    this.host.mirrorChanged(pod, undefined);
    this.node.context.spawn(this.reconcile(pod));
  }

  private staticOf(mirror: Pod): Pod | undefined {
    return [...this.running.values()].find((pod) => keyOf(pod) === keyOf(mirror));
  }

  /** A mirror that is another's or being deleted goes, and where there is none it is made. */
  private *reconcile(pod: Pod): Process {
    const { client } = this.node;
    const mirror = this.mirrors.get(keyOf(pod));
    if (mirror && (mirror.metadata.deletionTimestamp || !isMirrorOf(mirror, pod))) {
      yield* this.deleteMirror(mirror);
      return;
    }
    if (mirror) return;
    const { uid, generation: _, ...metadata } = pod.metadata;
    const node = this.node.node();
    yield* client.create<Pod>({
      apiVersion: "v1",
      kind: "Pod",
      metadata: {
        ...metadata,
        annotations: { ...metadata.annotations, [mirrorKey]: uid ?? "" },
        ...(node && { ownerReferences: [ownerOf(node)] }),
      },
      spec: pod.spec,
    });
  }

  private *deleteMirror({ metadata }: Pod): Process {
    yield* this.node.client.delete("pods", metadata.namespace, metadata.name ?? "", { gracePeriodSeconds: 0 });
  }
}

function isMirrorOf(mirror: Pod | undefined, pod: Pod): boolean {
  return mirror?.metadata.annotations?.[mirrorKey] === pod.metadata.uid;
}

function ownerOf({ metadata }: Node): NonNullable<Pod["metadata"]["ownerReferences"]>[number] {
  return { apiVersion: "v1", kind: "Node", name: metadata.name ?? "", uid: metadata.uid ?? "", controller: true };
}

function keyOf({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}`;
}
