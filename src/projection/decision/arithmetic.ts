import type { DecisionRecord, Normalization, Operands, PluginScore } from "../../engine/index.ts";
import type { Arithmetic, Block, Line } from "./arithmetic/model.ts";
import { signed } from "./arithmetic/model.ts";
import * as onNode from "./arithmetic/onNode.ts";
import * as placement from "./arithmetic/placement.ts";
import * as resources from "./arithmetic/resources.ts";
import { type CellPlace, operandsOf } from "./verdicts.ts";

/** The arithmetic behind a cell of the Filter or of the Score table; null where the plugin computed nothing. */
export function arithmeticOf(record: DecisionRecord, point: "filter" | "score", cell: CellPlace): Arithmetic | null {
  const operands = operandsOf(record, point, cell);
  if (!operands) return null;
  const strategy = operands.kind === "resources" && point === "score" ? operands.strategy : undefined;
  return {
    ...(strategy !== undefined && strategy !== "filter" && { strategy }),
    blocks: blocksOf(operands, point === "score", cell.node),
  };
}

function blocksOf(operands: Operands, scoring: boolean, node: string): readonly Block[] {
  switch (operands.kind) {
    case "resources":
      return scoring ? resources.scoreOf(operands) : resources.roomOf(operands);
    case "cordon":
      return onNode.cordon(operands);
    case "nodeName":
      return onNode.nodeName(operands, node);
    case "taints":
      return placement.taints(operands);
    case "nodeAffinity":
      return placement.nodeAffinity(operands);
    case "spread":
      return scoring ? placement.spreadScore(operands) : placement.spreadFilter(operands);
    case "interPodAffinity":
      return scoring ? placement.podAffinityScore(operands) : placement.podAffinityFilter(operands);
    case "images":
      return onNode.images(operands);
    case "ports":
      return onNode.ports(operands);
    case "disks":
      return onNode.disks(operands);
    case "volumeLimits":
      return onNode.volumeLimits(operands);
    case "claims":
      return onNode.claims(operands);
    case "volumeZones":
      return onNode.volumeZones(operands);
  }
}

/** How a raw score became one of 0 to 100: in general, and with this node's numbers. null: it was one already. */
export function normalisingOf(
  record: DecisionRecord,
  { plugin, raw, normalized, normalization }: PluginScore,
  node: string,
): { readonly formula: string; readonly line: Line } | null {
  const operands = record.operands[plugin]?.[node];
  if (!normalization || (operands?.kind === "spread" && operands.ignored)) return null;
  const to = normalized[node] ?? 0;
  const { formula, numbers } = stepOf(normalization, raw[node] ?? 0);
  return { formula, line: [`${numbers} → `, { own: String(to) }] };
}

function stepOf(by: Normalization, raw: number): { readonly formula: string; readonly numbers: string } {
  const own = signed(raw);
  switch (by.kind) {
    case "share":
      if (by.max === 0) return { formula: by.reverse ? "max = 0: 100" : "max = 0: 0", numbers: `max = 0` };
      return by.reverse
        ? { formula: "100 − raw × 100 ÷ max", numbers: `100 − ${own} × 100 / ${by.max}` }
        : { formula: "raw × 100 ÷ max", numbers: `${own} × 100 / ${by.max}` };
    case "range":
      if (by.max === by.min) return { formula: "max = min: 0", numbers: `${signed(by.max)} = ${signed(by.min)}` };
      return {
        formula: "(raw − min) × 100 ÷ (max − min)",
        numbers: `(${own} − ${minus(by.min)}) × 100 / (${signed(by.max)} − ${minus(by.min)})`,
      };
    case "inverse":
      if (by.max === 0) return { formula: "max = 0: 100", numbers: "max = 0" };
      return {
        formula: "(max + min − raw) × 100 ÷ max",
        numbers: `(${by.max} + ${by.min} − ${own}) × 100 / ${by.max}`,
      };
  }
}

/** A number behind a minus: a negative one in brackets. */
const minus = (value: number): string => (value < 0 ? `(${signed(value)})` : String(value));
