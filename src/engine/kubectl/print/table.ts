import type { KubernetesObject } from "../../api/meta.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
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
  /** One cell a column, the wide ones included. */
  readonly cells: (object: T, now: VirtualMillis) => readonly Cell[];
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
  const names = wide ? [...printer.columns, ...(printer.wide ?? [])] : printer.columns;
  const header = [
    ...(withNamespace ? ["NAMESPACE"] : []),
    ...names.map((name) => name.toUpperCase()),
    ...labelColumns.map(labelHeader),
    ...(showLabels ? ["LABELS"] : []),
  ];
  const rows = objects.map((object) => rowOf(printer, object, names.length, options));
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
  shown: number,
  { withNamespace, kindPrefix, showLabels, labelColumns, now }: TableOptions,
): string[] {
  const { namespace = "", labels = {} } = object.metadata;
  const cells = printer
    .cells(object, now)
    .slice(0, shown)
    .map((cell) => oneLine(String(cell)));
  const name = printer.columns.indexOf("Name");
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

/** `app=web,tier=front`, by key; `<none>` for no labels. Models labels.FormatLabels (v1.34). */
export function labelsText(labels: { readonly [key: string]: string } | undefined): string {
  const text = Object.keys(labels ?? {})
    .sort()
    .map((key) => `${key}=${labels?.[key]}`)
    .join(",");
  return text === "" ? "<none>" : text;
}
