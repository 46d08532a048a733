import { Copy, Eraser } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { type ConsoleItem, useConsole } from "../../../state/console.ts";
import { type PlaygroundState, usePlayground } from "../../../state/playground.ts";
import { IconButton } from "../../components/Button.tsx";
import { virtualTimeText } from "../../timeline/virtualTime.ts";
import style from "./console.module.css";
import { Item } from "./Item.tsx";
import { Lines } from "./Lines.tsx";
import { Prompt } from "./Prompt.tsx";
import { useConsoleWords } from "./useConsoleWords.ts";

const selectInspection = (state: PlaygroundState) => state.presentation?.inspection;
const selectBeatIndex = (state: PlaygroundState) => state.beat;
const selectTime = (state: PlaygroundState) => state.journey?.beats[state.beat]?.time ?? 0;

/** kubectl on the cluster of the playhead's moment: what the run itself gave, what was typed, and the prompt. */
export function ConsoleTab() {
  const t = useConsoleWords();
  const items = useConsole((state) => state.items);
  const time = usePlayground(selectTime);
  const log = useRef<HTMLDivElement>(null);
  const prompt = useRef<HTMLTextAreaElement>(null);
  const isFresh = items.length === 0;
  useEffect(() => {
    // What is printed last is in sight, also when it comes later than its command.
    const output = log.current;
    if (!output || isFresh) return;
    const observer = new ResizeObserver(() =>
      prompt.current?.closest("[role=tabpanel]")?.scrollTo(0, output.scrollHeight),
    );
    observer.observe(output);
    return () => observer.disconnect();
  }, [isFresh]);
  return (
    <section className={style.console}>
      <header className={style.head}>
        <p>{isFresh && t("console.lead")}</p>
        <CopyAll log={log} />
        <IconButton label={t("console.clear")} hotkey="Ctrl+L" onClick={() => useConsole.getState().clear()}>
          <Eraser size={16} aria-hidden />
        </IconButton>
      </header>
      <div ref={log} className={style.log} role="log" aria-label={t("console.log")}>
        <OfTheRun items={items} />
        {items.map((item, index) => (
          <Item key={item.id} item={item} isNewest={index === items.length - 1} />
        ))}
      </div>
      <Prompt field={prompt} time={virtualTimeText(time)} />
    </section>
  );
}

/** What the run's own kubectl was given and printed so far; steps that were typed here stand with what was typed. */
function OfTheRun({ items }: { readonly items: readonly ConsoleItem[] }) {
  const t = useConsoleWords();
  const inspection = usePlayground(selectInspection);
  const beat = usePlayground(selectBeatIndex);
  const time = usePlayground(selectTime);
  const commands = useMemo(() => {
    const typed = new Set(
      items.flatMap((item) =>
        item.kind === "step" && item.state === "played"
          ? (inspection?.commandsGivenAt(item.at)[item.ordinal] ?? -1)
          : [],
      ),
    );
    return inspection?.transcriptAt(beat).filter(({ seq }) => !typed.has(seq)) ?? [];
  }, [inspection, beat, items]);
  return (
    <section className={style.item}>
      <p className={style.note}>{t("console.run", { time: virtualTimeText(time) })}</p>
      {commands.map(({ seq, command, lines }) => (
        <div key={seq}>
          <p className={style.command}>
            <span aria-hidden>$ </span>
            {command}
          </p>
          <Lines lines={lines} />
        </div>
      ))}
    </section>
  );
}

function CopyAll({ log }: { readonly log: React.RefObject<HTMLDivElement | null> }) {
  const t = useConsoleWords();
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(log.current?.innerText ?? "");
      setSaid(t("console.copied"));
    } catch {
      setSaid(t("console.copyFailed"));
    }
  };
  return (
    <>
      <span role="status" className={style.note}>
        {said}
      </span>
      <IconButton label={t("console.copy")} onClick={() => void copy()}>
        <Copy size={16} aria-hidden />
      </IconButton>
    </>
  );
}
