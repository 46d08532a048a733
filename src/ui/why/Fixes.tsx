import { CircleCheck, CircleX } from "lucide-react";
import { useState } from "react";
import type { ChangeKind, Diagnosis, Fix } from "../../engine/index.ts";
import type { WhyWords } from "../../i18n/why.en.ts";
import { useDiagnosis } from "../../state/diagnosis.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import type { TextEdit } from "../../worker/diagnosisProtocol.ts";
import { Breakable } from "../components/Breakable.tsx";
import { Button } from "../components/Button.tsx";
import { lineDiff } from "../inspector/object/lineDiff.ts";
import { useAnswer } from "./useDiagnosed.ts";
import { useWords } from "./useWords.ts";
import styles from "./why.module.css";

const selectRanText = (state: PlaygroundState) => state.ranText ?? "";
const selectIsCurrent = (state: PlaygroundState) => state.text === state.ranText;

/** In the inspector: the changes that were found to help, each with a button that writes it into the text. */
export function Fixes() {
  const words = useWords();
  const answer = useAnswer();
  return (
    <section className={styles.fixes} aria-label={words.fixes}>
      <header>
        <h3>{words.fixes}</h3>
        <p className={styles.note}>{words.fixesNote}</p>
      </header>
      <div aria-live="polite" aria-busy={answer === null}>
        {answer === null && <p className={styles.status}>{words.looking}</p>}
        {answer?.type === "crashed" && <p className={styles.status}>{words.failed}</p>}
        {answer?.type === "diagnosed" && answer.diagnosis === null && (
          <p className={styles.status}>{words.noScheduler}</p>
        )}
        {answer?.type === "diagnosed" && answer.diagnosis?.fixes.length === 0 && (
          <p className={styles.status}>{words.none}</p>
        )}
      </div>
      {answer?.type === "diagnosed" && answer.diagnosis && (
        <Found diagnosis={answer.diagnosis} textEdits={answer.textEdits} />
      )}
    </section>
  );
}

interface FoundProps {
  readonly diagnosis: Diagnosis;
  readonly textEdits: readonly (TextEdit | null)[];
}

function Found({ diagnosis: { fixes, notEnough }, textEdits }: FoundProps) {
  const words = useWords();
  return (
    <>
      <ol className={styles.list}>
        {fixes.map((fix, index) => (
          <FixItem key={titleOf(fix, words)} fix={fix} edit={textEdits[index] ?? null} first={index === 0} />
        ))}
      </ol>
      {notEnough.map(({ change, node, reasons }) => (
        <p key={`${words.change(change.what)} ${node}`} className={styles.notEnough}>
          <CircleX size={16} aria-hidden />
          <span>
            <strong>{words.notEnough(words.change(change.what))}</strong> {words.thenSays(node, reasons.join(", "))}
          </span>
        </p>
      ))}
    </>
  );
}

function titleOf({ changes }: Fix, words: WhyWords): string {
  return changes.map(({ what }) => words.change(what)).join(" + ");
}

interface FixItemProps {
  readonly fix: Fix;
  readonly edit: TextEdit | null;
  readonly first: boolean;
}

/** Nodes that are named before the rest are only counted. */
const namedNodes = 4;

function FixItem({ fix, edit, first }: FixItemProps) {
  const words = useWords();
  const isCurrent = usePlayground(selectIsCurrent);
  const [isOpen, setIsOpen] = useState(first);
  const title = titleOf(fix, words);
  const named = fix.fits.slice(0, namedNodes).join(", ");
  const nodes = fix.fits.length > namedNodes ? `${named} ${words.andMore(fix.fits.length - namedNodes)}` : named;
  const commands = fix.changes.flatMap(({ what }) => commandOf(what) ?? []);
  return (
    <li className={styles.fix} data-first={first || undefined}>
      <div className={styles.fixHead}>
        <button type="button" className={styles.fixTitle} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <Breakable text={title} />
        </button>
        {edit && (
          <Button
            primary={first}
            disabled={!isCurrent}
            aria-label={words.applyLabel(title)}
            title={isCurrent ? undefined : words.textChanged}
            onClick={() => useDiagnosis.getState().apply(edit)}
          >
            {words.apply}
          </Button>
        )}
      </div>
      <p className={styles.good}>
        <CircleCheck size={15} aria-hidden /> {words.fitsNodes(nodes)}
      </p>
      {commands.map((command) => (
        <code key={command} className={styles.command}>
          {command}
        </code>
      ))}
      {isOpen && edit && <Diff edit={edit} label={title} />}
      {!edit && <p className={styles.note}>{words.notInText}</p>}
    </li>
  );
}

/** What a person would type on a real cluster, where there is a command for it. */
function commandOf(what: ChangeKind): string | null {
  if (what.kind === "uncordon") return `kubectl uncordon ${what.node}`;
  if (what.kind === "label") return `kubectl label node ${what.node} ${what.key}=${what.value} --overwrite`;
  return null;
}

/** Lines of the text that stay around a change. */
const around = 1;

function Diff({ edit: { from, to, insert }, label }: { readonly edit: TextEdit; readonly label: string }) {
  const text = usePlayground(selectRanText);
  const begin = text.lastIndexOf("\n", from - 1) + 1;
  const after = text.indexOf("\n", to);
  const end = after < 0 ? text.length : after;
  const context = text
    .slice(0, Math.max(0, begin - 1))
    .split("\n")
    .slice(-around);
  const before = [...context, ...text.slice(begin, end).split("\n")];
  const changed = [...context, ...(text.slice(begin, from) + insert + text.slice(to, end)).split("\n")];
  const lines = lineDiff(before, changed).map((line, index) => ({ ...line, index }));
  const near = lines.filter(({ index }) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ sign }) => sign !== "same"),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls sideways has to be reachable by keyboard
    <section className={styles.diff} aria-label={label} tabIndex={0}>
      {near.map(({ sign, line, index }) => (
        <span key={index} data-sign={sign}>
          {sign === "added" ? "+ " : sign === "removed" ? "− " : "  "}
          {line}
        </span>
      ))}
    </section>
  );
}
