import { CircleCheck, CircleX, Info, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import { limits } from "../../scenario/index.ts";
import { useBulk } from "../../state/bulk.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Button } from "../components/Button.tsx";
import style from "./ProblemList.module.css";
import { useEditorWords } from "./useEditorWords.ts";
import { useProblemText } from "./useProblemText.ts";

const selectProblems = (state: PlaygroundState) => state.problems;
const selectSummary = (state: PlaygroundState) => state.summary;
const selectRun = (state: PlaygroundState) => state.run;

const selectWasRefused = (state: PlaygroundState) => state.journey?.outcome === "refused";

/** Problems that are written out; the rest are counted. */
const mostShown = 20;

const icons = { error: CircleX, warning: TriangleAlert, info: Info } as const;

/** The line under the editor, and the problems as text: the same that are marked at their lines. */
export function ProblemList() {
  const t = useTranslate();
  const w = useEditorWords();
  const problems = usePlayground(selectProblems);
  const messageOf = useProblemText();
  const { revealLine } = usePlayground.getState();
  return (
    <footer className={style.footer}>
      {problems.length > 0 && (
        <ul className={style.problems} aria-label={w("editor.problems")}>
          {problems.slice(0, mostShown).map((problem, index) => {
            const Icon = icons[problem.severity];
            return (
              <li
                key={`${problem.line}:${problem.message}:${
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may stand twice on a line
                  index
                }`}
              >
                <button type="button" className={style[problem.severity]} onClick={() => revealLine(problem.line)}>
                  <Icon size={15} aria-hidden />
                  <span>{t("editor.problemAt", { line: problem.line, message: messageOf(problem) })}</span>
                </button>
              </li>
            );
          })}
          {problems.length > mostShown && (
            <li className={style.rest}>{w("editor.moreProblems", { count: problems.length - mostShown })}</li>
          )}
        </ul>
      )}
      <RunStatus />
    </footer>
  );
}

function RunStatus() {
  const t = useTranslate();
  const w = useEditorWords();
  const problems = usePlayground(selectProblems);
  const summary = usePlayground(selectSummary);
  const run = usePlayground(selectRun);
  const wasRefused = usePlayground(selectWasRefused);
  const { openDialog } = usePlayground.getState();
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const notSimulated = summary?.notSimulated.length ?? 0;
  const bad = <CircleX size={16} className={style.bad} aria-hidden />;
  return (
    <div className={style.status} role="status">
      {run.status === "crashed" && (
        <>
          {bad}
          <span>{w("editor.crashed")}</span>
          <Button onClick={() => void navigator.clipboard?.writeText(`${run.message}\n${run.stack}`)}>
            {t("action.copyReport")}
          </Button>
        </>
      )}
      {run.status === "invalid" && (
        <>
          {bad}
          <span>{w(wasRefused ? "editor.invalidAfterRefused" : "editor.invalid", { count: errors })}</span>
          {problems.some(({ code }) => code === "textTooLarge" || code === "tooManyObjects") && (
            <Button onClick={() => useBulk.getState().open("", new Blob([usePlayground.getState().text]), false)}>
              {t("problem.scheduleWhole")}
            </Button>
          )}
        </>
      )}
      {run.status === "running" && (
        <>
          <LoaderCircle size={16} aria-hidden />
          <span>{t("editor.running", { entries: run.entries })}</span>
        </>
      )}
      {run.status === "ready" && errors > 0 && (
        <>
          {bad}
          <span>{w("editor.refused", { count: errors })}</span>
        </>
      )}
      {run.status === "ready" && errors === 0 && summary && (
        <>
          <CircleCheck size={16} className={style.good} aria-hidden />
          <span>
            {w("editor.valid", summary)}
            {summary.defaultCluster && ` · ${w("editor.defaultCluster")}`}
            {run.end === "tooManyEntries" && ` · ${w("editor.cutShort", { entries: limits.traceEntries })}`}
          </span>
        </>
      )}
      {notSimulated > 0 && (
        <button type="button" className={style.link} onClick={() => openDialog("limits")}>
          {w("editor.notSimulated", { count: notSimulated })}
        </button>
      )}
    </div>
  );
}
