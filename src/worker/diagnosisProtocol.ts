import type { Diagnosis, KubernetesObject, Pod } from "../engine/index.ts";

export interface DiagnosisRequest {
  readonly pod: Pod;
  readonly objects: readonly KubernetesObject[];
  /** The scenario's text: the scheduler's configuration is in it, and fixes are written into it. */
  readonly text: string;
}

/** A piece of the text, as offsets, and what takes its place. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export type DiagnosisAnswer =
  | {
      readonly type: "diagnosed";
      /** null: no scheduler looks at this Pod. */
      readonly diagnosis: Diagnosis | null;
      /** By fix: what it changes in the text; null when what it changes is not in the text. */
      readonly textEdits: readonly (TextEdit | null)[];
    }
  /** A bug of ours. */
  | { readonly type: "crashed"; readonly message: string };
