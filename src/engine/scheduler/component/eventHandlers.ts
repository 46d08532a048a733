import type { Node } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { InformerHandlers } from "../../client/client.ts";
import { createPodInfo, podKey } from "../framework/podInfo.ts";
import { nodeUpdateEvents, podUpdateEvents } from "../queue/clusterEvent.ts";
import type { SchedulerParts } from "./schedulerContext.ts";

/** Resources that the cache wants, besides Pods and Nodes; upstream's event labels shorten some kinds. */
const otherResources: { readonly [resource: string]: string } = {
  namespaces: "Namespace",
  services: "Service",
  replicationcontrollers: "ReplicationController",
  replicasets: "ReplicaSet",
  statefulsets: "StatefulSet",
  poddisruptionbudgets: "PodDisruptionBudget",
  persistentvolumes: "PersistentVolume",
  persistentvolumeclaims: "PersistentVolumeClaim",
  storageclasses: "StorageClass",
  csinodes: "CSINode",
  csidrivers: "CSIDriver",
  csistoragecapacities: "CSIStorageCapacity",
  volumeattachments: "VolumeAttachment",
};

const isFinished = ({ status }: Pod): boolean => status?.phase === "Succeeded" || status?.phase === "Failed";
const isAssigned = ({ spec }: Pod): boolean => (spec.nodeName ?? "") !== "";

/**
 * Keeps cache and queue current with what the API server tells; `wake` starts the loop when a Pod may be waiting.
 * `isOurs` says whether a pending Pod names one of this scheduler's profiles.
 *
 * Models pkg/scheduler/eventhandlers.go (v1.34).
 */
export function watchCluster(parts: SchedulerParts, isOurs: (pod: Pod) => boolean, wake: () => void): void {
  const { client } = parts;
  client.informer<Node>("nodes", {}, nodeHandlers(parts, wake));
  for (const [resource, kind] of Object.entries(otherResources)) {
    client.informer<KubernetesObject>(resource, {}, otherHandlers(parts, kind, wake));
  }
  client.informer<Pod>("pods", {}, podHandlers(parts, isOurs, wake));
}

function nodeHandlers({ cache, queue }: SchedulerParts, wake: () => void): InformerHandlers<Node> {
  return {
    added(node) {
      cache.apply(node);
      queue.clusterEvent({ kind: "Node", action: "Add", label: "NodeAdd", after: node });
      wake();
    },
    updated(before, node) {
      cache.apply(node);
      for (const event of nodeUpdateEvents(before, node)) queue.clusterEvent(event);
      wake();
    },
    deleted(node) {
      cache.remove(node);
      queue.clusterEvent({ kind: "Node", action: "Delete", label: "NodeDelete", before: node });
      wake();
    },
  };
}

function otherHandlers(
  { cache, queue }: SchedulerParts,
  kind: string,
  wake: () => void,
): InformerHandlers<KubernetesObject> {
  return {
    added(object) {
      cache.apply(object);
      queue.clusterEvent({ kind, action: "Add", label: `${kind}Add`, after: object });
      wake();
    },
    updated(before, object) {
      cache.apply(object);
      queue.clusterEvent({ kind, action: "Update", label: `${kind}Update`, before, after: object });
      wake();
    },
    deleted(object) {
      cache.remove(object);
      queue.clusterEvent({ kind, action: "Delete", label: `${kind}Delete`, before: object });
      wake();
    },
  };
}

function podHandlers(
  { cache, queue }: SchedulerParts,
  isOurs: (pod: Pod) => boolean,
  wake: () => void,
): InformerHandlers<Pod> {
  const handlers = {
    added(pod: Pod): void {
      if (isFinished(pod)) return;
      if (isAssigned(pod)) {
        cache.apply(pod);
        queue.clusterEvent({ kind: "Pod", action: "Add", label: "AssignedPodAdd", after: pod });
      } else if (isOurs(pod)) {
        cache.apply(pod);
        queue.add(createPodInfo(pod));
      }
      wake();
    },
    updated(before: Pod, pod: Pod): void {
      if (before.metadata.uid !== pod.metadata.uid) {
        handlers.deleted(before);
        handlers.added(pod);
      } else if (isFinished(pod)) {
        if (!isFinished(before)) handlers.deleted(pod);
      } else if (!isAssigned(pod)) {
        if (cache.isAssumed(podKey(pod)) || !isOurs(pod)) return;
        cache.apply(pod);
        queue.update(createPodInfo(pod));
      } else {
        cache.apply(pod);
        if (isAssigned(before)) {
          for (const event of podUpdateEvents(before, pod, "AssignedPod")) queue.clusterEvent(event);
        } else {
          if (queue.has(podKey(pod))) queue.delete(podKey(pod));
          queue.clusterEvent({ kind: "Pod", action: "Add", label: "AssignedPodAdd", after: pod });
        }
      }
      wake();
    },
    deleted(pod: Pod): void {
      const key = podKey(pod);
      cache.remove(pod);
      if (!isAssigned(pod)) queue.delete(key);
      const counts = isAssigned(pod) || !!pod.status?.nominatedNodeName;
      if (counts) queue.clusterEvent({ kind: "Pod", action: "Delete", label: "AssignedPodDelete", before: pod });
      wake();
    },
  };
  return handlers;
}
