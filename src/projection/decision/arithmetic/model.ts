/**
 * The arithmetic behind a cell, as data without words: what is a number or a name stands here, what is said in a
 * language is a key.
 */
export interface Arithmetic {
  /** NodeResourcesFit: how it scores. */
  readonly strategy?: string;
  readonly blocks: readonly Block[];
}

export type Block =
  /** What is computed, in general. */
  | { readonly kind: "formula"; readonly text: string; readonly note?: "roundedDown" | "rounded" }
  /** The same with this Pod's numbers. */
  | { readonly kind: "sum"; readonly lines: readonly Line[] }
  /** `own` ≤ `from` − `less` = `rest`, a row a resource. */
  | { readonly kind: "room"; readonly rows: readonly Room[] }
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  | { readonly kind: "note"; readonly note: NoteKey };

/** Pieces of a line; what comes from this Pod is marked. */
export type Line = readonly (string | { readonly own: string })[];

export interface Room {
  readonly name: string;
  readonly own: string;
  readonly from: string;
  readonly less: string;
  readonly rest: string;
  readonly ok: boolean;
}

/** Something that holds or does not. */
export interface Fact {
  readonly text: string;
  /** What the node has to do with it: its label's value, the Pod that holds a port. */
  readonly detail?: string;
  readonly ok: boolean;
  readonly word: FactWord;
}

export type FactWord =
  | "tolerated"
  | "untolerated"
  | "matches"
  | "noMatch"
  | "present"
  | "absent"
  | "taken"
  | "free"
  | "open"
  | "cordoned"
  | "anyNode"
  | "even"
  | "skewed"
  | "labelMissing"
  | "met"
  | "unmet"
  | "bound"
  | "found"
  | "provision"
  | "none"
  | "inUse"
  | "noLimit"
  | "sameZone"
  | "otherZone";

export type NoteKey =
  | "noTaints"
  | "anyTerm"
  | "lessThanFloor"
  | "ignoredNode"
  | "firstOfSeries"
  | "zerosLeftOut"
  | "nothingMatches";

export const own = (text: string | number): { readonly own: string } => ({ own: String(text) });

/** A minus sign that is as wide as the other signs. */
export const signed = (value: number): string => (value < 0 ? `−${-value}` : String(value));

export const decimals = (value: number, digits: number): string => String(Number(value.toFixed(digits)));
