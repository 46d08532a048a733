import { type Node, type NodeProps, ReactFlow, type ReactFlowInstance, ViewportPortal } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { LocateFixed } from "lucide-react";
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import type { Scene } from "../../projection/model.ts";
import { frameAt, type PlaceFrame, type StageFrame } from "../../projection/stage/frame.ts";
import { isHolder, type LaterActs } from "../../projection/stage/layout.ts";
import { isWide, type Viewport } from "../../projection/stage/viewport.ts";
import { ActionsContext, createFrameStore, FrameContext, OpenedContext, useFrame } from "./frameStore.ts";
import { EdgeLayer, TokenLayer } from "./Layers.tsx";
import { Paper } from "./Paper.tsx";
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
  readonly onPick?: (key: string) => void;
  /** The zone and the pool of many nodes that are opened, by name. */
  readonly group?: readonly string[];
  readonly onOpenGroup?: (path: readonly string[]) => void;
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
    <div ref={pane} className={styles.stage} data-wide={(viewport && isWide(viewport)) || undefined}>
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
  onPick = onSelect,
  group = closed,
  onOpenGroup = ignore,
}: StageViewProps & { readonly viewport: Viewport }) {
  const frame = frameAt({ previous, scene, p, viewport, later, duration, still });
  const [store] = useState(() => createFrameStore(frame));
  useLayoutEffect(() => store.set(frame), [store, frame]);
  const actions = useMemo(() => ({ selection, select: onSelect, pick: onPick }), [selection, onSelect, onPick]);
  const opened = useMemo(() => ({ path: group, open: onOpenGroup }), [group, onOpenGroup]);
  return (
    <FrameContext value={store}>
      <ActionsContext value={actions}>
        <OpenedContext value={opened}>
          {frame.mode === "list" ? <StageList width={viewport.width} /> : <Canvas />}
        </OpenedContext>
      </ActionsContext>
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

/**
 * The camera belongs to React Flow while the person moves it: the picture is moved as a layer, and nothing is drawn
 * again. It follows the beats as long as the person has not taken it.
 */
function Canvas() {
  const t = useTranslate();
  const places = useFrame(selectPlaces);
  const camera = useFrame(selectCamera);
  const [following, setFollowing] = useState(true);
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
  const flow = useRef<ReactFlowInstance<PlaceNode> | null>(null);
  const onInit = useCallback((instance: ReactFlowInstance<PlaceNode>) => {
    flow.current = instance;
  }, []);
  useLayoutEffect(() => {
    if (following) void flow.current?.setViewport(camera);
  }, [following, camera]);
  const pane = useRef<HTMLDivElement>(null);
  // Without an event it is the page itself that moves the camera; a press that moves nothing is none.
  const onMove = useCallback((event: unknown) => {
    if (!event) return;
    pane.current?.setAttribute("data-moving", "");
    setFollowing(false);
  }, []);
  const onMoveEnd = useCallback(() => pane.current?.removeAttribute("data-moving"), []);
  return (
    <>
      <ReactFlow
        ref={pane}
        nodes={nodes}
        edges={noEdges}
        nodeTypes={nodeTypes}
        defaultViewport={camera}
        onInit={onInit}
        onMove={onMove}
        onMoveEnd={onMoveEnd}
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
        <Paper />
        <ViewportPortal>
          <EdgeLayer />
          <TokenLayer />
        </ViewportPortal>
      </ReactFlow>
      {following ? null : (
        <button
          type="button"
          className={styles.follow}
          title={t("stage.followHint")}
          onClick={() => setFollowing(true)}
        >
          <LocateFixed size={16} aria-hidden />
          {t("stage.follow")}
        </button>
      )}
    </>
  );
}

const closed: readonly string[] = [];
const ignore = (): void => {};
const noEdges: never[] = [];
const hideAttribution = { hideAttribution: true };
