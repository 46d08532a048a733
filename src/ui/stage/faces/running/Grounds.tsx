import { Route } from "lucide-react";
import { useTranslate } from "../../../../i18n/index.ts";
import type { PlaceFrame, StageFrame } from "../../../../projection/stage/frame.ts";
import { useFrame } from "../../frameStore.ts";
import { Heading } from "./Heading.tsx";
import styles from "./running.module.css";
import { useRunningWords } from "./useRunningWords.ts";

const selectWaiting = (frame: StageFrame) => frame.running?.residents.filter(({ node }) => node === null).length ?? 0;
const selectTerminal = (frame: StageFrame) => frame.running?.terminal ?? null;

/** The API server, to which every node that works has a line. */
export function HubFace() {
  const t = useTranslate();
  return (
    <section className={styles.hub}>
      <Heading selects="apiServer" icon={Route} name={t("stage.apiServer")} />
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
  if (!terminal) return null;
  return (
    <section className={styles.terminal} data-now={place.now || undefined} data-low={place.box.h < 40 || undefined}>
      <span title={terminal.command}>
        <span className={styles.prompt} aria-hidden>
          ${" "}
        </span>
        {terminal.command}
      </span>
      <span className={terminal.error ? styles.error : styles.output} title={terminal.output}>
        {terminal.output.split("\n")[0]}
      </span>
    </section>
  );
}
