import type { FaceComponent, LaterKind } from "../PlaceFace.tsx";
import { DensityFace } from "./Density.tsx";
import { ContainerdFace, ContainerFace, KubeletFace, PodFace, ServiceFace, VolumeFace } from "./PodFaces.tsx";

export { OpenedPodList } from "./OpenedPodList.tsx";
export { ServiceFace } from "./PodFaces.tsx";

/** Faces that come after the first beat: the opened Pod, the running workload, and more than forty nodes. */
export const faces: { readonly [K in LaterKind]: FaceComponent } = {
  density: DensityFace,
  kubelet: KubeletFace,
  containerd: ContainerdFace,
  pod: PodFace,
  container: ContainerFace,
  volume: VolumeFace,
  service: ServiceFace,
};
