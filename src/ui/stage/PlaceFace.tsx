import type { ReactElement } from "react";
import { useTranslate } from "../../i18n/index.ts";
import type { PlaceFrame, StageFrame } from "../../projection/stage/frame.ts";
import type { PlaceKind } from "../../projection/stage/layout.ts";
import { ApiServerFace } from "./faces/ApiServer.tsx";
import { ControllersFace, EtcdFace, KubectlFace } from "./faces/ControlPlane.tsx";
import { NodeFace } from "./faces/NodeFaces.tsx";
import { SchedulerFace } from "./faces/Scheduler.tsx";
import { useFrame, useStageActions } from "./frameStore.ts";
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

const moreWords = {
  "more/ingresses": "stage.moreIngresses",
  "more/services": "stage.moreServices",
  "more/pods": "stage.morePods",
} as const;

/** What the stage has no room for, counted. Services and Ingresses by their names, and the first of them at a click: the inspector lists all. */
function MoreFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const { select } = useStageActions();
  const unseen = useFrame((frame) => unseenBehind(place.id, frame));
  const words =
    place.box.w < 100
      ? `+${place.name}`
      : t(moreWords[place.id as keyof typeof moreWords] ?? "stage.moreNodes", { count: Number(place.name) });
  if (unseen.length === 0) return <div className={styles.more}>{words}</div>;
  const names = unseen.map(({ name }) => name).join(", ");
  return (
    <button
      type="button"
      className={styles.more}
      title={names}
      aria-label={`${words}: ${names}`}
      onClick={() => select(unseen[0].key)}
    >
      {words}
    </button>
  );
}

type Unseen = readonly { readonly key: string; readonly name: string }[];
const none: Unseen = [];
const unseenOf = new WeakMap<StageFrame["places"], { readonly [id: string]: Unseen }>();

/** The same list for the same places: what a frame is asked for has to keep its identity. */
function unseenBehind(id: string, { running, places }: StageFrame): Unseen {
  if (!running) return none;
  let known = unseenOf.get(places);
  if (!known) {
    const seen = new Set(places.map((each) => each.id));
    const unseen = (all: Unseen): Unseen => all.filter(({ key }) => !seen.has(key));
    known = { "more/services": unseen(running.services), "more/ingresses": unseen(running.ingresses) };
    unseenOf.set(places, known);
  }
  return known[id] ?? none;
}
