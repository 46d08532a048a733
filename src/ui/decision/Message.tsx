import type { DecisionRecord } from "../../engine/index.ts";
import styles from "./message.module.css";
import { useDecisionWords } from "./useDecisionWords.ts";

interface Props {
  readonly record: DecisionRecord;
  /** The attempt is over and found no node: the message as it was published. Before that, the refusals so far. */
  readonly complete: boolean;
  readonly counts: readonly (readonly [reason: string, count: number])[];
  readonly selected: string | null;
  readonly onSelect: (reason: string) => void;
}

/** The refusals in the scheduler's own words; each `COUNT REASON` shows its nodes. */
export function Message({ record, complete, counts, selected, onSelect }: Props) {
  const w = useDecisionWords();
  const published = complete ? record.message : null;
  if (!published && counts.length === 0) return null;
  const button = ([reason, count]: readonly [string, number], key: string) => (
    <button
      key={key}
      type="button"
      className={styles.fragment}
      aria-pressed={selected === reason}
      onClick={() => onSelect(reason)}
    >
      <b>{count}</b> {reason}
    </button>
  );
  return (
    <section className={styles.block}>
      <h3 className={styles.blockTitle}>{w(published ? "message" : "inWords")}</h3>
      <p className={styles.message}>
        {published
          ? fragments(published, counts).map((part, i) => (typeof part === "string" ? part : button(part, `${i}`)))
          : counts.map((count, i) => (
              <span key={count[0]}>
                {i > 0 ? ", " : ""}
                {button(count, count[0])}
              </span>
            ))}
      </p>
    </section>
  );
}

type Part = string | readonly [reason: string, count: number];

/** Cuts the message at each `COUNT REASON`; what stands between stays as it is. Only the first place of each counts: what preemption says comes after. */
function fragments(message: string, counts: Props["counts"]): Part[] {
  const found = counts
    .map((count) => ({ count, text: `${count[1]} ${count[0]}`, at: message.indexOf(`${count[1]} ${count[0]}`) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  const parts: Part[] = [];
  let from = 0;
  for (const { count, text, at } of found) {
    if (at < from) continue;
    parts.push(message.slice(from, at), count);
    from = at + text.length;
  }
  parts.push(message.slice(from));
  return parts.filter((part) => part !== "");
}
