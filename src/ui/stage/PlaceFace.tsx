import type { ReactElement } from "react";
import { useTranslate } from "../../i18n/index.ts";
import type { PlaceFrame } from "../../projection/stage/frame.ts";
import type { PlaceKind } from "../../projection/stage/layout.ts";
import { ApiServerFace, ControllersFace, EtcdFace, KubectlFace } from "./faces/ControlPlane.tsx";
import { NodeFace } from "./faces/NodeFaces.tsx";
import { SchedulerFace } from "./faces/Scheduler.tsx";
import { useLaterFaces } from "./laterFaces.ts";
import styles from "./Stage.module.css";

export type FaceComponent = (props: { readonly place: PlaceFrame }) => ReactElement | null;

/** Things whose faces come after the first beat. */
export type LaterKind =
  | "density"
  | "kubelet"
  | "containerd"
  | "pod"
  | "container"
  | "volume"
  | "strip"
  | "hub"
  | "workload"
  | "clients"
  | "ingress"
  | "counts"
  | "service"
  | "nodes"
  | "host"
  | "resident"
  | "unplaced"
  | "terminal";

const faces: { readonly [K in Exclude<PlaceKind, LaterKind>]: FaceComponent } = {
  kubectl: KubectlFace,
  apiServer: ApiServerFace,
  etcd: EtcdFace,
  scheduler: SchedulerFace,
  controllers: ControllersFace,
  node: NodeFace,
  more: MoreFace,
};

/** Whatever stands at a place, with the face that it has room for. */
export function PlaceFace({ place }: { readonly place: PlaceFrame }) {
  const later = useLaterFaces();
  const Face = place.kind in faces ? faces[place.kind as keyof typeof faces] : later?.places[place.kind as LaterKind];
  return Face ? <Face place={place} /> : null;
}

const moreWords = { "more/services": "stage.moreServices", "more/pods": "stage.morePods" } as const;

function MoreFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  return (
    <div className={styles.more}>
      {place.box.w < 100
        ? `+${place.name}`
        : t(moreWords[place.id as keyof typeof moreWords] ?? "stage.moreNodes", { count: Number(place.name) })}
    </div>
  );
}
