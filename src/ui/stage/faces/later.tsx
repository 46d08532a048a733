import type { FaceComponent, LaterKind } from "../PlaceFace.tsx";
import { ContainerFace } from "./ContainerCard.tsx";
import { DensityFace } from "./density/DensityFace.tsx";
import { ContainerdFace, KubeletFace } from "./KubeletFaces.tsx";
import { MessageLane } from "./MessageLane.tsx";
import { OpenedPodList } from "./OpenedPodList.tsx";
import { OpenScheduler, SchedulerRow } from "./OpenScheduler.tsx";
import { PodFace, VolumeFace } from "./PodFaces.tsx";
import { ClientsFace, CountsFace, IngressFace, ServiceFace } from "./running/Askers.tsx";
import { HubFace, NodesFace, TerminalFace, UnplacedFace } from "./running/Grounds.tsx";
import { HostFace } from "./running/Host.tsx";
import { ResidentFace } from "./running/Resident.tsx";
import { RunningList } from "./running/RunningList.tsx";
import { StripFace, WorkloadFace } from "./running/Workload.tsx";

const places: { readonly [K in LaterKind]: FaceComponent } = {
  density: DensityFace,
  kubelet: KubeletFace,
  containerd: ContainerdFace,
  pod: PodFace,
  container: ContainerFace,
  volume: VolumeFace,
  strip: StripFace,
  hub: HubFace,
  workload: WorkloadFace,
  clients: ClientsFace,
  ingress: IngressFace,
  counts: CountsFace,
  service: ServiceFace,
  nodes: NodesFace,
  host: HostFace,
  resident: ResidentFace,
  unplaced: UnplacedFace,
  terminal: TerminalFace,
};

/** Faces that come after the first beat: the opened Pod, the running workload, and more than forty nodes. */
export const laterFaces = { places, MessageLane, OpenedPodList, OpenScheduler, RunningList, SchedulerRow };

export type LaterFaces = typeof laterFaces;
