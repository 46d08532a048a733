import { CornerDownRight, LoaderCircle, Square, Undo2 } from "lucide-react";
import { useMemo } from "react";
import { followed } from "../../../projection/inspection/follow.ts";
import { type ConsoleItem, useConsole } from "../../../state/console.ts";
import { type PlaygroundState, usePlayground } from "../../../state/playground.ts";
import { Button } from "../../components/Button.tsx";
import { virtualTimeText } from "../../timeline/virtualTime.ts";
import style from "./console.module.css";
import { Lines } from "./Lines.tsx";
import { useConsoleWords } from "./useConsoleWords.ts";

const selectInspection = (state: PlaygroundState) => state.presentation?.inspection;
const selectBeatIndex = (state: PlaygroundState) => state.beat;
const selectWorld = (state: PlaygroundState) => state.summary?.world;
const selectText = (state: PlaygroundState) => state.text;

/** A command that was typed, and what came of it. */
export function Item({ item, isNewest }: { readonly item: ConsoleItem; readonly isNewest: boolean }) {
  const t = useConsoleWords();
  return (
    <section className={style.item}>
      <p className={style.command}>
        <span aria-hidden>$ </span>
        {item.line}
        <span className={style.time}>{t("console.at", { time: virtualTimeText(item.time) })}</span>
      </p>
      {item.kind === "output" && <Lines lines={item.lines} />}
      {item.kind === "note" && <p className={style.note}>{t(item.note)}</p>}
      {item.kind === "follow" && <Followed item={item} isNewest={isNewest} />}
      {item.kind === "step" && <Stepped item={item} />}
    </section>
  );
}

type Of<Kind extends ConsoleItem["kind"]> = Extract<ConsoleItem, { kind: Kind }>;

/** Computed from the playhead alone: going back takes the later lines away. */
function Followed({ item, isNewest }: { readonly item: Of<"follow">; readonly isNewest: boolean }) {
  const t = useConsoleWords();
  const inspection = usePlayground(selectInspection);
  const world = usePlayground(selectWorld);
  const beat = usePlayground(selectBeatIndex);
  const { line, from, until } = item;
  const lines = useMemo(() => {
    if (!inspection || !world) return [];
    const here = inspection.entryAt(beat);
    const to = until === null ? here : Math.min(here, until);
    return to < from ? null : followed(inspection.run, world, line, from, to);
  }, [inspection, world, beat, line, from, until]);
  return (
    <>
      {lines === null ? <p className={style.note}>{t("console.ahead")}</p> : <Lines lines={lines} />}
      <p className={style.note}>
        {t(until === null ? "console.following" : "console.stopped")}
        {until === null && (
          <Button className={style.small} onClick={() => useConsole.getState().stop(item.id)}>
            <Square size={13} aria-hidden />
            {t("console.stop")}
            {isNewest && <kbd aria-hidden>Ctrl+C</kbd>}
          </Button>
        )}
      </p>
    </>
  );
}

/** A step of the script: what its command has printed at the playhead, and the way back. */
function Stepped({ item }: { readonly item: Of<"step"> }) {
  const t = useConsoleWords();
  const inspection = usePlayground(selectInspection);
  const beat = usePlayground(selectBeatIndex);
  const text = usePlayground(selectText);
  const seq = item.state === "played" ? inspection?.commandsGivenAt(item.at)[item.ordinal] : undefined;
  const told = useMemo(() => {
    const command = inspection?.transcriptAt(beat).find((one) => one.seq === seq);
    return { command, beat: seq === undefined ? null : (inspection?.beatOfCommand(seq) ?? null) };
  }, [inspection, beat, seq]);
  switch (item.state) {
    case "running":
      return (
        <p className={style.note}>
          <LoaderCircle size={14} aria-hidden /> {t("console.running")}
        </p>
      );
    case "refused":
      return <p className={style.error}>{t("console.refused", { message: item.message ?? "" })}</p>;
    case "takenBack":
      return <p className={style.note}>{t("console.takenBack")}</p>;
    default:
      return (
        <>
          {told.command ? (
            <Lines lines={told.command.lines} />
          ) : (
            <p className={style.note}>{t(seq === undefined ? "console.gone" : "console.ahead")}</p>
          )}
          <p className={style.note}>
            {told.beat !== null && told.beat !== beat && (
              <Button
                className={style.small}
                onClick={() => usePlayground.getState().goTo({ beat: told.beat ?? 0, p: 1 })}
              >
                <CornerDownRight size={14} aria-hidden />
                {t("console.goTo", { beat: told.beat + 1 })}
              </Button>
            )}
            {item.text === text && (
              <Button className={style.small} onClick={() => useConsole.getState().takeBack(item.id)}>
                <Undo2 size={14} aria-hidden />
                {t("console.takeBack")}
              </Button>
            )}
          </p>
        </>
      );
  }
}
