import { Check, Crown, X } from "lucide-react";
import { useMemo } from "react";
import { explainPreemption, type PreemptionNode, type PreemptionReport } from "../../../engine/index.ts";
import type { Cluster } from "../../../projection/inspection/model.ts";
import { StateChip } from "../../components/StateIcon.tsx";
import { virtualTimeText } from "../../timeline/virtualTime.ts";
import style from "./calculators.module.css";
import { useCalculatorWords } from "./useCalculatorWords.ts";
import { Verdict } from "./Verdict.tsx";

/** Who has to go for a Pod, where, and why there. */
export function Preemption({ cluster: { pod, objects, record } }: { readonly cluster: Cluster }) {
  const t = useCalculatorWords();
  const report = useMemo(() => record && explainPreemption(pod, objects, record), [pod, objects, record]);
  const lead = (
    <p className={style.lead}>
      {t("preemption.lead", { pod: pod.metadata.name ?? "", priority: pod.spec.priority ?? 0 })}
    </p>
  );
  if (!record) return <div className={style.body}>{t("preemption.notYet")}</div>;
  if (!report) {
    return (
      <div className={style.body}>
        {lead}
        {record.chosen !== null ? (
          <Verdict tone="pass">{t("preemption.notNeeded", { node: record.chosen })}</Verdict>
        ) : (
          <>
            <p>{t("preemption.noHelp")}</p>
            <p className={style.verbatim}>{record.postFilter?.message || record.message}</p>
          </>
        )}
      </div>
    );
  }
  return (
    <div className={style.body}>
      {lead}
      <h3>{t("preemption.candidates")}</h3>
      {report.candidates.map((candidate) => (
        <Candidate key={candidate.node} candidate={candidate} isChosen={candidate.node === report.chosen} />
      ))}
      <h3>{t("preemption.comparison")}</h3>
      <Comparison report={report} />
    </div>
  );
}

function Candidate({ candidate, isChosen }: { readonly candidate: PreemptionNode; readonly isChosen: boolean }) {
  const t = useCalculatorWords();
  const { node, pdbViolations, pods } = candidate;
  return (
    <section className={style.candidate} data-chosen={isChosen || undefined} aria-label={node}>
      <header>
        <strong>{node}</strong>
        {isChosen && (
          <span className={style.chosen}>
            <Crown size={15} aria-hidden /> {t("preemption.chosen")}
          </span>
        )}
        <span className={style.note}>{t("preemption.violations", { count: pdbViolations })}</span>
      </header>
      <ul>
        {pods.map(({ pod, priority, startTime, victim }) => (
          <li key={pod}>
            <span>
              {pod.replace(/^default\//, "")}
              <span className={style.under}>
                {t("preemption.priority", { priority })} ·{" "}
                {startTime === null
                  ? t("preemption.notStarted")
                  : t("preemption.started", { time: virtualTimeText(startTime) })}
              </span>
            </span>
            <StateChip tone={victim ? "fail" : "pass"} word={t(victim ? "preemption.victim" : "preemption.spared")} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Comparison({ report }: { readonly report: PreemptionReport }) {
  const t = useCalculatorWords();
  const { rounds, best, candidates } = report;
  if (rounds.length === 0) return <p>{t("preemption.lone")}</p>;
  return (
    <>
      <ol className={style.rounds}>
        {rounds.map(({ criterion, costs, remaining }) => (
          <li key={criterion}>
            {t("preemption.criterion", { criterion })}
            <ul>
              {Object.entries(costs).map(([node, cost]) => {
                const stays = remaining.includes(node);
                const candidate = candidates.find((each) => each.node === node);
                return (
                  <li key={node} data-stays={stays || undefined}>
                    {stays ? (
                      <Check size={15} className={style.yes} role="img" aria-label={t("preemption.remains")} />
                    ) : (
                      <X size={15} className={style.no} role="img" aria-label={t("preemption.dropsOut")} />
                    )}
                    {node}
                    <code>{candidate && costText(criterion, cost, candidate)}</code>
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ol>
      {best.length > 1 && <Verdict tone="warn">{t("preemption.tie", { nodes: best.join(", ") })}</Verdict>}
    </>
  );
}

/** The figure as people would reckon it: times as times, and the shift of the sum apart. */
function costText(
  criterion: PreemptionReport["rounds"][number]["criterion"],
  cost: number,
  { pods }: PreemptionNode,
): string {
  const victims = pods.filter(({ victim }) => victim);
  if (criterion === "earliestStart") return Number.isFinite(cost) ? `t = ${virtualTimeText(-cost)}` : "–";
  if (criterion !== "prioritySum") return String(cost);
  const sum = victims.reduce((total, { priority }) => total + priority, 0);
  return `${sum} + ${victims.length} × 2³¹`;
}
