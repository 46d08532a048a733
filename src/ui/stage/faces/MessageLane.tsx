import { CircleX, Eye } from "lucide-react";
import { type Translate, useTranslate } from "../../../i18n/index.ts";
import type { LaneFrame } from "../../../projection/stage/frame.ts";
import stage from "../Stage.module.css";
import styles from "./lane.module.css";

/** Where the stops stand, in percent: requests have the longer labels, so their leg is the longer one. */
const stopsAt: { readonly [count: number]: readonly number[] } = { 2: [0, 100], 3: [0, 64, 100] };

/** So many watchers are named, the others counted. */
const mostNamed = 2;

type Stop = LaneFrame["stops"][number][number];

function nameOf(stop: Stop, t: Translate): string {
  if (stop === "apiServer") return t("stage.apiServer");
  if (stop === "controllers") return t("stage.controllers");
  if (stop === "scheduler") return "kube-scheduler";
  if (stop.startsWith("node/")) return `kubelet ${stop.slice("node/".length)}`;
  return stop.replace(/^container\//, "");
}

/** On a phone: who talks with whom, and the message on its way. The narration says it; here it is for the eye. */
export function MessageLane({ lane: { stops, message } }: { readonly lane: LaneFrame }) {
  const t = useTranslate();
  const at = stopsAt[stops.length] ?? [0, 100];
  const [low, high] = message ? [Math.min(message.from, message.to), Math.max(message.from, message.to)] : [-1, -1];
  // Between the two stops, and whole at either.
  const share = message ? (message.from < message.to ? message.at : 1 - message.at) : 0;
  return (
    <div className={styles.lane} aria-hidden="true">
      <div className={styles.track}>
        {at.slice(1).map((end, i) => (
          <span
            key={end}
            className={styles.leg}
            data-now={(message && i >= low && i < high) || undefined}
            style={{ left: `${at[i]}%`, width: `${end - at[i]}%` }}
          />
        ))}
        {at.map((x, i) => (
          <span
            key={x}
            className={styles.stop}
            data-now={(message && (i === low || i === high)) || undefined}
            style={{ left: `${x}%` }}
          />
        ))}
        {message ? (
          <span
            className={`${stage.token} ${styles.message}`}
            data-kind={message.kind}
            data-ok={message.ok || undefined}
            style={{
              left: `${at[low] + share * (at[high] - at[low])}%`,
              transform: `translateX(${-share * 100}%)`,
            }}
          >
            {message.kind === "watch" ? <Eye size={14} /> : null}
            {message.ok ? null : <CircleX size={14} />}
            {message.label}
          </span>
        ) : null}
      </div>
      <div className={styles.names}>
        {stops.map((names, i) => (
          <span
            key={at[i]}
            data-now={(message && (i === low || i === high)) || undefined}
            style={{ left: `${at[i]}%` }}
          >
            {names
              .slice(0, mostNamed)
              .map((name) => nameOf(name, t))
              .join(", ")}
            {names.length > mostNamed ? ` +${names.length - mostNamed}` : ""}
          </span>
        ))}
      </div>
    </div>
  );
}
