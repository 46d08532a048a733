import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { Operands } from "../../framework/operands.ts";
import type { SpreadScoreState } from "./scoreState.ts";

type SpreadOperands = Extract<Operands, { kind: "spread" }>;
type Row = SpreadOperands["constraints"][number];

interface Numbered {
  readonly id: number;
  readonly row: Row;
}

/** What was said of a node last. */
interface Last {
  readonly rows: readonly Numbered[];
  readonly isIgnored: boolean;
  readonly operands: SpreadOperands;
}

/** So many are kept apart before all are forgotten. */
const most = 8192;
/** And of one domain so many counts, each in so many constraints. */
const mostOfDomain = 128;
const mostOfCount = 32;

/** What was said where the rows so far came to this; on with the next row by its number. */
interface Step {
  readonly next: Map<number, Step>;
  operands: SpreadOperands | null;
}

const firstStep = (): Step => ({ next: new Map(), operands: null });

/**
 * The numbers behind the scores of soft constraints. Nodes of a domain have theirs in common, and a Pod that is placed
 * changes those of its own domains only: what is equal is one object, over nodes and attempts.
 */
export class ScoreOperands {
  /** By domain and count: what the numbers of its nodes have been. */
  private readonly rows = new Map<string | null, Map<number, Numbered[]>>();
  /** Where the rows of a node lead on from: of one that is ignored, and of one that counts. */
  private ignored = firstStep();
  private counted = firstStep();
  private kept = 0;
  /** By the node's slot. */
  private readonly last: Last[] = [];
  private made = 0;
  /** The attempt in hand, and its rows found so far by constraint, and by value or node. */
  private attempt: SpreadScoreState | null = null;
  private found: Numbered[][] = [];

  of(spread: SpreadScoreState, node: NodeInfo): SpreadOperands {
    const { constraints } = spread;
    if (spread !== this.attempt) {
      this.attempt = spread;
      this.found = constraints.map(() => []);
    }
    const isIgnored = spread.isIgnored(node);
    const last = this.last[node.slot];
    let isSame = last !== undefined && last.isIgnored === isIgnored && last.rows.length === constraints.length;
    for (let i = 0; i < constraints.length; i++) {
      if (this.rowOf(spread, i, node) !== last?.rows[i]) isSame = false;
    }
    if (last && isSame) return last.operands;
    const rows = constraints.map((_, i) => this.rowOf(spread, i, node));
    const operands = this.shared(rows, isIgnored, spread.score(node));
    this.last[node.slot] = { rows, isIgnored, operands };
    return operands;
  }

  private shared(rows: readonly Numbered[], isIgnored: boolean, score: number): SpreadOperands {
    if (this.kept >= most) {
      this.ignored = firstStep();
      this.counted = firstStep();
      this.kept = 0;
    }
    let step = isIgnored ? this.ignored : this.counted;
    for (const { id } of rows) {
      let next = step.next.get(id);
      if (!next) {
        next = firstStep();
        step.next.set(id, next);
      }
      step = next;
    }
    if (step.operands) return step.operands;
    this.kept++;
    step.operands = {
      kind: "spread",
      constraints: rows.map(({ row }) => row),
      ...(isIgnored && { ignored: true }),
      score,
    };
    return step.operands;
  }

  private rowOf(spread: SpreadScoreState, i: number, node: NodeInfo): Numbered {
    // Hostnames are counted node by node, whatever the label says.
    const at = spread.perConstraint[i]!.byHostname ? node.slot : spread.constraints[i]!.topology.bySlot[node.slot]! + 1;
    const found = this.found[i]!;
    const row = found[at] ?? this.row(spread, i, node);
    found[at] = row;
    return row;
  }

  private row(spread: SpreadScoreState, i: number, node: NodeInfo): Numbered {
    const { topology, maxSkew } = spread.constraints[i]!;
    const { weight, size } = spread.perConstraint[i]!;
    const value = topology.bySlot[node.slot]!;
    const domain = value < 0 ? null : topology.values[value]!;
    const count = Math.max(spread.count(i, node), 0);
    let ofDomain = this.rows.get(domain);
    if (!ofDomain || ofDomain.size >= mostOfDomain) {
      if (this.rows.size >= most) this.rows.clear();
      ofDomain = new Map();
      this.rows.set(domain, ofDomain);
    }
    let known = ofDomain.get(count);
    if (!known || known.length >= mostOfCount) {
      known = [];
      ofDomain.set(count, known);
    }
    for (const numbered of known) {
      const { row } = numbered;
      if (row.maxSkew === maxSkew && row.size === size && row.topologyKey === topology.name) return numbered;
    }
    const numbered: Numbered = {
      id: this.made++,
      row: {
        topologyKey: topology.name,
        domain,
        maxSkew,
        count,
        selfMatch: 0,
        weight,
        size,
        domains: domain === null ? {} : { [domain]: count },
      },
    };
    known.push(numbered);
    return numbered;
  }
}
