import { Crown } from "lucide-react";
import { cardRoom, type DensityGroup } from "../../../../projection/stage/density.ts";
import { shortReason } from "../../figures.ts";
import { Cells } from "./Cells.tsx";
import styles from "./density.module.css";
import { useDensityWords } from "./useDensityWords.ts";

interface Props {
  readonly group: DensityGroup;
  readonly width: number;
  readonly height: number;
  readonly unseen: boolean;
  readonly selected: string | null;
  readonly onOpen: () => void;
}

/** Reasons that a card has room for. */
const shownReasons = 2;

/** A zone or a pool: its nodes as cells, and the reasons counted. A press anywhere opens it. */
export function GroupCard({ group, width, height, unseen, selected, onOpen }: Props) {
  const w = useDensityWords();
  const { kind, name, nodes, counts, reasons } = group;
  const title = w(kind, { name });
  const picked = nodes.find(({ crown }) => crown > 0);
  const told = reasons.map(([reason, count]) => `${count} ${reason}`).join(", ");
  return (
    <section className={styles.group} style={{ height }}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.title}
          data-group={name}
          aria-label={w("open", {
            group: title,
            nodes: w("nodes", { count: nodes.length }),
            refused: counts.refused,
            fit: counts.fit,
            reasons: told,
          })}
          onClick={onOpen}
        >
          {title}
        </button>
        <span>{nodes.length}</span>
      </div>
      <Cells
        nodes={nodes}
        width={width - cardRoom.width}
        height={height - cardRoom.height}
        unseen={unseen}
        selected={nodes.findIndex((node) => node.name === selected)}
        noteSelected
        onPress={onOpen}
      />
      <ul className={styles.reasons}>
        {picked ? (
          <li className={styles.picked}>
            <Crown size={14} aria-hidden /> {picked.name}
          </li>
        ) : null}
        {reasons.slice(0, picked ? shownReasons - 1 : shownReasons).map(([reason, count]) => (
          <li key={reason} title={reason}>
            <b>{count}</b> {shortReason(reason)}
          </li>
        ))}
      </ul>
    </section>
  );
}
