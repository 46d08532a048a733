import { useLayoutEffect, useRef } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { nodeIn, type StageFrame } from "../../projection/stage/frame.ts";
import type { NodeFrame } from "../../projection/stage/reveal/nodes.ts";
import { facePlace } from "./facePlace.ts";
import { ApiServerFace } from "./faces/ApiServer.tsx";
import { EtcdFace, KubectlFace } from "./faces/ControlPlane.tsx";
import { Bars, ScoreLine, Squares, Verdict } from "./faces/NodeParts.tsx";
import { Title } from "./faces/Title.tsx";
import { useFrame } from "./frameStore.ts";
import { useLaterFaces } from "./laterFaces.ts";
import styles from "./StageList.module.css";

const selectFrame = (frame: StageFrame) => frame;

/** With more nodes than that their zones are shown instead. */
const mostRows = 40;
/** Left and right of the list, and the height of the zones, pixels. */
const [margin, densityHeight] = [16, 320];

/** Cards that say that the beat is about them; the node that was picked does so as long as it is bound. */
const about = "[data-now], [data-state=now]:is(section)";
const aboutNode = `${about}, [data-current]`;

/** The list scrolls, so the API server tells all. */
const apiServerBox = { x: 0, y: 0, w: 360, h: 560 };

/** The stage on a phone: the same faces one under the other, what the beat is about first. */
export function StageList({ width }: { readonly width: number }) {
  const frame = useFrame(selectFrame);
  const later = useLaterFaces();
  const list = useRef<HTMLDivElement>(null);
  const { act, now, running, pod } = frame;
  // As the camera does on a wide stage: what the beat is about comes into view when the beat does, from the top no further
  // than it takes, whichever way one got there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same Pod may stand elsewhere than at the beat before, or its face come late
  useLayoutEffect(() => {
    if (now.length === 0 || !list.current) return;
    list.current.scrollTop = 0;
    const onlyTalk = act === 5 && !now.some((id) => id.startsWith("node/"));
    list.current.querySelector(onlyTalk ? about : aboutNode)?.scrollIntoView({ block: "nearest" });
  }, [act, now, running, pod, later]);
  const isTalk = frame.act < 4 || frame.act === 5;
  const Density = frame.nodeNames.length > mostRows ? later?.places.density : undefined;
  return (
    <div className={styles.whole}>
      {frame.lane && later ? (
        <later.MessageLane lane={frame.lane} />
      ) : isTalk ? (
        // It comes after the first beat: its place is kept.
        <div className={styles.laneRoom} />
      ) : null}
      <div ref={list} className={styles.list}>
        {isTalk ? <Talk frame={frame} /> : null}
        {frame.act === 4 && later ? <later.SchedulerRow frame={frame} /> : null}
        {frame.act >= 6 && frame.pod && later ? <later.OpenedPodList frame={frame} /> : null}
        {frame.running && later ? <later.RunningList running={frame.running} frame={frame} /> : null}
        {frame.act >= 6 ? null : Density ? (
          <Density
            place={{
              ...facePlace("density"),
              box: { x: 0, y: 0, w: Math.min(620, width - 2 * margin), h: densityHeight },
            }}
          />
        ) : (
          frame.nodeNames
            .slice(0, mostRows)
            .map((name) => <NodeRow key={name} node={nodeIn(frame, name)} scale={frame.scoreScale} />)
        )}
      </div>
    </div>
  );
}

function Talk({ frame }: { readonly frame: StageFrame }) {
  const later = useLaterFaces();
  return (
    <>
      {frame.act <= 3 ? <KubectlFace place={facePlace("kubectl")} /> : null}
      {frame.act === 5 && later ? <later.SchedulerRow frame={frame} /> : null}
      <ApiServerFace place={{ ...facePlace("apiServer"), box: apiServerBox }} />
      {frame.etcd.revisions.length > 0 && frame.act >= 3 ? <EtcdFace place={facePlace("etcd")} /> : null}
    </>
  );
}

function NodeRow({ node, scale }: { readonly node: NodeFrame | undefined; readonly scale: number }) {
  const t = useTranslate();
  if (!node) return null;
  const scored = node.columns.length > 0 && node.total !== null;
  return (
    <section
      className={styles.row}
      data-state={node.state}
      data-current={node.current || undefined}
      data-nominated={node.victims !== null || undefined}
    >
      <div className={styles.rowName}>
        <Title selects={`node/${node.name}`} name={node.name} />
        {node.zone ? <span className={styles.quiet}>{t("stage.zone", { zone: node.zone })}</span> : null}
      </div>
      <Bars node={node} only="cpu" />
      <div className={styles.rowVerdict}>
        {scored ? (
          <ScoreLine node={node} scale={scale} crown />
        ) : node.state === "resting" ? (
          <Squares node={node} most={6} />
        ) : (
          <Verdict node={node} />
        )}
      </div>
    </section>
  );
}
