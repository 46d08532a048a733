import type { NodeInfo } from "../../framework/nodeInfo.ts";
import type { Operands } from "../../framework/operands.ts";
import type { SpreadScoreState } from "./scoreState.ts";

type SpreadOperands = Extract<Operands, { kind: "spread" }>;
type Row = SpreadOperands["constraints"][number];

interface Numbered {
  readonly id: number;
  readonly row: Row;
}

/** So many are kept apart before all are forgotten. */
const most = 8192;

/**
 * The numbers behind the scores of soft constraints. Nodes of a domain have theirs in common, and a Pod that is placed
 * changes those of its own domains only: what is equal is one object, over nodes and attempts.
 */
export class ScoreOperands {
  private readonly rows = new Map<string, Numbered>();
  private readonly operands = new Map<string, SpreadOperands>();
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
    let key = isIgnored ? "ignored" : "";
    for (let i = 0; i < constraints.length; i++) key += ` ${this.rowOf(spread, i, node).id}`;
    const known = this.operands.get(key);
    if (known) return known;
    const operands: SpreadOperands = {
      kind: "spread",
      constraints: constraints.map((_, i) => this.rowOf(spread, i, node).row),
      ...(isIgnored && { ignored: true }),
      score: spread.score(node),
    };
    if (this.operands.size >= most) this.operands.clear();
    this.operands.set(key, operands);
    return operands;
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
    // Neither keys nor values of labels have a line break in them.
    const key = `${count} ${maxSkew} ${size} ${topology.name}${domain === null ? "" : `\n${domain}`}`;
    const known = this.rows.get(key);
    if (known) return known;
    const row: Row = {
      topologyKey: topology.name,
      domain,
      maxSkew,
      count,
      selfMatch: 0,
      weight,
      size,
      domains: domain === null ? {} : { [domain]: count },
    };
    if (this.rows.size >= most) this.rows.clear();
    const numbered = { id: this.made++, row };
    this.rows.set(key, numbered);
    return numbered;
  }
}
