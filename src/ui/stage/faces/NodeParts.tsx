import { CircleDashed, Crown, Flag, LogOut, ScanSearch } from "lucide-react";
import { useTranslate } from "../../../i18n/index.ts";
import type { NodeFrame } from "../../../projection/stage/reveal/nodes.ts";
import { PodSquare } from "../../components/PodShape.tsx";
import { ResourceBar } from "../../components/ResourceBar.tsx";
import { StateIcon } from "../../components/StateIcon.tsx";
import { figure, podName, shortReason } from "../figures.ts";
import { useStageActions } from "../frameStore.ts";
import { scoreLook } from "../scoreLetters.ts";
import { breakable } from "./breakable.ts";
import styles from "./node.module.css";

export function Bars({ node, only }: { readonly node: NodeFrame; readonly only?: "cpu" }) {
  const t = useTranslate();
  return (
    <div className={styles.bars}>
      {node.bars
        .filter((bar) => !only || bar.resource === only)
        .map((bar) => (
          <ResourceBar
            key={bar.resource}
            label={bar.resource === "cpu" ? "cpu" : t("stage.mem")}
            allocatable={bar.allocatable}
            requested={bar.requested}
            ghost={
              node.state === "resting" || node.state === "toCome"
                ? node.ghost === 1 && node.state === "resting"
                  ? bar.ghost
                  : null
                : bar.ghost
            }
            shown={node.ghost}
            fits={bar.fits}
            figures={`${figure(bar.resource, bar.requested + (node.assumed ? (bar.ghost ?? 0) : 0))} / ${figure(bar.resource, bar.allocatable)}`}
          />
        ))}
    </div>
  );
}

export function Squares({ node, most = 12 }: { readonly node: NodeFrame; readonly most?: number }) {
  const { select } = useStageActions();
  const t = useTranslate();
  if (node.pods.length === 0) return null;
  const hidden = node.pods.length - most;
  return (
    <div className={styles.squares}>
      {node.pods.slice(0, most).map((pod) => (
        <button
          key={pod.pod}
          type="button"
          className={styles.square}
          data-victim={node.victims?.includes(pod.pod) || undefined}
          data-leaving={pod.leaving}
          title={podName(pod.pod)}
          aria-label={`Pod ${podName(pod.pod)}, ${pod.status}`}
          onClick={() => select(`pod/${pod.pod}`)}
        >
          <PodSquare own={pod.own} />
        </button>
      ))}
      {hidden > 0 ? <span className={styles.moreSquares}>{t("stage.morePods", { count: hidden })}</span> : null}
    </div>
  );
}

export function Taints({ node }: { readonly node: NodeFrame }) {
  const t = useTranslate();
  const told = node.taints.filter(
    (taint) => !/^node\.kubernetes\.io\/(unschedulable|not-ready|unreachable)$/.test(taint.key),
  );
  const words = told.map((taint) => `${taint.key}${taint.value ? `=${taint.value}` : ""}:${taint.effect}`);
  if (!node.ready) words.unshift(t("stage.notReady"));
  else if (node.unschedulable) words.unshift(t("stage.cordoned"));
  if (words.length === 0) return null;
  return (
    <div className={styles.taints}>
      <Flag size={14} strokeWidth={1.9} aria-hidden />
      <span>
        {words.map((word) => (
          <span key={word} className={styles.taint}>
            {breakable(word)}
          </span>
        ))}
      </span>
    </div>
  );
}

