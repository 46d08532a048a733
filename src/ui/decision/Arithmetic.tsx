import { Check, X } from "lucide-react";
import type { Block, Fact, Line, Room } from "../../projection/decision/arithmetic/model.ts";
import { arithmeticOf, normalisingOf } from "../../projection/decision/arithmetic.ts";
import type { CellPlace } from "../../projection/decision/verdicts.ts";
import { type Weights, weightOf } from "../../projection/decision/weights.ts";
import type { DecisionScene } from "../../projection/model.ts";
import { Breakable } from "../components/Breakable.tsx";
import { IconButton } from "../components/Button.tsx";
import { CalculatorButton } from "../inspector/CalculatorButton.tsx";
import styles from "./arithmetic.module.css";
import { useDecisionWords } from "./useDecisionWords.ts";

interface Props {
  readonly decision: DecisionScene;
  readonly cell: CellPlace | null;
  readonly point: "filter" | "score";
  readonly weights: Weights;
  readonly onClose: () => void;
}

/** The numbers behind the chosen cell: the formula, then the same with this Pod's values. */
export function Arithmetic({ decision: { record }, cell, point, weights, onClose }: Props) {
  const w = useDecisionWords();
  const arithmetic = cell && arithmeticOf(record, point, cell);
  const score = point === "score" ? record.score?.find((one) => one.plugin === cell?.plugin) : undefined;
  return (
    <section className={styles.arithmetic} aria-label={w("arithmetic")}>
      <header className={styles.head}>
        <h3>{w("arithmetic")}</h3>
        {cell ? (
          <span>
            <Breakable text={cell.node} /> · <Breakable text={cell.plugin} />
            {arithmetic?.strategy && !cell.plugin.endsWith(arithmetic.strategy) ? (
              <>
                {" · "}
                <Breakable text={arithmetic.strategy} />
              </>
            ) : null}
          </span>
        ) : null}
        {cell ? <CalculatorButton plugin={cell.plugin} node={cell.node} /> : null}
        <IconButton label={w("closeArithmetic")} onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div aria-live="polite">
        {cell ? null : <p className={styles.note}>{w("choose")}</p>}
        {arithmetic?.blocks.map((block, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a cell have no names, and none moves
          <BlockLines key={i} block={block} />
        ))}
        {cell && !arithmetic && !score ? <p className={styles.note}>{w("noNumbers")}</p> : null}
        {cell && score ? (
          <Outcome record={record} score={score} node={cell.node} weight={weightOf(score, weights)} />
        ) : null}
      </div>
    </section>
  );
}

interface OutcomeProps {
  readonly record: DecisionScene["record"];
  readonly score: NonNullable<DecisionScene["record"]["score"]>[number];
  readonly node: string;
  readonly weight: number;
}

/** From the raw score to what it adds to the total. */
function Outcome({ record, score, node, weight }: OutcomeProps) {
  const w = useDecisionWords();
  const step = normalisingOf(record, score, node);
  const normalised = score.normalized[node] ?? 0;
  return (
    <>
      {step ? (
        <>
          <p className={styles.note}>{w("normalising")}</p>
          <div className={styles.sum}>
            <div className={styles.formula}>
              {step.formula}, {w("roundedDown")}
            </div>
            <div>
              <Pieces line={step.line} />
            </div>
          </div>
        </>
      ) : null}
      <p className={styles.result}>
        {step ? null : `${w("raw")} ${score.raw[node] ?? 0} → `}
        {w("contribution", { normalised, weight, contribution: normalised * weight })}
      </p>
    </>
  );
}

function BlockLines({ block }: { readonly block: Block }) {
  const w = useDecisionWords();
  switch (block.kind) {
    case "formula":
      return <p className={styles.formula}>{block.note ? `${block.text}, ${w(block.note)}` : block.text}</p>;
    case "sum":
      return (
        <div className={styles.sum}>
          {block.lines.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a sum have no names, and none moves
            <div key={i}>
              <Pieces line={line} />
            </div>
          ))}
        </div>
      );
    case "room":
      return <Rooms rows={block.rows} />;
    case "facts":
      return <Facts facts={block.facts} />;
    case "note":
      return <p className={styles.note}>{w(`note.${block.note}`)}</p>;
  }
}

function Pieces({ line }: { readonly line: Line }) {
  return line.map((piece, i) =>
    typeof piece === "string" ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line have no names, and none moves
      <b key={i} className={styles.own}>
        {piece.own}
      </b>
    ),
  );
}

/** Asked ≤ allocatable − requested, a line a resource. */
function Rooms({ rows }: { readonly rows: readonly Room[] }) {
  const w = useDecisionWords();
  return (
    <table className={styles.rooms}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td>
              <b className={styles.own}>{row.own}</b>
            </td>
            <td>{row.ok ? "≤" : ">"}</td>
            <td>
              {row.from} − {row.less}
            </td>
            <td>= {row.rest}</td>
            <td>
              {row.ok ? (
                <Check size={14} className={styles.tick} aria-label={w("pass")} />
              ) : (
                <X size={14} className={styles.cross} aria-label={w("scarce")} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const w = useDecisionWords();
  return (
    <ul className={styles.facts}>
      {facts.map(({ text, detail, ok, word }) => (
        <li key={text}>
          <code>{text}</code>
          <span data-tone={ok ? "pass" : "fail"}>
            {ok ? <Check size={14} aria-hidden /> : <X size={14} aria-hidden />} {w(`fact.${word}`)}
          </span>
          {detail ? <code className={styles.detail}>{detail}</code> : null}
        </li>
      ))}
    </ul>
  );
}
