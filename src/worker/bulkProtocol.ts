import type { PlacementLine } from "../engine/index.ts";
import type { Imported } from "../scenario/exported.ts";
import type { DumpRefusal } from "../scenario/index.ts";

/** How a whole file is scheduled: the same choices as on the command line. */
export interface BulkChoices {
  /** percentageOfNodesToScore; 0 is adaptive. */
  readonly percentage: 0 | 100;
  readonly ties: "first" | "seeded";
  readonly seed: number;
}

export interface BulkRequest {
  readonly file: Blob;
  readonly choices: BulkChoices;
  /** Gives the text back when it is small enough for a journey after all. */
  readonly returnSmall: boolean;
}

export type BulkAnswer =
  /** The file is small: it can be run as a scenario. Nothing was scheduled. */
  | ({ readonly type: "small" } & Imported)
  | { readonly type: "refused"; readonly refusal: DumpRefusal }
  /** The file was read; what there is to do. */
  | { readonly type: "ready"; readonly objects: number; readonly nodes: number; readonly total: number }
  /** The next Pods, in file order; `elapsed` milliseconds since scheduling began. */
  | { readonly type: "lines"; readonly lines: readonly PlacementLine[]; readonly elapsed: number }
  | { readonly type: "done"; readonly elapsed: number }
  /** A bug of ours: the lines that came before it are sound. */
  | { readonly type: "crashed"; readonly message: string };
