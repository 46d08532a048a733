import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useMemo, useRef } from "react";
import type { PlacementLine } from "../../engine/index.ts";
import { type BulkState, useBulk } from "../../state/bulk.ts";
import { StateIcon } from "../components/StateIcon.tsx";
import style from "./bulk.module.css";
import { useBulkWords } from "./useBulkWords.ts";
import { whole } from "./whole.ts";

const selectLines = (state: BulkState) => state.lines;

/** CSS pixels; rows are of one height, so that a hundred thousand of them need no measuring. */
const rowHeight = 30;
const columns = 5;

interface Props {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onlyUnscheduled: boolean;
  readonly onOnlyUnscheduled: (only: boolean) => void;
}

/** Every Pod with its node, or why it has none. Only the rows in view are in the document. */
export function PlacementTable({ search, onSearch, onlyUnscheduled, onOnlyUnscheduled }: Props) {
  const t = useBulkWords();
  const lines = useBulk(selectLines);
  const scroller = useRef<HTMLElement>(null);
  const shown = useMemo(() => matching(lines, search, onlyUnscheduled), [lines, search, onlyUnscheduled]);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const rows = virtual.getVirtualItems();
  const before = rows[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (rows.at(-1)?.end ?? 0);
  const gap = (height: number) =>
    height > 0 && (
      <tr aria-hidden>
        <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
      </tr>
    );
  return (
    <div className={style.placements}>
      <div className={style.filters}>
        <input
          type="search"
          value={search}
          placeholder={t("bulk.search")}
          aria-label={t("bulk.search")}
          onChange={(event) => onSearch(event.target.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={onlyUnscheduled}
            onChange={(event) => onOnlyUnscheduled(event.target.checked)}
          />
          {t("bulk.onlyUnscheduled")}
        </label>
        <span className={style.quiet}>{t("bulk.shown", { count: whole(shown.length) })}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the arrow keys */}
      <section ref={scroller} className={style.scroller} tabIndex={0} aria-label={t("bulk.table")}>
        <table className={style.table} aria-label={t("bulk.table")} aria-rowcount={shown.length + 1}>
          <thead>
            <tr>
              <th scope="col">{t("bulk.pod")}</th>
              <th scope="col">{t("bulk.node")}</th>
              <th scope="col">{t("bulk.score")}</th>
              <th scope="col">{t("bulk.evaluated")}</th>
              <th scope="col">{t("bulk.feasible")}</th>
            </tr>
          </thead>
          <tbody>
            {gap(before)}
            {rows.map(({ index }) => (
              <Row key={index} line={shown[index]!} index={index} onlyOne={t("bulk.onlyOne")} />
            ))}
            {gap(after)}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Rows in view stay as they are while others are added below. */
const Row = memo(function Row({
  line,
  index,
  onlyOne,
}: {
  readonly line: PlacementLine;
  readonly index: number;
  readonly onlyOne: string;
}) {
  const [pod, node] = line;
  if (line[1] === null) {
    return (
      <tr aria-rowindex={index + 2}>
        <th scope="row">{pod}</th>
        <td colSpan={columns - 1} className={style.why} title={line[2]}>
          <StateIcon tone="fail" size={14} /> {line[2]}
        </td>
      </tr>
    );
  }
  const [, , score, evaluated, feasible] = line;
  return (
    <tr aria-rowindex={index + 2}>
      <th scope="row">{pod}</th>
      <td>{node}</td>
      <td title={score === null ? onlyOne : undefined}>{score ?? "–"}</td>
      <td>{whole(evaluated)}</td>
      <td>{whole(feasible)}</td>
    </tr>
  );
});

/** Lines whose Pod, node or message holds the words. */
function matching(lines: readonly PlacementLine[], search: string, onlyUnscheduled: boolean): readonly PlacementLine[] {
  if (search === "" && !onlyUnscheduled) return lines;
  return lines.filter((line) => {
    if (onlyUnscheduled && line[1] !== null) return false;
    return line[0].includes(search) || (line[1] ?? String(line[2])).includes(search);
  });
}
