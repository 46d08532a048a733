import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Crown, Minus, Pin, Plus, Undo2 } from "lucide-react";
import { useId, useState } from "react";
import type { DecisionRecord } from "../../engine/index.ts";
import { type Comparison, compareDecisions, type NodeOutcome } from "../../projection/decision/comparison.ts";
import { useInspector } from "../../state/inspector.ts";
import { IconButton } from "../components/Button.tsx";
import { Emphasised } from "../components/Emphasised.tsx";
import styles from "./comparison.module.css";
import { plainRows } from "./Grid.tsx";
import { useDecisionWords } from "./useDecisionWords.ts";
import { VirtualRows } from "./VirtualRows.tsx";

/** Nodes that are listed before one asks for all. */
const listedNodes = 12;

/** A Pod, and how the scheduler's last attempt at it ended; null: there was none. */
interface Outcome {
  readonly pod: string | null;
  readonly record: DecisionRecord | null;
}

interface Props {
  readonly pinned: Outcome;
  readonly now: Outcome;
  readonly onPin: () => void;
  /** Writes the pinned run's text back. */
  readonly onRestore: () => void;
}

const icons = { gained: Plus, lost: Minus, up: ArrowUp, down: ArrowDown };

/** What the edit did to the decision: the choice, the nodes won and lost, the totals that moved. */
export function ComparisonView({ pinned, now, onPin, onRestore }: Props) {
  const w = useDecisionWords();
  const id = useId();
  // Kept while the tabs come and go: the comparison stands in two of them.
  const open = useInspector(({ folded }) => folded.compared === false);
  const setOpen = (to: boolean): void => useInspector.getState().fold("compared", !to);
  const comparison = pinned.record && now.record ? compareDecisions(pinned.record, now.record) : null;
  const sentence = useSentence(pinned.record, now.record, comparison);
  return (
    <section className={styles.comparison} aria-label={w("pinned")}>
      <div className={styles.head}>
        <h2 className={styles.heading} title={w("pinnedNote")}>
          {w("pinned")}
        </h2>
        <IconButton label={w("unedit")} onClick={onRestore}>
          <Undo2 size={16} aria-hidden />
        </IconButton>
        <IconButton label={w("pin")} onClick={onPin}>
          <Pin size={16} aria-hidden />
        </IconButton>
      </div>
      <div aria-live="polite">
        <p className={styles.sentence}>
          <Emphasised text={sentence} />
          {comparison && comparison.nodes.length === 0 ? ` ${w("nothingMoved")}` : null}
        </p>
        {comparison && pinned.pod !== null && now.pod !== null && pinned.pod !== now.pod ? (
          <p className={styles.quiet}>{w("otherPod", { was: pinned.pod, is: now.pod })}</p>
        ) : null}
      </div>
      {comparison && comparison.nodes.length > 0 ? (
        <div className={styles.counts}>
          {(["gained", "lost", "up", "down"] as const).map((change) => {
            const Icon = icons[change];
            return comparison[change] > 0 ? (
              <span key={change} data-change={change}>
                <Icon size={13} aria-hidden />
                {w(change, { count: comparison[change] })}
              </span>
            ) : null;
          })}
          <button
            type="button"
            className={styles.disclosure}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {open ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
            {w("nodeByNode")}
          </button>
        </div>
      ) : null}
      <div id={id} hidden={!open}>
        {open && comparison ? <Nodes comparison={comparison} /> : null}
      </div>
    </section>
  );
}

function useSentence(was: DecisionRecord | null, is: DecisionRecord | null, comparison: Comparison | null): string {
  const w = useDecisionWords();
  if (!comparison) return w(is ? "outcomeNew" : was ? "outcomeGone" : "outcomeNowhere");
  if (comparison.is === null)
    return comparison.was === null ? w("outcomeNowhere") : w("outcomeLost", { was: comparison.was });
  if (comparison.was === null) return w("outcomeFits", { is: comparison.is });
  return comparison.is === comparison.was
    ? w("outcomeSame", { is: comparison.is })
    : w("outcomeOther", { is: comparison.is, was: comparison.was });
}

function Nodes({ comparison: { nodes } }: { readonly comparison: Comparison }) {
  const w = useDecisionWords();
  const [whole, setWhole] = useState(false);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const row = (index: number, measure?: (element: HTMLTableRowElement | null) => void) => {
    const { node, was, is, change } = nodes[index];
    return (
      <tr key={node} ref={measure} data-index={index} data-change={change}>
        <th scope="row">{node}</th>
        <td>
          <Said outcome={was} />
        </td>
        <td>
          <Said outcome={is} />
        </td>
      </tr>
    );
  };
  const isLong = nodes.length > listedNodes;
  const shown = isLong && whole ? nodes.length : Math.min(listedNodes, nodes.length);
  return (
    <>
      <section
        ref={setScroller}
        className={styles.list}
        data-whole={(isLong && whole) || undefined}
        aria-label={w("nodeByNode")}
        tabIndex={isLong && whole ? 0 : undefined}
        onKeyDown={isLong && whole ? keepScrollKeys : undefined}
      >
        <table className={styles.nodes} aria-rowcount={nodes.length + 1}>
          <thead>
            <tr>
              <th scope="col">{w("node")}</th>
              <th scope="col">{w("inPinned")}</th>
              <th scope="col">{w("inThis")}</th>
            </tr>
          </thead>
          {shown > plainRows ? (
            <VirtualRows
              scroller={scroller}
              count={shown}
              columns={3}
              height={26}
              kept={noRows}
              row={row}
              onLayout={nothing}
            />
          ) : (
            <tbody>{nodes.slice(0, shown).map((_, index) => row(index))}</tbody>
          )}
        </table>
      </section>
      {isLong ? (
        <button type="button" className={styles.disclosure} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
          {whole ? w("fewerNodes", { count: listedNodes }) : w("allNodes", { count: nodes.length })}
        </button>
      ) : null}
    </>
  );
}

const scrollKeys = new Set(["Home", "End", "PageUp", "PageDown"]);

/** They scroll the list, and don't move the playhead. */
function keepScrollKeys(event: React.KeyboardEvent): void {
  if (scrollKeys.has(event.key)) event.stopPropagation();
}

const noRows: readonly number[] = [];
const nothing = (): void => {};

function Said({ outcome }: { readonly outcome: NodeOutcome }) {
  const w = useDecisionWords();
  switch (outcome.kind) {
    case "fits":
      return (
        <span className={styles.fits}>
          {outcome.total ?? w("fits")}
          {outcome.chosen ? <Crown size={13} aria-label={w("picked")} /> : null}
        </span>
      );
    case "refused":
      return <span className={styles.refused}>{outcome.reasons.join(", ")}</span>;
    case "notAsked":
      return <span className={styles.quiet}>{w("unseen")}</span>;
    case "absent":
      return <span className={styles.quiet}>{w("absentNode")}</span>;
  }
}
