import { Route } from "lucide-react";
import { useTranslate } from "../../../../i18n/index.ts";
import type { PlaceFrame, StageFrame } from "../../../../projection/stage/frame.ts";
import { StateIcon } from "../../../components/StateIcon.tsx";
import { span } from "../../figures.ts";
import { useFrame, useStageActions } from "../../frameStore.ts";
import { clampedTo } from "../fitting.ts";
import { Heading } from "./Heading.tsx";
import styles from "./running.module.css";
import { useRunningWords } from "./useRunningWords.ts";

const selectWaiting = (frame: StageFrame) => frame.running?.residents.filter(({ node }) => node === null).length ?? 0;
const selectWide = (frame: StageFrame) => frame.wide;
const selectTerminal = (frame: StageFrame) => frame.running?.terminal ?? null;

/** Nodes that the API server hears nothing of. */
const selectSilent = (frame: StageFrame) =>
  (frame.running?.hosts ?? [])
    .filter(({ broken }) => broken !== null)
    .map(({ name }) => name)
    .join(" ");

/** The API server, to which every node that works has a line. */
export function HubFace() {
  const t = useTranslate();
  const w = useRunningWords();
  const silent = useFrame(selectSilent);
  const said = silent === "" ? "" : w("noHeartbeats", { nodes: silent.split(" ") });
  return (
    <section className={styles.hub}>
      <Heading selects="apiServer" icon={Route} name={t("stage.apiServer")} says={said} />
      {said ? (
        <span className={styles.silent}>
          <StateIcon tone="fail" size={14} />
          {said}
        </span>
      ) : null}
    </section>
  );
}

/** The frame around many nodes: what a Service's line goes to. */
export function NodesFace() {
  const w = useRunningWords();
  return <section className={styles.ground} aria-label={w("nodes")} />;
}

/** Pods that no node has. */
export function UnplacedFace() {
  const w = useRunningWords();
  const count = useFrame(selectWaiting);
  return (
    <section className={styles.ground} data-ahead>
      <span className={styles.groundTitle}>{w("unplaced", { count })}</span>
    </section>
  );
}

/** What kubectl was told last, and what it said: beside it, or under it where that is longer. */
export function TerminalFace({ place }: { readonly place: PlaceFrame }) {
  const terminal = useFrame(selectTerminal);
  const wide = useFrame(selectWide);
  const words = useRunningWords();
  const { select } = useStageActions();
  if (!terminal) return null;
  const { command, output, error, ago } = terminal;
  const when = ago === null ? "" : words("ago", { span: span(ago) });
  const { w, h } = place.box;
  const perLine = Math.floor((w - 28) / (wide ? 7.05 : 6.3));
  const lines = Math.floor((h - 10) / (wide ? 17.5 : 15.7));
  const first = Math.min(lines - 1, Math.ceil((command.length + when.length + 3) / perLine));
  return (
    <button
      type="button"
      className={styles.terminal}
      data-now={place.now || undefined}
      data-past={ago !== null || undefined}
      data-low={h < 40 || undefined}
      title={`${command}\n${output}`}
      aria-label={`kubectl: ${command}${output ? `, ${output}` : ""}${when ? `, ${when}` : ""}`}
      onClick={() => select("terminal")}
    >
      <span className={styles.command} style={h < 40 ? undefined : clampedTo(first)}>
        {when ? <span className={styles.ago}>{when} </span> : null}
        <span className={styles.prompt} aria-hidden>
          ${" "}
        </span>
        {command}
      </span>
      <span className={error ? styles.error : styles.output} style={h < 40 ? undefined : clampedTo(lines - first)}>
        {output}
      </span>
    </button>
  );
}
