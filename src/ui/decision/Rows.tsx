import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useState } from "react";
import styles from "./decision.module.css";

/** The most rows that are all in the document; with more, only those in view are. */
const plainRows = 80;

interface Props<T> {
  readonly items: readonly T[];
  readonly columns: number;
  readonly head: ReactNode;
  readonly label: string;
  readonly row: (item: T, index: number) => ReactNode;
  readonly onKeyDown: (event: React.KeyboardEvent<HTMLDivElement>) => void;
}

/** A real table with a fixed head; thousands of rows cost as much as those in view. */
export function Rows<T>(props: Props<T>) {
  // State, not a ref: the rows are laid out before the element around them has its ref, and have to hear of it.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const many = props.items.length > plainRows;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys come from the buttons inside
    <div ref={setScroller} className={styles.scroller} data-many={many || undefined} onKeyDown={props.onKeyDown}>
      <table className={styles.table} aria-label={props.label} aria-rowcount={props.items.length + 1}>
        <thead>{props.head}</thead>
        {many ? <VirtualBody {...props} scroller={scroller} /> : <tbody>{props.items.map(props.row)}</tbody>}
      </table>
    </div>
  );
}

function VirtualBody<T>({ items, row, columns, scroller }: Props<T> & { readonly scroller: HTMLDivElement | null }) {
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => 36,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <tbody>
      {before > 0 ? (
        <tr aria-hidden>
          <td colSpan={columns} style={{ height: before, padding: 0, border: 0 }} />
        </tr>
      ) : null}
      {shown.map((item) => row(items[item.index], item.index))}
      {after > 0 ? (
        <tr aria-hidden>
          <td colSpan={columns} style={{ height: after, padding: 0, border: 0 }} />
        </tr>
      ) : null}
    </tbody>
  );
}
