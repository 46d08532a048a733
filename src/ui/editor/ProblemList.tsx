import { CircleCheck, CircleX, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import style from "./ProblemList.module.css";

const selectProblems = (state: PlaygroundState) => state.problems;
const selectSummary = (state: PlaygroundState) => state.summary;
const selectRun = (state: PlaygroundState) => state.run;

/** The line under the editor, and the problems as text: the same that are marked at their lines. */
export function ProblemList() {
  const t = useTranslate();
  const problems = usePlayground(selectProblems);
  const summary = usePlayground(selectSummary);
  const run = usePlayground(selectRun);
  const { revealLine, openDialog } = usePlayground.getState();
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const notSimulated = summary?.notSimulated.length ?? 0;
  return (
    <footer className={style.footer}>
      {problems.length > 0 && (
        <ul className={style.problems} aria-label={t("editor.problems")}>
          {problems.map((problem, index) => (
            <li
              key={`${problem.line}:${problem.message}:${
                // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may stand twice on a line
                index
              }`}
            >
              <button type="button" className={style[problem.severity]} onClick={() => revealLine(problem.line)}>
                {problem.severity === "error" ? (
                  <CircleX size={15} aria-hidden />
                ) : (
                  <TriangleAlert size={15} aria-hidden />
                )}
                {t("editor.problemAt", { line: problem.line, message: problem.message })}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={style.status} role="status">
        {run.status === "crashed" ? (
          <>
            <CircleX size={16} className={style.bad} aria-hidden />
            {t("editor.crashed")}
          </>
        ) : run.status === "invalid" || errors > 0 ? (
          <>
            <CircleX size={16} className={style.bad} aria-hidden />
            {t("editor.invalid", { count: errors })}
          </>
        ) : run.status === "running" ? (
          <>
            <LoaderCircle size={16} aria-hidden />
            {t("editor.running", { entries: run.entries })}
          </>
        ) : (
          summary && (
            <>
              <CircleCheck size={16} className={style.good} aria-hidden />
              {t("editor.valid", summary)}
              {summary.defaultCluster && ` · ${t("editor.defaultCluster")}`}
            </>
          )
        )}
        {notSimulated > 0 && (
          <button type="button" className={style.link} onClick={() => openDialog("limits")}>
            {t("editor.notSimulated", { count: notSimulated })}
          </button>
        )}
      </div>
    </footer>
  );
}
