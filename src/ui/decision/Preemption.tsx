import type { DecisionScene } from "../../projection/model.ts";
import { CalculatorButton } from "../inspector/CalculatorButton.tsx";
import styles from "./message.module.css";
import { useDecisionWords } from "./useDecisionWords.ts";

/** What DefaultPreemption found when no node was left: who would have to leave, and where. */
export function Preemption({ decision: { record, phase } }: { readonly decision: DecisionScene }) {
  const w = useDecisionWords();
  const found = phase === "refused" ? record.postFilter : null;
  const candidates = Object.entries(found?.victims ?? {}).filter(([, names]) => names.length > 0);
  if (!found || candidates.length === 0) return null;
  return (
    <section className={styles.block}>
      <h3 className={styles.blockHead}>
        {w("preemption")} <CalculatorButton plugin="DefaultPreemption" node={null} />
      </h3>
      <ul className={styles.victims}>
        {candidates.map(([node, names]) => (
          <li key={node} data-chosen={found.nominated.includes(node) || undefined}>
            {w("victims", { node, names: names.join(", ") })}
          </li>
        ))}
      </ul>
    </section>
  );
}
