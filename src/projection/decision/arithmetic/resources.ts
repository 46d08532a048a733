import type { Operands } from "../../../engine/index.ts";
import { type Block, decimals, type Line, own } from "./model.ts";

type Resources = Extract<Operands, { kind: "resources" }>;
type Row = Resources["resources"][number];

const gibi = 2 ** 30;
const mebi = 2 ** 20;
const inBytes = (name: string): boolean =>
  name === "memory" || name === "ephemeral-storage" || name.startsWith("hugepages-");

/** An amount of a resource as manifests say it: `1500m`, `4Gi`, `110`. */
export function amount(name: string, value: number): string {
  if (name === "cpu") return `${decimals(value, 3)}m`;
  if (!inBytes(name)) return String(value);
  return value !== 0 && value % gibi === 0 ? `${value / gibi}Gi` : `${decimals(value / mebi, 1)}Mi`;
}

/** Plain numbers in one unit, so that a line can be checked by hand: milliCPU, MiB. */
const plain = (name: string, value: number): string => (inBytes(name) ? decimals(value / mebi, 1) : decimals(value, 3));

const short = (name: string): string => (name === "memory" ? "mem" : name);

/** Filter: asked ≤ allocatable − requested. What is too little comes first: it decides. */
export function roomOf({ resources }: Resources): Block[] {
  const rows = resources.map(({ name, allocatable, requested, pod }) => ({
    name,
    own: amount(name, pod),
    from: amount(name, allocatable),
    less: amount(name, requested),
    rest: amount(name, allocatable - requested),
    ok: pod <= allocatable - requested,
  }));
  return [{ kind: "room", rows: rows.sort((a, b) => Number(a.ok) - Number(b.ok)) }];
}

export function scoreOf(operands: Resources): Block[] {
  switch (operands.strategy) {
    case "BalancedAllocation":
      return balanced(operands);
    case "RequestedToCapacityRatio":
      return ratio(operands);
    default:
      return allocated(operands);
  }
}

const used = ({ name, requested, pod }: Row): Line => [plain(name, requested), " + ", own(plain(name, pod))];
const overfull = ({ requested, pod, allocatable }: Row): boolean => requested + pod > allocatable;

/** LeastAllocated and MostAllocated. */
function allocated({ strategy, resources, score }: Resources): Block[] {
  const least = strategy === "LeastAllocated";
  const lines = resources.map((row): Line => {
    const { name, allocatable, score: part } = row;
    const all = plain(name, allocatable);
    if (overfull(row)) return [`${short(name)} `, ...used(row), ` > ${all} → ${part}`];
    return least
      ? [`${short(name)} (${all} − (`, ...used(row), `)) × 100 / ${all} = ${part}`]
      : [`${short(name)} (`, ...used(row), `) × 100 / ${all} = ${part}`];
  });
  return [
    {
      kind: "formula",
      text: least ? "(allocatable − (requested + Pod)) × 100 ÷ allocatable" : "(requested + Pod) × 100 ÷ allocatable",
      note: "roundedDown",
    },
    { kind: "sum", lines: [...lines, ...mean(resources, score)] },
  ];
}

/** The weighted mean of the resources' scores. */
function mean(resources: readonly Row[], score: number | undefined): Line[] {
  if (score === undefined || resources.length === 0) return [];
  const weights = resources.reduce((all, { weight = 1 }) => all + weight, 0);
  const parts = resources.map(({ score: part, weight = 1 }) => (weight === 1 ? `${part}` : `${part} × ${weight}`));
  return [[`(${parts.join(" + ")}) / ${weights} = `, own(score)]];
}

function ratio({ resources, shape = [], score }: Resources): Block[] {
  const lines = resources.map((row): Line => {
    const { name, allocatable, score: part } = row;
    const all = plain(name, allocatable);
    if (overfull(row)) return [`${short(name)} `, ...used(row), ` > ${all} → 100 % → ${part}`];
    const utilization = Math.trunc(((row.requested + row.pod) * 100) / allocatable);
    return [
      `${short(name)} (`,
      ...used(row),
      `) × 100 / ${all} = ${utilization} % → ${curve(shape, utilization)}${part}`,
    ];
  });
  const counted = resources.filter(({ score: part = 0 }) => part > 0);
  return [
    { kind: "formula", text: "shape((requested + Pod) × 100 ÷ allocatable)", note: "roundedDown" },
    {
      kind: "formula",
      text: `shape ${shape.map((point) => `${point.utilization} % → ${point.score * 10}`).join(", ")}`,
    },
    { kind: "sum", lines: [...lines, ...mean(counted, score)] },
    ...(counted.length < resources.length ? [{ kind: "note", note: "zerosLeftOut" } as const] : []),
  ];
}

/** The piece of the curve that a utilization lies on, as a calculation; nothing on a point of it or beyond its ends. */
function curve(shape: NonNullable<Resources["shape"]>, utilization: number): string {
  const at = shape.findIndex((point) => utilization <= point.utilization);
  if (at <= 0 || shape[at].utilization === utilization) return "";
  const [from, to] = [shape[at - 1], shape[at]];
  const [low, high] = [from.score * 10, to.score * 10];
  return `${low} + (${high} − ${low}) × (${utilization} − ${from.utilization}) / (${to.utilization} − ${from.utilization}) = `;
}

function balanced({ resources, deviation = 0, score }: Resources): Block[] {
  const fractions = resources.map(({ score: part = 0 }) => decimals(part, 4));
  const lines = resources.map((row, i): Line => {
    const all = plain(row.name, row.allocatable);
    if (overfull(row)) return [`${short(row.name)} `, ...used(row), ` > ${all} → 1`];
    return [`${short(row.name)} (`, ...used(row), `) / ${all} = ${fractions[i]}`];
  });
  const spread = decimals(deviation, 4);
  const sigma: Line[] =
    resources.length === 2
      ? [[`σ = |${fractions[0]} − ${fractions[1]}| / 2 = ${spread}`]]
      : resources.length > 2
        ? [[`σ(${fractions.join(", ")}) = ${spread}`]]
        : [];
  return [
    { kind: "formula", text: "(requested + Pod) ÷ allocatable; (1 − σ) × 100", note: "roundedDown" },
    { kind: "sum", lines: [...lines, ...sigma, [`(1 − ${spread}) × 100 = `, own(score ?? 0)]] },
  ];
}
