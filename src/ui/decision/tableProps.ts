import type { Sort } from "../../projection/decision/rows.ts";
import type { CellPlace } from "../../projection/decision/verdicts.ts";

/** What both tables are given. */
export interface TableProps {
  /** A long table takes the room that there is, and scrolls by itself. */
  readonly fills: boolean;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  readonly chosen: CellPlace | null;
  readonly selected: string | null;
  /** Nodes with the reason that was pressed in the message. */
  readonly marked: ReadonlySet<string> | null;
  readonly onChoose: (node: string, plugin: string | null) => void;
  readonly onClose: (() => void) | null;
}
