/** A cell of a grid: row −1 is the head. `id` is the row's name. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
  readonly id?: string;
}

/** The columns that the cell covers. */
export interface GridExtent {
  readonly start: number;
  readonly span: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that Page Up and Page Down move by. */
  readonly page: number;
}

/** Where a key leads from a cell; null for keys that lead nowhere. */
export function nextPlace(
  {
    key,
    ctrlKey,
    metaKey,
    altKey,
    shiftKey,
  }: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
  from: GridPlace,
  { rows, columns, page }: GridSize,
  { start, span }: GridExtent = { start: from.column, span: 1 },
): GridPlace | null {
  if (altKey || shiftKey) return null;
  const whole = ctrlKey || metaKey;
  const row = (to: number): number => Math.max(-1, Math.min(rows - 1, to));
  switch (key) {
    case "ArrowUp":
      return { ...from, row: row(whole ? 0 : from.row - 1) };
    case "ArrowDown":
      return { ...from, row: row(whole ? rows - 1 : from.row + 1) };
    case "ArrowLeft":
      return { ...from, column: whole ? 0 : Math.max(0, start - 1) };
    case "ArrowRight":
      return { ...from, column: Math.min(columns - 1, whole ? columns - 1 : start + span) };
    case "Home":
      return { row: whole ? row(0) : from.row, column: 0 };
    case "End":
      return { row: whole ? rows - 1 : from.row, column: columns - 1 };
    case "PageUp":
      return { ...from, row: Math.max(Math.min(0, rows - 1), from.row - page) };
    case "PageDown":
      return { ...from, row: row(from.row + page) };
    default:
      return null;
  }
}
