import { CircleCheck, CircleDashed, CircleX, EyeOff, Info } from "lucide-react";
import { useMemo, useState } from "react";
import type { DecisionRecord, NodeDiagnosis } from "../../engine/index.ts";
import type { WhyWords } from "../../i18n/why.en.ts";
import { amountText } from "../../projection/amounts.ts";
import { nodesWith, refusalCounts, revealedVerdicts } from "../../projection/decision/verdicts.ts";
import type { DecisionScene } from "../../projection/model.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Breakable } from "../components/Breakable.tsx";
import { Button } from "../components/Button.tsx";
import { Message } from "../decision/Message.tsx";

import { useDiagnosed } from "./useDiagnosed.ts";
import { useWords } from "./useWords.ts";
import styles from "./why.module.css";

const selectDecision = (state: PlaygroundState) => state.decision;
const selectNodes = (state: PlaygroundState) => state.scene?.nodes;

/** Rows that the table shows; the Decision tab has all of them. */
const mostRows = 200;

/** In the stage's place: the scheduler's message whole, and what stands between the Pod and every node. */
export function WhyView() {
  const decision = usePlayground(selectDecision);
  return decision ? <Pending key={decision.record.pod} decision={decision} /> : null;
}

function Pending({ decision }: { readonly decision: DecisionScene }) {
  const words = useWords();
  const { record, attempt } = decision;
  const [reason, setReason] = useState<string | null>(null);
  const counts = useMemo(() => refusalCounts(revealedVerdicts(decision)), [decision]);
  const marked = useMemo(() => (reason === null ? new Set<string>() : nodesWith(record, reason)), [record, reason]);
  const name = record.pod.slice(record.pod.indexOf("/") + 1);
  return (
    <div className={styles.view}>
      <header className={styles.top}>
        <h2>{words.title(name)}</h2>
        <span className={styles.pending}>
          <CircleDashed size={15} aria-hidden /> Pending
        </span>
        <span className={styles.attempt}>{words.attempt(attempt, record.profile)}</span>
        <Button onClick={() => usePlayground.getState().setTab("decision")}>{words.backToStage}</Button>
      </header>
      <div className={styles.message}>
        <Message
          record={record}
          complete
          counts={counts}
          selected={reason}
          onSelect={(next) => setReason(next === reason ? null : next)}
        />
        <AddsUp record={record} words={words} />
      </div>
      <PerNode record={record} marked={marked} />
    </div>
  );
}

/** Why the counts of the message may add up to more than there are nodes. */
function AddsUp({ record, words }: { readonly record: DecisionRecord; readonly words: WhyWords }) {
  const verdicts = record.filter ?? [];
  const sum = verdicts.reduce((all, { verdict }) => all + (verdict?.reasons.length ?? 0), 0);
  const several = verdicts.filter(({ verdict }) => (verdict?.reasons.length ?? 0) > 1).map(({ node }) => node);
  if (several.length === 0) return null;
  const named = several.length > 4 ? `${several.slice(0, 4).join(", ")}, …` : several.join(", ");
  return (
    <p className={styles.note}>
      <Info size={15} aria-hidden /> {words.addsUp(sum, verdicts.length, named)}
    </p>
  );
}

