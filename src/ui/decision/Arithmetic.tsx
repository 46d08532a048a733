import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Operands } from "../../engine/index.ts";
import { useTranslate } from "../../i18n/index.ts";
import type { DecisionScene } from "../../projection/model.ts";
import type { Cell } from "./DecisionView.tsx";
import styles from "./decision.module.css";
import { amount } from "./reading.ts";

interface Props {
  readonly decision: DecisionScene;
  readonly cell: Cell | null;
  readonly tab: "filter" | "score";
}

/** The numbers behind the chosen cell: the formula, then the same with this Pod's values. */
export function Arithmetic({ decision, cell, tab }: Props) {
  const t = useTranslate();
  const { record } = decision;
  const filtered = tab === "filter" && cell ? record.filterOperands?.[cell.plugin]?.[cell.node] : undefined;
  const operands = filtered ?? (cell ? record.operands[cell.plugin]?.[cell.node] : undefined);
  const score = tab === "score" ? record.score?.find((one) => one.plugin === cell?.plugin) : undefined;
  const strategy = operands?.kind === "resources" && tab === "score" ? ` · ${operands.strategy}` : "";
  return (
    <section className={styles.block}>
      <h3 className={styles.blockHead}>
        {t("decision.arithmetic")}
        {cell ? <span className={styles.headingNote}>{` ${cell.node} · ${cell.plugin}${strategy}`}</span> : null}
      </h3>
      {cell ? null : <p className={styles.note}>{t("decision.choose")}</p>}
      {operands ? (
        <Lines operands={operands} scoring={tab === "score"} />
      ) : cell && !score ? (
        <p className={styles.note}>{t("decision.noNumbers")}</p>
      ) : null}
      {score && cell ? (
        <p className={styles.result}>
          {t("decision.rawNote", {
            raw: score.raw[cell.node] ?? 0,
            normalised: score.normalized[cell.node] ?? 0,
            weight: score.weight,
            contribution: (score.normalized[cell.node] ?? 0) * score.weight,
          })}
        </p>
      ) : null}
    </section>
  );
}

function Lines({ operands, scoring }: { readonly operands: Operands; readonly scoring: boolean }) {
  const t = useTranslate();
  switch (operands.kind) {
    case "resources":
      return operands.strategy === "filter" || !scoring ? (
        <Fits resources={operands.resources} />
      ) : (
        <ResourceScore operands={operands} />
      );
    case "taints":
      return operands.taints.length === 0 ? (
        <p className={styles.note}>{t("decision.noTaints")}</p>
      ) : (
        <List
          items={operands.taints.map((taint) => ({
            text: `${taint.key}${taint.value ? `=${taint.value}` : ""}:${taint.effect}`,
            ok: taint.tolerated,
            word: t(taint.tolerated ? "decision.tolerated" : "decision.untolerated"),
          }))}
        />
      );
    case "nodeAffinity":
      return (
        <List
          items={operands.terms.map((term) => ({
            text: `${term.term}${term.weight === undefined ? "" : ` · ${term.weight}`}`,
            ok: term.matches,
            word: t(term.matches ? "decision.matches" : "decision.noMatch"),
          }))}
        />
      );
    case "images":
      return (
        <>
          <List
            items={operands.images.map((image) => ({
              text: `${image.name} ${image.present ? `${amount("memory", image.sizeBytes)} × ${image.nodesWithImage}/${image.totalNodes} = ${amount("memory", image.scaled)}` : ""}`,
              ok: image.present,
              word: t(image.present ? "decision.present" : "decision.absent"),
            }))}
          />
          <p
            className={styles.math}
          >{`(${amount("memory", operands.sum)} − ${amount("memory", operands.min)}) × 100 ÷ (${amount("memory", operands.max)} − ${amount("memory", operands.min)})${operands.score === undefined ? "" : ` = ${operands.score}`}`}</p>
        </>
      );
    case "spread":
      return (
        <>
          {operands.constraints.map((constraint) => (
            <div
              key={`${constraint.topologyKey} ${constraint.maxSkew} ${constraint.weight ?? ""}`}
              className={styles.math}
            >
              <div className={styles.formula}>
                {constraint.topologyKey} · maxSkew {constraint.maxSkew}
              </div>
              <div>
                {Object.entries(constraint.domains)
                  .map(([domain, count]) => `${domain}: ${count}`)
                  .join(" · ")}
              </div>
              {constraint.min === undefined ? (
                <div>{`${constraint.domain ?? "—"}: ${constraint.count}${constraint.weight === undefined ? "" : ` × ${Number(constraint.weight.toFixed(3))}`}`}</div>
              ) : (
                <div>
                  {constraint.count} + <Own>{constraint.selfMatch}</Own> − {constraint.min} ={" "}
                  {constraint.count + constraint.selfMatch - constraint.min}{" "}
                  {constraint.count + constraint.selfMatch - constraint.min > constraint.maxSkew ? ">" : "≤"}{" "}
                  {constraint.maxSkew}
                </div>
              )}
            </div>
          ))}
        </>
      );
    case "interPodAffinity":
      return (
        <List
          items={operands.terms.map((term) => ({
            text: `${term.term} · ${term.topologyKey}=${term.domain ?? "—"} · ${term.matches}${term.weight === undefined ? "" : ` × ${term.weight}`}`,
            ok: term.matches > 0,
            word: t(term.matches > 0 ? "decision.matches" : "decision.noMatch"),
          }))}
        />
      );
    case "ports":
      return (
        <List
          items={operands.wanted.map((port) => ({
            text: port,
            ok: !operands.taken.includes(port),
            word: t(operands.taken.includes(port) ? "decision.taken" : "decision.free"),
          }))}
        />
      );
  }
}

