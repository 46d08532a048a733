import {
  Background,
  type Viewport as Camera,
  type Node,
  type NodeProps,
  ReactFlow,
  ViewportPortal,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { LocateFixed } from "lucide-react";
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import type { Scene } from "../../projection/model.ts";
import { frameAt, type PlaceFrame, type StageFrame } from "../../projection/stage/frame.ts";
import { isHolder, type LaterActs, type Viewport } from "../../projection/stage/layout.ts";
import { ActionsContext, createFrameStore, FrameContext, useFrame } from "./frameStore.ts";
import { EdgeLayer, TokenLayer } from "./Layers.tsx";
import { PlaceFace } from "./PlaceFace.tsx";
import styles from "./Stage.module.css";
import { StageList } from "./StageList.tsx";

export interface StageViewProps {
  readonly previous: Scene | null;
  readonly scene: Scene;
  readonly later: LaterActs | null;
  readonly p: number;
  /** Length of the beat, milliseconds at 1×. */
  readonly duration: number;
  readonly still: boolean;
  readonly selection: string | null;
  readonly onSelect: (key: string) => void;
}

/** The diagram on which the journey happens. It has no clock: what it shows follows from the scenes and `p`. */
export function StageView(props: StageViewProps) {
  const pane = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState<Viewport | null>(null);
  useLayoutEffect(() => {
    const element = pane.current;
    if (!element) return;
    const measure = () => {
      const [width, height] = [Math.round(element.clientWidth), Math.round(element.clientHeight)];
      if (width > 0 && height > 0)
        setViewport((old) => (old?.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={pane} className={styles.stage} data-wide={(viewport && viewport.width >= 860) || undefined}>
      {viewport ? <Framed {...props} viewport={viewport} /> : null}
    </div>
  );
}

function Framed({
  previous,
  scene,
  later,
  p,
  duration,
  still,
  viewport,
  selection,
  onSelect,
}: StageViewProps & { readonly viewport: Viewport }) {
  const frame = frameAt({ previous, scene, p, viewport, later, duration, still });
  const [store] = useState(() => createFrameStore(frame));
  useLayoutEffect(() => store.set(frame), [store, frame]);
  const actions = useMemo(() => ({ selection, select: onSelect }), [selection, onSelect]);
  return (
    <FrameContext value={store}>
      <ActionsContext value={actions}>{frame.mode === "list" ? <StageList /> : <Canvas />}</ActionsContext>
    </FrameContext>
  );
}

type PlaceNode = Node<{ readonly place: PlaceFrame }, "place">;

const PlaceNodeView = memo(function PlaceNodeView({ data }: NodeProps<PlaceNode>) {
  return (
    <div className={styles.place} style={{ opacity: data.place.opacity }}>
      <PlaceFace place={data.place} />
    </div>
  );
});

const nodeTypes = { place: PlaceNodeView };
const selectPlaces = (frame: StageFrame) => frame.places;
const selectCamera = (frame: StageFrame) => frame.camera;

function nodeOf(place: PlaceFrame): PlaceNode {
  return {
    id: place.id,
    type: "place",
    position: { x: place.box.x, y: place.box.y },
    width: place.box.w,
    height: place.box.h,
    zIndex: isHolder(place) ? 0 : 2,
    style: { pointerEvents: "all" },
    data: { place },
  };
}

function Canvas() {
  const t = useTranslate();
  const places = useFrame(selectPlaces);
  const camera = useFrame(selectCamera);
  const [own, setOwn] = useState<Camera | null>(null);
  const known = useRef(new WeakMap<PlaceFrame, PlaceNode>());
  const nodes = useMemo(
    () =>
      places.map((place) => {
        const made = known.current.get(place) ?? nodeOf(place);
        known.current.set(place, made);
        return made;
      }),
    [places],
  );
  const moving = useRef(false);
  const onMoveStart = useCallback((event: unknown) => {
    moving.current = event !== null;
  }, []);
  const onViewportChange = useCallback((viewport: Camera) => {
    if (moving.current) setOwn(viewport);
  }, []);
  return (
    <>
      <ReactFlow
        nodes={nodes}
        edges={noEdges}
        nodeTypes={nodeTypes}
        viewport={own ?? camera}
        onViewportChange={onViewportChange}
        onMoveStart={onMoveStart}
        minZoom={0.2}
        maxZoom={2.5}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        panActivationKeyCode={null}
        zoomActivationKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        disableKeyboardA11y
        proOptions={hideAttribution}
      >
        <Background gap={20} size={1.6} color="var(--rule)" />
        <ViewportPortal>
          <EdgeLayer />
          <TokenLayer />
        </ViewportPortal>
      </ReactFlow>
      {own ? (
        <button type="button" className={styles.follow} title={t("stage.followHint")} onClick={() => setOwn(null)}>
          <LocateFixed size={16} aria-hidden />
          {t("stage.follow")}
        </button>
      ) : null}
    </>
  );
}

const noEdges: never[] = [];
const hideAttribution = { hideAttribution: true };