/** What is said of a node, at the foot of its card. */
export function Verdict({
  node,
  low = false,
  narrow = false,
}: {
  readonly node: NodeFrame;
  readonly low?: boolean;
  /** As narrow as the longest word of a reason. */
  readonly narrow?: boolean;
}) {
  const t = useTranslate();
  const cpu = node.bars.find((bar) => bar.resource === "cpu");
  const short = node.bars.find((bar) => !bar.fits) ?? cpu;
  const asks =
    short && short.ghost !== null
      ? t("stage.asks", {
          asked: figure(short.resource, short.ghost),
          free: figure(short.resource, Math.max(0, short.allocatable - short.requested)),
        })
      : null;
  if (node.victims) {
    return (
      <div className={styles.verdict} data-tone="now" data-narrow={narrow || undefined}>
        <LogOut size={16} strokeWidth={1.9} aria-hidden />
        <b className={styles.reason}>{t("stage.victims", { pods: node.victims.map(podName) })}</b>
      </div>
    );
  }
  if (node.state === "refused" && node.verdict) {
    const tight = short && !short.fits;
    return (
      <div className={styles.verdict} data-tone="fail" data-narrow={narrow || undefined} style={{ opacity: node.said }}>
        <StateIcon tone="fail" size={narrow ? 14 : undefined} />
        <span>
          {node.verdict.reasons.map((reason) => (
            <b key={reason} className={styles.reason}>
              {breakable(shortReason(reason)).replace(/\bun(?=schedulable)/, "un\u00AD")}
            </b>
          ))}
          {tight && asks && !(low && node.verdict.reasons.length > 1) && node.verdict.plugin === "NodeResourcesFit" ? (
            <span className={styles.reason}>{asks}</span>
          ) : null}
        </span>
      </div>
    );
  }
  if (node.state === "now") {
    return (
      <div className={styles.verdict} data-tone="now">
        <ScanSearch size={16} strokeWidth={1.9} aria-hidden />
        <b style={{ opacity: Math.max(0.001, node.ghost) }}>{asks}</b>
      </div>
    );
  }
  if (node.state === "passed") {
    return (
      <div className={styles.verdict} data-tone="pass">
        <StateIcon tone="pass" />
        <b className={styles.reason}>{asks ?? t("stage.fits")}</b>
      </div>
    );
  }
  if (node.state === "toCome") {
    return (
      <div className={styles.verdict} data-tone="toCome">
        <CircleDashed size={16} strokeWidth={1.9} aria-hidden />
        <span>{t("stage.toCome")}</span>
      </div>
    );
  }
  if (node.state === "picked") {
    return (
      <div className={styles.verdict} data-tone="now">
        <Crown size={16} strokeWidth={1.9} aria-hidden />
        <b className={styles.reason}>{t(node.assumed ? "stage.assumed" : "stage.picked")}</b>
      </div>
    );
  }
  if (node.state === "notPicked") {
    return (
      <div className={styles.verdict} data-tone="toCome">
        <span>{t("stage.notPicked")}</span>
      </div>
    );
  }
  return null;
}

/** The score as a column of segments, bottom-up in plugin order, with its total at the foot. */
export function ScoreColumn({ node, scale }: { readonly node: NodeFrame; readonly scale: number }) {
  const t = useTranslate();
  const rank = node.rank;
  const foot =
    node.state === "picked"
      ? t(node.assumed ? "stage.assumed" : "stage.picked")
      : rank === null
        ? ""
        : rank === 1
          ? t("stage.tied")
          : t("stage.place", { rank });
  return (
    <>
      <div
        className={styles.scores}
        role="img"
        aria-label={node.columns.map((column) => `${column.plugin} ${Math.round(column.contribution)}`).join(", ")}
      >
        {node.columns.map((column) => {
          const look = scoreLook(column.plugin);
          const share = column.contribution / scale;
          return (
            <div
              key={column.plugin}
              className={styles.segment}
              data-now={(column.now && share > 0.01) || undefined}
              title={`${column.plugin} ${Math.round(column.contribution)}`}
              style={{ height: `${share * 100}%`, background: look.background, color: look.color }}
            >
              {share >= 0.108 ? (
                <>
                  <span>{look.letter}</span>
                  <span>{Math.round(column.contribution)}</span>
                </>
              ) : null}
            </div>
          );
        })}
      </div>
      <div className={styles.total}>
        <span className={styles.rank}>{foot}</span>
        <span className={styles.sum}>{node.total ?? ""}</span>
      </div>
    </>
  );
}

/** The same column lying down, for a row of a list. */
export function ScoreLine({
  node,
  scale,
  crown,
}: {
  readonly node: NodeFrame;
  readonly scale: number;
  readonly crown?: boolean;
}) {
  return (
    <div className={styles.line}>
      <span className={styles.lineParts} aria-hidden>
        {node.columns.map((column) => (
          <span
            key={column.plugin}
            style={{
              width: `${(column.contribution / scale) * 100}%`,
              background: scoreLook(column.plugin).background,
            }}
          />
        ))}
      </span>
      {crown && node.crown > 0 ? <Crown size={17} className={styles.lineCrown} aria-hidden /> : null}
      <span className={styles.sum}>{node.total}</span>
    </div>
  );
}

export function CrownMark() {
  return (
    <span className={styles.crown}>
      <Crown size={17} strokeWidth={2} aria-hidden />
    </span>
  );
}
