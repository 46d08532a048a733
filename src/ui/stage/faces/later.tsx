import type { FaceComponent, LaterKind } from "../PlaceFace.tsx";
import { DensityFace } from "./Density.tsx";
import { OpenedPodList } from "./OpenedPodList.tsx";
import { ContainerdFace, ContainerFace, KubeletFace, PodFace, ServiceFace, VolumeFace } from "./PodFaces.tsx";

const places: { readonly [K in LaterKind]: FaceComponent } = {
  density: DensityFace,
  kubelet: KubeletFace,
  containerd: ContainerdFace,
  pod: PodFace,
  container: ContainerFace,
  volume: VolumeFace,
  service: ServiceFace,
};

/** Faces that come after the first beat: the opened Pod, the running workload, and more than forty nodes. */
export const laterFaces = { places, OpenedPodList, ServiceFace };

export type LaterFaces = typeof laterFaces;
