import { CircleCheck, CircleDashed, CircleX, EyeOff, type LucideIcon } from "lucide-react";
import { type NodeRow, type Standing, standings } from "../../projection/decision/rows.ts";
import styles from "./decision.module.css";
import { useDecisionWords } from "./useDecisionWords.ts";

interface Props {
  readonly rows: readonly NodeRow[];
  readonly standing: Standing | null;
  readonly onStanding: (standing: Standing | null) => void;
}

const looks: readonly {
  readonly standing: Standing;
  readonly Icon: LucideIcon;
  readonly word: `${"refused" | "fit" | "left" | "unseen"}Count`;
}[] = [
  { standing: "refused", Icon: CircleX, word: "refusedCount" },
  { standing: "fit", Icon: CircleCheck, word: "fitCount" },
  { standing: "toCome", Icon: CircleDashed, word: "leftCount" },
  { standing: "unseen", Icon: EyeOff, word: "unseenCount" },
];

/** How many nodes stand how: as a line of shares, and as buttons that show only those. */
export function Funnel({ rows, standing, onStanding }: Props) {
  const w = useDecisionWords();
  const counts = standings(rows);
  const there = looks.filter(
    (look) => counts[look.standing] > 0 || look.standing === "refused" || look.standing === "fit",
  );
  return (
    <>
      <div className={styles.shares} aria-hidden>
        {there.map((look) => (
          <span key={look.standing} data-standing={look.standing} style={{ flexGrow: counts[look.standing] }} />
        ))}
      </div>
      <fieldset className={styles.counts} aria-label={w("standings")}>
        {there.map(({ standing: of, Icon, word }) => (
          <button
            key={of}
            type="button"
            data-standing={of}
            aria-pressed={standing === of}
            onClick={() => onStanding(standing === of ? null : of)}
          >
            <Icon size={14} strokeWidth={2} aria-hidden />
            {w(word, { count: counts[of] })}
          </button>
        ))}
      </fieldset>
    </>
  );
}
