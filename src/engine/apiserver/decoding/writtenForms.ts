/** A member of a JSON object as it was written. */
export interface Member {
  readonly name: string;
  readonly value: unknown;
  /** The text of a number that is no plain integer: Go tells `1.0` from `1`, and integers beyond 2^53 apart. */
  readonly literal?: string | undefined;
}

/** The members of those objects that do not tell by themselves how they were written: with repeated names or odd numbers. */
export type WrittenForms = { get(object: object): readonly Member[] | undefined };