function PerNode({ record, marked }: { readonly record: DecisionRecord; readonly marked: ReadonlySet<string> }) {
  const words = useWords();
  const diagnosed = useDiagnosed();
  const order = usePlayground(selectNodes);
  const [all, setAll] = useState(true);
  const rows = useMemo(() => {
    const place = new Map(order?.map(({ name }, index) => [name, index]));
    const byNode = new Map(diagnosed?.nodes.map((node) => [node.node, node]));
    const nodes = (record.filter ?? []).map(({ node }) => byNode.get(node) ?? unsaid(record, node));
    return nodes.sort((a, b) => (place.get(a.node) ?? 0) - (place.get(b.node) ?? 0));
  }, [record, diagnosed, order]);
  if (rows.length === 0) return null;
  const shown =
    marked.size > 0 ? rows.toSorted((a, b) => Number(marked.has(b.node)) - Number(marked.has(a.node))) : rows;
  return (
    <section className={styles.perNode}>
      <header className={styles.head}>
        <h3 id="why-per-node">{words.perNode}</h3>
        <fieldset className={styles.switch} aria-label={words.perNode}>
          {[false, true].map((value) => (
            <button key={String(value)} type="button" aria-pressed={all === value} onClick={() => setAll(value)}>
              {value ? words.allBlockers : words.asReported}
            </button>
          ))}
        </fieldset>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls sideways has to be reachable by keyboard */}
      <section className={styles.scroller} aria-label={words.perNode} tabIndex={0}>
        <table aria-labelledby="why-per-node">
          <thead>
            <tr>
              <th scope="col">{words.node}</th>
              <th scope="col">{words.reported}</th>
              {all && <th scope="col">{words.hidden}</th>}
              {all && <th scope="col">{words.howFar}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, mostRows).map((row) => (
              <Row key={row.node} row={row} all={all} marked={marked.has(row.node)} known={diagnosed !== null} />
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > mostRows && <p className={styles.note}>{words.more(rows.length - mostRows)}</p>}
      {all && rows.some(({ hidden }) => hidden.length > 0) && (
        <p className={styles.note}>
          <EyeOff size={15} aria-hidden /> {words.dashed}
        </p>
      )}
    </section>
  );
}

/** What the attempt itself recorded of a node, before the diagnosis is there. */
function unsaid(record: DecisionRecord, node: string): NodeDiagnosis {
  const verdict = record.filter?.find((entry) => entry.node === node)?.verdict ?? null;
  return {
    node,
    reported: (verdict?.reasons ?? []).map((reason) => ({ plugin: verdict?.plugin ?? "", reason })),
    hidden: Object.entries(record.filterAll[node] ?? {}).flatMap(([plugin, { reasons }]) =>
      verdict && plugin !== verdict.plugin ? reasons.map((reason) => ({ plugin, reason })) : [],
    ),
    short: [],
    cordoned: false,
    taints: [],
    needs: null,
  };
}

interface RowProps {
  readonly row: NodeDiagnosis;
  readonly all: boolean;
  readonly marked: boolean;
  /** The diagnosis is there; before, how far off a node is is not known. */
  readonly known: boolean;
}

function Row({ row, all, marked, known }: RowProps) {
  const words = useWords();
  return (
    <tr data-marked={marked || undefined}>
      <th scope="row">
        <Breakable text={row.node} />
      </th>
      <td>
        {row.reported.length === 0 && (
          <span className={styles.good}>
            <CircleCheck size={14} aria-hidden /> {words.fits}
          </span>
        )}
        {row.reported.map(({ reason }) => (
          <span key={reason} className={styles.chip}>
            <CircleX size={14} aria-hidden /> <Breakable text={reason} />
          </span>
        ))}
      </td>
      {all && (
        <td>
          {row.hidden.length === 0 && <span className={styles.quiet}>{words.nothingMore}</span>}
          {row.hidden.map(({ plugin, reason }) => (
            <span key={`${plugin} ${reason}`} className={styles.hidden}>
              <EyeOff size={14} aria-hidden /> <Breakable text={reason} />
            </span>
          ))}
        </td>
      )}
      {all && <td>{known && row.reported.length > 0 && <Breakable text={howFar(row, words)} />}</td>}
    </tr>
  );
}

/** In plain words, what stands between the Pod and a node. */
function howFar({ short, cordoned, taints, needs }: NodeDiagnosis, words: WhyWords): string {
  const parts = [
    ...(cordoned ? [words.cordoned] : []),
    ...taints.map(words.taint),
    ...short.map(({ resource, asks, free }) =>
      words.short(amountText(resource, asks - free), resource, amountText(resource, asks), amountText(resource, free)),
    ),
  ];
  const told = new Set(["request", "capacity", "uncordon", "toleration"]);
  for (const { what } of needs ?? []) if (!told.has(what.kind)) parts.push(words.change(what));
  if (parts.length === 0) return words.unknown;
  if (cordoned && needs?.length === 1) parts.push(words.thenFits);
  return parts.join("; ");
}
