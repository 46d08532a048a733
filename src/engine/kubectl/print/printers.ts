import type { KindInfo } from "../../api/kinds.ts";
import { age } from "./age.ts";
import { podPrinter } from "./pod.ts";
import type { Printer } from "./table.ts";

/** Kinds without a printer of their own show their name and age. */
const anyPrinter: Printer = {
  columns: ["Name", "Age"],
  cells: ({ metadata }, now) => [metadata.name ?? "", age(metadata.creationTimestamp, now)],
};

const printers: { readonly [kind: string]: Printer } = {
  Pod: podPrinter as Printer<never> as Printer,
};

export function printerOf({ kind }: KindInfo): Printer {
  return printers[kind] ?? anyPrinter;
}
