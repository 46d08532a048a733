import { Crown } from "lucide-react";
import type { DensityGroup } from "../../../../projection/stage/density.ts";
import styles from "./density.module.css";
import { useDensityWords } from "./useDensityWords.ts";

interface Props {
  readonly groups: readonly DensityGroup[];
  readonly opened: string;
  readonly onOpen: (name: string) => void;
}

/** The groups beside the one that is opened, each as a line of shares. */
export function Strips({ groups, opened, onOpen }: Props) {
  const w = useDensityWords();
  const others = groups.filter(({ name }) => name !== opened);
  if (others.length === 0) return null;
  return (
    <nav className={styles.strips} aria-label={w("others")}>
      {others.map(({ kind, name, nodes, counts, reasons }) => (
        <button
          key={name}
          type="button"
          className={styles.strip}
          aria-label={w("open", {
            group: w(kind, { name }),
            nodes: w("nodes", { count: nodes.length }),
            refused: counts.refused,
            fit: counts.fit,
            reasons: reasons.map(([reason, count]) => `${count} ${reason}`).join(", "),
          })}
          onClick={() => onOpen(name)}
        >
          <span className={styles.stripName}>
            {nodes.some(({ crown }) => crown > 0) ? <Crown size={13} className={styles.crown} aria-hidden /> : null}
            {w(kind, { name })}
          </span>
          <span className={styles.stripCount}>{nodes.length}</span>
          <span className={styles.shares}>
            <span data-standing="refused" style={{ flexGrow: counts.refused }} />
            <span data-standing="fit" style={{ flexGrow: counts.fit }} />
            <span style={{ flexGrow: counts.other }} />
          </span>
        </button>
      ))}
    </nav>
  );
}
