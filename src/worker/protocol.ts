import type { SimulationEnd, SimulationEntry } from "../engine/index.ts";
import type { Problem, Scenario } from "../scenario/index.ts";

/** What the page asks of the engine's worker, and what comes back. Plain data; every answer carries the number of the run it belongs to. */
export type WorkerRequest = {
  readonly type: "run";
  readonly run: number;
  readonly text: string;
  readonly seed: number;
};

/** A place in the text, 1-based and inclusive, as the editor counts. */
export interface TextRange {
  readonly line: number;
  readonly endLine: number;
}

/** What the scenario holds, for the line under the editor. */
export interface ScenarioSummary {
  readonly objects: number;
  readonly pods: number;
  readonly nodes: number;
  /** The file has no Node, so the documented default cluster is used. */
  readonly defaultCluster: boolean;
  readonly notSimulated: readonly { readonly kind: string; readonly name: string; readonly line: number }[];
  /** The Pod that the scenario puts on stage, if it names one. */
  readonly onStage: string | null;
  /** All kinds that the API server of this engine stores without anything acting on them. */
  readonly storedKinds: readonly string[];
  /** What the scenario says of the world outside the cluster: the console's logs and figures come from it. */
  readonly world: Pick<Scenario, "runtime" | "load">;
  /** The scheduler's configuration as written: the calculators reckon with its profiles. */
  readonly schedulerConfiguration: Scenario["schedulerConfiguration"];
  /** Per object of the text: its kind and name, where it stands, and the lines of its fields by path. */
  readonly objectLines: readonly ObjectLines[];
}

export interface ObjectLines {
  readonly kind: string;
  readonly name: string;
  /** Part of the cluster as it is before anything is applied. */
  readonly initial: boolean;
  readonly range: TextRange;
  /** Field path (`spec.containers[0].image`) → its lines. */
  readonly fields: ReadonlyMap<string, TextRange>;
}

export type WorkerAnswer =
  /** The text was read. `summary` is null when nothing can be run. */
  | {
      readonly type: "parsed";
      readonly run: number;
      readonly problems: readonly Problem[];
      readonly summary: ScenarioSummary | null;
    }
  | { readonly type: "progress"; readonly run: number; readonly entries: number; readonly virtualTime: number }
  /** The next entries of the trace, in order. */
  | { readonly type: "entries"; readonly run: number; readonly entries: readonly SimulationEntry[] }
  | { readonly type: "done"; readonly run: number; readonly end: SimulationEnd }
  /** A bug of ours: what was sent so far is sound. */
  | { readonly type: "crashed"; readonly run: number; readonly message: string; readonly stack: string };