const Own = ({ children }: { readonly children: ReactNode }) => <b className={styles.own}>{children}</b>;

type Resources = Extract<Operands, { kind: "resources" }>;

/** Asked ≤ allocatable − requested, a line a resource. */
function Fits({ resources }: { readonly resources: Resources["resources"] }) {
  const t = useTranslate();
  return (
    <table className={styles.fits}>
      <tbody>
        {resources.map(({ name, allocatable, requested, pod }) => {
          const free = allocatable - requested;
          const ok = pod <= free;
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <Own>{amount(name, pod)}</Own>
              </td>
              <td>{ok ? "≤" : ">"}</td>
              <td>
                {amount(name, allocatable)} − {amount(name, requested)}
              </td>
              <td>= {amount(name, free)}</td>
              <td>
                {ok ? (
                  <Check size={14} className={styles.tick} aria-label={t("decision.pass")} />
                ) : (
                  <X size={14} className={styles.cross} aria-label={t("decision.scarce")} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Plain numbers in one unit, so that the line can be checked by hand: milliCPU, MiB. */
function plain(name: string, value: number): string {
  if (name === "memory" || name === "ephemeral-storage" || name.startsWith("hugepages-"))
    return String(Number((value / 2 ** 20).toFixed(1)));
  return String(value);
}

function ResourceScore({ operands }: { readonly operands: Resources }) {
  const t = useTranslate();
  const { strategy, resources, score } = operands;
  const least = strategy === "LeastAllocated";
  const balanced = strategy === "BalancedAllocation";
  const formula = least
    ? `(allocatable − (requested + Pod)) × 100 ÷ allocatable, ${t("decision.roundedDown")}`
    : strategy === "MostAllocated"
      ? `(requested + Pod) × 100 ÷ allocatable, ${t("decision.roundedDown")}`
      : balanced
        ? "(requested + Pod) ÷ allocatable; (1 − σ) × 100"
        : "shape((requested + Pod) × 100 ÷ allocatable)";
  const weighted = resources.filter((one) => one.score !== undefined);
  const sum = weighted.reduce((all, one) => all + (one.weight ?? 1), 0);
  return (
    <div className={styles.math}>
      <div className={styles.formula}>{formula}</div>
      {resources.map(({ name, allocatable, requested, pod, score: part }) => (
        <div key={name}>
          {name === "memory" ? "mem" : name}{" "}
          {least ? (
            <>
              ({plain(name, allocatable)} − ({plain(name, requested)} + <Own>{plain(name, pod)}</Own>)) × 100 /{" "}
              {plain(name, allocatable)}
            </>
          ) : (
            <>
              ({plain(name, requested)} + <Own>{plain(name, pod)}</Own>){balanced ? "" : " × 100"} /{" "}
              {plain(name, allocatable)}
            </>
          )}
          {part === undefined ? null : ` = ${balanced ? Number(part.toFixed(4)) : part}`}
        </div>
      ))}
      {score === undefined ? null : balanced ? (
        <div>
          (1 − σ) × 100 = <Own>{score}</Own>
        </div>
      ) : (
        <div>
          (
          {weighted
            .map((one) => ((one.weight ?? 1) === 1 ? `${one.score}` : `${one.score} × ${one.weight}`))
            .join(" + ")}
          ) / {sum} = <Own>{score}</Own>
        </div>
      )}
    </div>
  );
}

function List({
  items,
}: {
  readonly items: readonly { readonly text: string; readonly ok: boolean; readonly word: string }[];
}) {
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.text}>
          <code>{item.text}</code>
          <span data-tone={item.ok ? "pass" : "fail"}>
            {item.ok ? <Check size={14} aria-hidden /> : <X size={14} aria-hidden />} {item.word}
          </span>
        </li>
      ))}
    </ul>
  );
}
