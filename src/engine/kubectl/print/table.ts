import type { KubernetesObject } from "../../api/meta.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
import { labelsText } from "./labels.ts";
import { tabbed, tableLayout } from "./tabWriter.ts";

/** A cell as the API server gives it; numbers are printed as they are. */
export type Cell = string | number;

/**
 * How the objects of a kind are printed as a table: what the API server sends when kubectl asks for one.
 * Models pkg/printers/internalversion/printers.go (v1.34).
 */
export interface Printer<T extends KubernetesObject = KubernetesObject> {
  /** Names of the columns; those that only `-o wide` shows come in `wide`, behind the others. */
  readonly columns: readonly string[];
  readonly wide?: readonly string[];
  /** Where the wide columns are not all behind the others: all columns of `-o wide`. */
  readonly allWide?: readonly string[];
  /** One cell a column, the wide ones included. */
  readonly cells: (object: T, options: CellOptions) => readonly Cell[];
}

export interface CellOptions {
  readonly now: VirtualMillis;
  /** `-o wide`: nothing is cut off. */
  readonly wide: boolean;
}

export interface TableOptions {
  readonly wide: boolean;
  readonly withNamespace: boolean;
  /** `pod/web` instead of `web`; the empty text prints the bare name. */
  readonly kindPrefix: string;
  readonly showLabels: boolean;
  /** `-L`: a column for each. */
  readonly labelColumns: readonly string[];
  readonly noHeaders: boolean;
  readonly now: VirtualMillis;
}

/** Lines of a table. Models cli-runtime's printers.HumanReadablePrinter (v1.34). */
export function tableLines(
  printer: Printer,
  objects: readonly KubernetesObject[],
  options: TableOptions,
  remembered?: number[],
): readonly string[] {
  const { wide, withNamespace, showLabels, labelColumns, noHeaders } = options;
  const { columns, wide: more = [], allWide = [...columns, ...more] } = printer;
  const names = wide ? allWide : columns;
  const header = [
    ...(withNamespace ? ["NAMESPACE"] : []),
    ...names.map((name) => name.toUpperCase()),
    ...labelColumns.map(labelHeader),
    ...(showLabels ? ["LABELS"] : []),
  ];
  const rows = objects.map((object) => rowOf(printer, object, names, options));
  const lines = (noHeaders ? rows : [header, ...rows]).map((cells) => cells.join("\t"));
  return tabbed(lines, tableLayout, remembered);
}

/** The last part of a label's key, in capitals. */
function labelHeader(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1).toUpperCase();
}

function rowOf(
  printer: Printer,
  object: KubernetesObject,
  names: readonly string[],
  { withNamespace, kindPrefix, showLabels, labelColumns, now, wide }: TableOptions,
): string[] {
  const { namespace = "", labels = {} } = object.metadata;
  const cells = printer
    .cells(object, { now, wide })
    .slice(0, names.length)
    .map((cell) => oneLine(String(cell)));
  const name = names.indexOf("Name");
  if (name >= 0 && kindPrefix !== "") cells[name] = `${kindPrefix}/${cells[name]}`;
  return [
    ...(withNamespace ? [namespace] : []),
    ...cells,
    ...labelColumns.map((key) => labels[key] ?? ""),
    ...(showLabels ? [labelsText(labels)] : []),
  ];
}

/** A table's cell ends with its first line; that there was more is said. */
function oneLine(cell: string): string {
  const end = cell.search(/[\f\n\r]/);
  return end < 0 ? cell : `${cell.slice(0, end)}...`;
}
