import { ArrowDown, ArrowUp } from "lucide-react";
import {
  type CSSProperties,
  Fragment,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import styles from "./grid.module.css";
import { type GridPlace, nextPlace } from "./gridKeys.ts";
import { VirtualRows } from "./VirtualRows.tsx";

/** The most rows that are all in the document; with more, only those in view are. */
export const plainRows = 80;

export interface GridColumn {
  readonly id: string;
  /** Its name in full, for a screen reader. */
  readonly label: string;
  readonly head: ReactNode;
  readonly className?: string;
  /** What a first press sorts by: numbers are looked at from the top, names from A. */
  readonly descendsFirst: boolean;
}

export interface GridCell {
  /** Index of its column; 0 is the row's head. */
  readonly column: number;
  readonly span?: number;
  readonly content: ReactNode;
  /** What is read out, where the content is a picture or too short. */
  readonly label?: string;
  readonly className?: string;
  readonly style?: CSSProperties;
  readonly tone?: string;
}

export interface GridRow {
  readonly head: ReactNode;
  readonly cells: readonly GridCell[];
  /** What its cells have no room for: a line of its own under them. The cells' labels say it. */
  readonly below?: ReactNode;
  /** The row that the beat is about. */
  readonly now?: boolean;
  readonly picked?: boolean;
  readonly marked?: boolean;
}

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

interface GridProps {
  readonly label: string;
  readonly layout?: "bars";
  /** It takes the room that there is, and scrolls by itself. */
  readonly fills: boolean;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly string[];
  readonly rowOf: (row: string) => GridRow;
  readonly sort: GridSort | null;
  readonly onSort: (sort: GridSort | null) => void;
  /** The cell whose arithmetic is shown. */
  readonly chosen: { readonly row: string; readonly column: string } | null;
  /** The row that is selected, here or on the stage. */
  readonly selected: string | null;
  readonly onChoose: (row: string, column: string | null) => void;
  /** Escape; null when there is nothing to close. */
  readonly onClose: (() => void) | null;
}

/**
 * A table whose cells are walked through with the arrow keys, as the grid pattern of WAI-ARIA has it: one stop of the
 * tab key; Home, End, Page Up and Page Down; Enter on a head sorts, on a cell chooses it; Escape closes what that opened.
 */
export function Grid(props: GridProps) {
  const { label, layout, fills, columns, rows, rowOf, sort, onSort, chosen, selected, onChoose, onClose } = props;
  // State, not a ref: the rows are laid out before the element around them has its ref, and have to hear of it.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<GridPlace | null>(null);
  const [reveal, setReveal] = useState<{ readonly place: GridPlace; readonly focus: boolean } | null>(null);
  const at = placeIn(rows, active) ??
    chosenPlace(rows, columns, chosen) ?? { row: rows.length > 0 ? 0 : -1, column: 0 };

  // What was selected on the stage, or decided by the next beat, comes into view.
  const chosenRow = chosen?.row ?? null;
  const show = useEffectEvent((name: string | null): void => {
    const row = name === null ? -1 : rows.indexOf(name);
    if (row < 0 || table.current?.contains(document.activeElement)) return;
    setReveal({ place: { row, column: 0 }, focus: false });
  });
  useEffect(() => show(selected), [selected]);
  useEffect(() => show(chosenRow), [chosenRow]);

  // Rows that are not in view are there a moment later than the wish to see them.
  const revealed = useRef(reveal);
  const followUp = (): void => {
    const cell = reveal && reveal !== revealed.current && cellAt(table.current, reveal.place);
    if (!cell) return;
    revealed.current = reveal;
    if (reveal.focus) cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  useLayoutEffect(followUp);

  const go = (place: GridPlace): void => {
    setActive({ ...place, id: rows[place.row] });
    setReveal({ place, focus: true });
  };
  const sortBy = ({ id, descendsFirst }: GridColumn): void => {
    if (sort?.column !== id) onSort({ column: id, descending: descendsFirst });
    else onSort(sort.descending === descendsFirst ? { column: id, descending: !descendsFirst } : null);
  };
  const press = ({ row, column }: GridPlace): void => {
    if (row < 0) sortBy(columns[column]);
    else onChoose(rows[row], column === 0 ? null : columns[column].id);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const cell = cellOf(event.target);
    if (!cell) return;
    const extent = { start: Number(cell.dataset.column), span: Number(cell.dataset.span ?? 1) };
    const row = Number(cell.dataset.row);
    // In a cell that spans several columns, up and down keep to the column that they came by.
    const kept = active?.row === row && cellAt(table.current, active) === cell ? active.column : extent.start;
    const place = { row, column: kept };
    const page = Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / rowHeight) - 2);
    const next = nextPlace(event, place, { rows: rows.length, columns: columns.length, page }, extent);
    if (next) go(next);
    else if (event.key === "Enter" || event.key === " ") press({ row, column: extent.start });
    else if (event.key === "Escape" && onClose) onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: React.MouseEvent): void => {
    const cell = cellOf(event.target);
    if (!cell) return;
    const place = { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
    setActive({ ...place, id: rows[place.row] });
    press(place);
  };

  const placed = (row: number, column: number) => ({ "data-row": row, "data-column": column });
  const tabIndex = (row: number, column: number): 0 | -1 => (at.row === row && at.column === column ? 0 : -1);
  const drawRow = (index: number, measure?: (element: HTMLTableRowElement | null) => void): ReactNode => {
    const name = rows[index];
    const row = rowOf(name);
    const cells = (
      <tr
        key={name}
        ref={measure}
        data-hasbelow={row.below ? true : undefined}
        data-index={index}
        aria-rowindex={index + 2}
        aria-selected={selected === name}
        data-now={row.now || undefined}
        data-picked={row.picked || undefined}
        data-marked={row.marked || undefined}
      >
        <th scope="row" tabIndex={tabIndex(index, 0)} {...placed(index, 0)}>
          <span title={name}>{row.head}</span>
        </th>
        {row.cells.map(({ column, span = 1, content, label: said, className, style, tone }) => (
          <td
            key={column}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid, also where it is not laid out as a table's
            role="gridcell"
            tabIndex={tabIndex(index, column)}
            colSpan={span}
            aria-colindex={column + 1}
            aria-colspan={span > 1 ? span : undefined}
            aria-label={said}
            className={className}
            style={style}
            data-tone={tone}
            data-span={span > 1 ? span : undefined}
            data-chosen={(chosen?.row === name && chosen.column === columns[column].id) || undefined}
            {...placed(index, column)}
          >
            {content}
          </td>
        ))}
      </tr>
    );
    if (!row.below) return cells;
    return (
      <Fragment key={name}>
        {cells}
        <tr className={styles.below} aria-hidden data-now={row.now || undefined} onClick={() => onChoose(name, null)}>
          <td colSpan={columns.length}>{row.below}</td>
        </tr>
      </Fragment>
    );
  };

  return (
    <div ref={setScroller} className={styles.scroller} data-fills={fills || undefined}>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: there is no element for a grid; its keys make a table one
        role="grid"
        className={styles.grid}
        data-layout={layout}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, i) => {
              const direction = sort?.column === column.id ? sort : null;
              return (
                <th
                  key={column.id}
                  scope="col"
                  aria-label={column.label}
                  aria-sort={direction ? (direction.descending ? "descending" : "ascending") : "none"}
                  className={column.className}
                  tabIndex={tabIndex(-1, i)}
                  {...placed(-1, i)}
                >
                  {column.head}
                  {direction ? (
                    direction.descending ? (
                      <ArrowDown size={12} className={styles.arrow} aria-hidden />
                    ) : (
                      <ArrowUp size={12} className={styles.arrow} aria-hidden />
                    )
                  ) : null}
                </th>
              );
            })}
          </tr>
        </thead>
        {rows.length > plainRows ? (
          <VirtualRows
            scroller={scroller}
            count={rows.length}
            columns={columns.length}
            height={rowHeight}
            kept={[at.row, reveal?.place.row ?? -1]}
            row={drawRow}
            onLayout={followUp}
          />
        ) : (
          <tbody>{rows.map((_, index) => drawRow(index))}</tbody>
        )}
      </table>
    </div>
  );
}

/** What a row is high unless its reason takes more lines, CSS pixels. */
const rowHeight = 35;

/** Where the row of the active cell is now: sorting and searching move it. */
function placeIn(rows: readonly string[], active: GridPlace | null): GridPlace | null {
  if (!active) return null;
  if (active.row < 0) return active;
  const row = rows[active.row] === active.id ? active.row : rows.indexOf(active.id ?? "");
  return row < 0 ? null : { row, column: active.column };
}

function chosenPlace(
  rows: readonly string[],
  columns: readonly GridColumn[],
  chosen: GridProps["chosen"],
): GridPlace | null {
  const row = chosen ? rows.indexOf(chosen.row) : -1;
  const column = columns.findIndex(({ id }) => id === chosen?.column);
  return row < 0 || column < 0 ? null : { row, column };
}

const cellOf = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;

/** The cell at a place: one that spans several columns is at each of them. */
function cellAt(table: HTMLTableElement | null, { row, column }: GridPlace): HTMLElement | null {
  let found: HTMLElement | null = null;
  for (const cell of table?.querySelectorAll<HTMLElement>(`[data-row="${row}"]`) ?? []) {
    if (Number(cell.dataset.column) <= column) found = cell;
  }
  return found;
}
