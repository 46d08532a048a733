import { Anchor } from "lucide-react";
import { useTranslate } from "../../../i18n/index.ts";
import { nodeIn, type PlaceFrame, type StageFrame } from "../../../projection/stage/frame.ts";
import type { NodeFrame } from "../../../projection/stage/reveal/nodes.ts";
import { StateIcon } from "../../components/StateIcon.tsx";
import { podName } from "../figures.ts";
import { useFrame } from "../frameStore.ts";
import { Bars, ScoreColumn, ScoreLine, Squares, Taints, Verdict } from "./NodeParts.tsx";
import styles from "./node.module.css";
import { Title } from "./Title.tsx";

const selectScale = (frame: StageFrame) => frame.scoreScale;

export function NodeFace({ place }: { readonly place: PlaceFrame }) {
  const node = useFrame((frame) => nodeIn(frame, place.name));
  if (!node) return null;
  switch (place.face) {
    case "card":
    case "short":
      return <NodeCard node={node} short={place.face === "short"} low={place.box.h < 200} narrow={place.box.w < 126} />;
    case "chip":
      return <NodeChip node={node} place={place} />;
    case "mini":
      return <NodeMini node={node} tight={place.box.h < 60} />;
    default:
      return <NodeOpened node={node} />;
  }
}

function useStateWord(node: NodeFrame): string {
  const t = useTranslate();
  const words = {
    resting: t("stage.pods", { count: node.pods.length }),
    now: t("stage.state.now"),
    refused: node.victims
      ? t("stage.victims", { pods: node.victims.map(podName) })
      : (node.verdict?.reasons.join(", ") ?? t("stage.refused")),
    toCome: t("stage.toCome"),
    passed: t("stage.fits"),
    scored: node.total === null ? "" : t("stage.total", { total: node.total }),
    picked: t(node.assumed ? "stage.assumed" : "stage.picked"),
    notPicked: t("stage.notPicked"),
  };
  return words[node.state];
}

function NodeTitle({ node }: { readonly node: NodeFrame }) {
  const t = useTranslate();
  return (
    <Title
      selects={`node/${node.name}`}
      name={node.name}
      says={useStateWord(node)}
      note={node.zone ? t("stage.zone", { zone: node.zone }) : null}
    />
  );
}

function NodeCard({
  node,
  short,
  low,
  narrow,
}: {
  readonly node: NodeFrame;
  readonly short: boolean;
  /**
   * On a low card the reason needs the room of the Pods, two reasons that of the figures: the bars have them. On a lower one
   * it needs that of the bar, which says nothing about a reason other than a resource.
   */
  readonly low: boolean;
  readonly narrow: boolean;
}) {
  const scale = useFrame(selectScale);
  const scored = node.columns.length > 0 && node.total !== null;
  const quiet = node.state === "refused";
  return (
    <section
      className={styles.node}
      data-state={node.state}
      data-current={node.current || undefined}
      data-short={short || undefined}
      data-nominated={node.victims !== null || undefined}
    >
      {short ? <Title selects={`node/${node.name}`} name={node.name} /> : <NodeTitle node={node} />}
      {scored && !short && !node.assumed ? (
        <>
          {node.columns.some((column) => column.plugin === "TaintToleration" && column.contribution === 0) ? (
            <Taints node={node} />
          ) : null}
          <ScoreColumn node={node} scale={scale} />
        </>
      ) : (
        <>
          {short && quiet && node.verdict?.plugin !== "NodeResourcesFit" ? null : (
            <Bars node={node} only={short ? "cpu" : undefined} />
          )}
          {short || (low && quiet && !node.victims) ? null : <Squares node={node} />}
          {short || quiet ? null : <Taints node={node} />}
          {scored ? <ScoreLine node={node} scale={scale} /> : <Verdict node={node} low={low} narrow={narrow} />}
        </>
      )}
    </section>
  );
}

function NodeMini({ node, tight }: { readonly node: NodeFrame; readonly tight: boolean }) {
  const scale = useFrame(selectScale);
  const tone = node.state === "refused" ? "fail" : node.state === "passed" ? "pass" : null;
  return (
    <section
      className={styles.mini}
      data-nominated={node.victims !== null || undefined}
      data-state={node.state}
      data-tight={tight || undefined}
      title={node.verdict?.reasons.join(", ")}
    >
      <Title
        selects={`node/${node.name}`}
        name={node.name}
        says={useStateWord(node)}
        note={tone ? <StateIcon tone={tone} size={15} /> : null}
      />
      {node.columns.length > 0 ? <ScoreLine node={node} scale={scale} /> : <Bars node={node} only="cpu" />}
    </section>
  );
}

function NodeChip({ node, place }: { readonly node: NodeFrame; readonly place: PlaceFrame }) {
  const t = useTranslate();
  const tiny = place.box.h < 56;
  const own = place.id.startsWith("chip/");
  const refused = node.state === "refused";
  const picked = node.state === "picked";
  return (
    <section
      className={styles.chip}
      data-state={own || picked ? "picked" : refused ? "refused" : "resting"}
      data-tiny={tiny || undefined}
    >
      <Title selects={`node/${node.name}`} name={node.name} says={useStateWord(node)} />
      {tiny ? (
        <Bars node={node} only="cpu" />
      ) : (
        <div className={styles.chipLine} data-tone={refused ? "fail" : undefined}>
          {refused ? (
            <>
              <StateIcon tone="fail" size={15} /> {t("stage.refused")}
            </>
          ) : picked ? (
            <>
              {place.box.w > 130 ? <Anchor size={15} aria-hidden /> : null}
              {t("stage.kubeletWatches")}
            </>
          ) : node.state === "notPicked" || node.state === "scored" ? (
            t("stage.notPicked")
          ) : node.pods.length > 0 ? (
            <Squares node={node} most={5} />
          ) : (
            <Bars node={node} only="cpu" />
          )}
        </div>
      )}
    </section>
  );
}

/** Act 6: the picked node as the frame that everything else stands in. */
function NodeOpened({ node }: { readonly node: NodeFrame }) {
  const t = useTranslate();
  return (
    <section className={styles.opened}>
      <div className={styles.openedHead}>
        <Title selects={`node/${node.name}`} name={node.name} />
        {node.zone ? <span className={styles.quiet}>{t("stage.zone", { zone: node.zone })}</span> : null}
      </div>
    </section>
  );
}
