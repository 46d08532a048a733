import type { ContainerScene } from "../../../projection/model.ts";
import { span } from "../figures.ts";
import styles from "./pod.module.css";
import { useRunningWords } from "./running/useRunningWords.ts";

type Probe = ContainerScene["probes"][number];

/** Pixels of a card in which the call, or the answer alone, has room between the probe's name and its results. */
const roomFor = { call: 300, answer: 210 };

/** One probe of a container: its last results, how many in a row of how many that decide, and at its beat what was asked and answered. */
export function ProbeLine({
  probe: { probe, results, run, now },
  room,
}: {
  readonly probe: Probe;
  readonly room: number;
}) {
  const w = useRunningWords();
  const counts = run !== null && (!run.ok || run.threshold > 1);
  return (
    <div className={styles.probe} data-now={now !== null || undefined}>
      <span>{probe}</span>
      {now && room >= roomFor.answer ? (
        <span className={styles.check} title={`${now.call} → ${now.answer ?? ""}`}>
          {room >= roomFor.call ? <code>{now.call}</code> : null}
          {now.answer === null ? null : (
            <b data-ok={now.ok || undefined}>
              {room >= roomFor.call ? "→ " : ""}
              {now.answer}
            </b>
          )}
        </span>
      ) : null}
      <span className={styles.ticks}>
        {results.slice(room < roomFor.answer || (now && room < 360) ? -3 : -6).map((result) => (
          <span key={result.time} data-ok={result.success || undefined} title={span(result.time)}>
            {result.success ? null : "✕"}
          </span>
        ))}
        {results.length === 0 ? [1, 2, 3].map((i) => <span key={i} data-ahead />) : null}
        {counts ? (
          <b className={styles.tally} data-ok={run.ok || undefined} title={w("inARow", run)}>
            {Math.min(run.consecutive, run.threshold)}/{run.threshold}
          </b>
        ) : null}
      </span>
    </div>
  );
}
