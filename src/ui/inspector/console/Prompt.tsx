import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { completeKubectl } from "../../../engine/index.ts";
import { useConsole } from "../../../state/console.ts";
import { type PlaygroundState, usePlayground } from "../../../state/playground.ts";
import style from "./console.module.css";
import { commonStart, isUnfinished } from "./typing.ts";
import { useConsoleWords } from "./useConsoleWords.ts";

const selectPod = (state: PlaygroundState) => state.journey?.pod ?? null;

/** Where to start, for those who see the console for the first time. */
function suggestionsFor(pod: string | null): readonly string[] {
  const [namespace, name] = pod?.split("/") ?? [];
  const place = namespace === "default" ? "" : ` -n ${namespace}`;
  const own = name ? [`kubectl describe pod ${name}${place}`] : [];
  return ["kubectl get pods -o wide", ...own, "kubectl top nodes", "kubectl help"];
}

interface PromptProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** The moment that a command would see. */
  readonly time: string;
}

/** The line that is typed, with history and completion as a shell has them. */
export function Prompt({ field, time }: PromptProps) {
  const t = useConsoleWords();
  const id = useId();
  const history = useConsole((state) => state.history);
  const pod = usePlayground(selectPod);
  const isFresh = useConsole((state) => state.items.length === 0);
  const [line, setLine] = useState("");
  /** How far back in the history, and what was typed before going there. */
  const [recalled, setRecalled] = useState<{ readonly back: number; readonly draft: string } | null>(null);
  const [choices, setChoices] = useState<readonly string[]>([]);
  /** After Escape, Tab leaves the field as elsewhere. */
  const [isLeaving, setIsLeaving] = useState(false);

  const write = (text: string): void => {
    setLine(text);
    setRecalled(null);
    setChoices([]);
    setIsLeaving(false);
  };
  const run = (text: string): void => {
    useConsole.getState().execute(text);
    write("");
  };
  const recall = (by: 1 | -1): void => {
    const back = Math.max(0, Math.min(history.length, (recalled?.back ?? 0) + by));
    const draft = recalled?.draft ?? line;
    setRecalled(back === 0 ? null : { back, draft });
    setLine(back === 0 ? draft : history[history.length - back]);
    setChoices([]);
  };
  const complete = (): void => {
    const { presentation, beat, summary } = usePlayground.getState();
    const { inspection } = presentation ?? {};
    if (!inspection || !summary) return;
    const found = completeKubectl(line, inspection.momentAt(beat, summary.world));
    const start = commonStart(found.map(({ insert }) => insert));
    if (start !== "") setLine(line + start);
    setChoices(found.length > 1 ? found.map(({ text }) => text) : []);
  };
  const giveUp = (): void => {
    const followed = useConsole.getState().items.findLast((item) => item.kind === "follow" && item.until === null);
    if (line === "" && followed) useConsole.getState().stop(followed.id);
    else write("");
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { key, ctrlKey, shiftKey, currentTarget } = event;
    const isFirstLine = !currentTarget.value.slice(0, currentTarget.selectionStart).includes("\n");
    const isLastLine = !currentTarget.value.slice(currentTarget.selectionEnd).includes("\n");
    const action = (() => {
      if (ctrlKey && key === "l") return () => useConsole.getState().clear();
      // With something selected, Ctrl+C copies.
      if (ctrlKey && key === "c" && currentTarget.selectionStart === currentTarget.selectionEnd) return giveUp;
      if (ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return null;
      if (key === "Enter" && !shiftKey && !isUnfinished(line)) return () => run(line);
      if (key === "ArrowUp" && isFirstLine) return () => recall(1);
      if (key === "ArrowDown" && isLastLine) return () => recall(-1);
      if (key === "Tab" && !shiftKey && !isLeaving && line !== "") return complete;
      if (key === "Escape" && !isLeaving) return () => setIsLeaving(true);
      return null;
    })();
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };

  return (
    <div className={style.prompt}>
      {choices.length > 0 && (
        <p className={style.choices} role="status" aria-label={t("console.completions")}>
          {choices.map((choice) => (
            <span key={choice}>{choice}</span>
          ))}
        </p>
      )}
      {isFresh && line === "" && (
        <p className={style.suggestions}>
          {t("console.try")}{" "}
          {suggestionsFor(pod).map((suggestion) => (
            <button key={suggestion} type="button" onClick={() => run(suggestion)}>
              {suggestion}
            </button>
          ))}
        </p>
      )}
      <div className={style.line}>
        <label htmlFor={id} className={style.label}>
          <span aria-hidden>{time} $</span>
          <span className="visually-hidden">{t("console.prompt", { time })}</span>
        </label>
        <textarea
          ref={field}
          id={id}
          rows={Math.min(12, line.split("\n").length)}
          value={line}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          aria-describedby={`${id}-keys`}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <p id={`${id}-keys`} className={style.keys}>
        {t("console.keys")}
      </p>
    </div>
  );
}
