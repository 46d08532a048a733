import type { ReactElement } from "react";
import { useTranslate } from "../../i18n/index.ts";
import type { PlaceFrame } from "../../projection/stage/frame.ts";
import type { PlaceKind } from "../../projection/stage/layout.ts";
import { ApiServerFace, ControllersFace, EtcdFace, KubectlFace } from "./faces/ControlPlane.tsx";
import { DensityFace } from "./faces/Density.tsx";
import { NodeFace } from "./faces/NodeFaces.tsx";
import { ContainerdFace, ContainerFace, KubeletFace, PodFace, ServiceFace, VolumeFace } from "./faces/PodFaces.tsx";
import { SchedulerFace } from "./faces/Scheduler.tsx";
import styles from "./Stage.module.css";

type FaceComponent = (props: { readonly place: PlaceFrame }) => ReactElement | null;

const faces: { readonly [K in PlaceKind]: FaceComponent } = {
  kubectl: KubectlFace,
  apiServer: ApiServerFace,
  etcd: EtcdFace,
  scheduler: SchedulerFace,
  controllers: ControllersFace,
  node: NodeFace,
  density: DensityFace,
  more: MoreFace,
  kubelet: KubeletFace,
  containerd: ContainerdFace,
  pod: PodFace,
  container: ContainerFace,
  volume: VolumeFace,
  service: ServiceFace,
};

/** Whatever stands at a place, with the face that it has room for. */
export function PlaceFace({ place }: { readonly place: PlaceFrame }) {
  const Face = faces[place.kind];
  return <Face place={place} />;
}

function MoreFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  return (
    <div className={styles.more}>
      {place.box.w < 100
        ? `+${place.name}`
        : t(place.id === "more/services" ? "stage.moreServices" : "stage.moreNodes", { count: Number(place.name) })}
    </div>
  );
}
