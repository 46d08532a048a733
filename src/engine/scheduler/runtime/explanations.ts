import type { CycleState } from "../framework/cycleState.ts";
import type { DecisionRecord } from "../framework/decisionRecord.ts";
import type { NodeInfo } from "../framework/nodeInfo.ts";
import type { Operands } from "../framework/operands.ts";
import type { PodInfo } from "../framework/podInfo.ts";
import type { Rejection } from "../framework/status.ts";
import type { Profile } from "./profile.ts";
import { isSame, type Recent } from "./recent.ts";

type Point = "Filter" | "Score";
type Explainer = (node: NodeInfo) => Operands | null;

/** What a node said: null is that it fits. */
export interface NodeVerdict {
  readonly node: NodeInfo;
  readonly rejection: Rejection | null;
}

/** A plugin's numbers, node by node, as they come in. */
interface Column {
  readonly plugin: string;
  readonly nodes: string[];
  readonly operands: Operands[];
}

/** Whom to ask of a node, and where the answer goes. */
interface Question {
  readonly column: Column;
  readonly explain: Explainer;
}

/** The numbers behind the cells of one attempt's Filter and Score: `result[plugin][node]`. */
export class Explanations {
  private readonly explainers = {
    Filter: new Map<string, Explainer | null>(),
    Score: new Map<string, Explainer | null>(),
  };

  private readonly allFit: boolean;

  constructor(
    private readonly profile: Profile,
    private readonly pod: PodInfo,
    private readonly state: CycleState,
    private readonly verdicts: readonly NodeVerdict[],
    private readonly recent: Recent,
  ) {
    this.allFit = verdicts.every(({ rejection }) => rejection === null);
  }

  /** Of each refused node the plugin that refused it; of each feasible one the plugins that scored it. */
  ofDecision(scores: readonly { readonly plugin: string }[]): DecisionRecord["operands"] {
    const columns = new Map<string, Column>();
    const scored = scores.flatMap(({ plugin }) => this.question(columns, plugin, "Score"));
    const refusers = new Map<string, readonly Question[]>();
    return this.collect("operands", (rejection) => {
      if (!rejection) return scored;
      const { plugin } = rejection;
      const known = refusers.get(plugin) ?? this.question(columns, plugin, "Filter");
      refusers.set(plugin, known);
      return known;
    });
  }

  /** What Filter compared where it did not refuse: on nodes that passed, and what a refusal left unasked. */
  ofFilter(filters: readonly { readonly name: string }[]): DecisionRecord["operands"] {
    const columns = new Map<string, Column>();
    const all = filters.flatMap(({ name }) => this.question(columns, name, "Filter"));
    const others = new Map<string, readonly Question[]>();
    return this.collect("filterOperands", (rejection) => {
      if (!rejection) return all;
      const { plugin } = rejection;
      const known = others.get(plugin) ?? all.filter(({ column }) => column.plugin !== plugin);
      others.set(plugin, known);
      return known;
    });
  }

  /** Plugins come in the order in which they first have something to say. */
  private collect(of: string, asked: (rejection: Rejection | null) => readonly Question[]): DecisionRecord["operands"] {
    if (this.allFit) return this.collectColumns(of, asked(null));
    const found: Column[] = [];
    for (const { node, rejection } of this.verdicts) {
      const questions = asked(rejection);
      for (let i = 0; i < questions.length; i++) {
        const { column, explain } = questions[i]!;
        const operands = explain(node);
        if (!operands) continue;
        if (column.nodes.length === 0) found.push(column);
        column.nodes.push(node.name);
        column.operands.push(operands);
      }
    }
    return this.asRecord(of, found);
  }

  /** As collect, where every node answers the same questions: question by question, each asked of one node after the other. */
  private collectColumns(of: string, questions: readonly Question[]): DecisionRecord["operands"] {
    const found: { readonly column: Column; readonly first: number }[] = [];
    for (const { column, explain } of questions) {
      const { verdicts } = this;
      let first = -1;
      for (let i = 0; i < verdicts.length; i++) {
        const { node } = verdicts[i]!;
        const operands = explain(node);
        if (!operands) continue;
        if (first < 0) first = i;
        column.nodes.push(node.name);
        column.operands.push(operands);
      }
      if (first >= 0) found.push({ column, first });
    }
    found.sort((a, b) => a.first - b.first);
    return this.asRecord(
      of,
      found.map(({ column }) => column),
    );
  }

  private asRecord(of: string, columns: readonly Column[]): DecisionRecord["operands"] {
    const result: { [plugin: string]: { readonly [node: string]: Operands } } = {};
    for (const { plugin, nodes, operands } of columns) {
      result[plugin] = this.recent.sharedEntries(`${of} ${plugin}`, nodes, operands);
    }
    return result;
  }

  /** None, when the plugin doesn't explain. */
  private question(columns: Map<string, Column>, plugin: string, point: Point): readonly Question[] {
    let explain = this.explainers[point].get(plugin);
    if (explain === undefined) {
      explain = this.explainer(plugin, point);
      this.explainers[point].set(plugin, explain);
    }
    if (!explain) return [];
    const column = columns.get(plugin) ?? { plugin, nodes: [], operands: [] };
    columns.set(plugin, column);
    return [{ column, explain }];
  }

  /** How a plugin's numbers on a node are got; null: the plugin doesn't explain. */
  private explainer(name: string, point: Point): Explainer | null {
    const { pod, state } = this;
    const plugin = this.profile.plugin(name);
    const explain = plugin?.explain?.bind(plugin);
    if (!explain) return null;
    const text = plugin?.explainedBy?.(pod);
    if (text === undefined) return (node) => explain(state, pod, node, point);
    const { generations, values } = this.recent.kept<Operands | null>(`${name} ${point}`, text);
    return (node) => {
      const { slot, generation } = node;
      if (generations[slot] === generation) return values[slot] ?? null;
      const fresh = explain(state, pod, node, point);
      const before = values[slot];
      // Most changes of a node leave its numbers as they were: records then have them in common without a comparison.
      const value = before && isSame(before, fresh) ? before : fresh;
      generations[slot] = generation;
      values[slot] = value;
      return value;
    };
  }
}
