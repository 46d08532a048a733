import type { Operands } from "../../../engine/index.ts";
import { type Block, decimals, type Fact, type Line, own, signed } from "./model.ts";

type Of<Kind extends Operands["kind"]> = Extract<Operands, { kind: Kind }>;

/** Domains that are named before the rest are only counted. */
const namedDomains = 12;

export function taints({ taints: list, score }: Of<"taints">): Block[] {
  if (list.length === 0) return [{ kind: "note", note: "noTaints" }];
  const facts = list.map(
    ({ key, value, effect, tolerated, by }): Fact => ({
      text: `${key}${value ? `=${value}` : ""}:${effect}`,
      ...(by !== undefined && { detail: by }),
      ok: tolerated,
      word: tolerated ? "tolerated" : "untolerated",
    }),
  );
  const counted = list.filter(({ tolerated }) => !tolerated).length;
  // What is not tolerated decides.
  if (score === undefined) facts.sort((a, b) => Number(a.ok) - Number(b.ok));
  return [
    { kind: "facts", facts },
    ...(score === undefined
      ? []
      : [{ kind: "sum", lines: [[`${list.length} − ${list.length - counted} = `, own(score)]] } as const]),
  ];
}

export function nodeAffinity({ terms, score }: Of<"nodeAffinity">): Block[] {
  const facts = terms.map(
    ({ term, weight, matches, has }): Fact => ({
      text: weight === undefined ? term : `${term} · ${weight}`,
      detail: Object.entries(has)
        .map(([key, value]) => `${key}: ${value ?? "—"}`)
        .join(", "),
      ok: matches,
      word: matches ? "matches" : "noMatch",
    }),
  );
  const blocks: Block[] = [{ kind: "facts", facts }];
  if (score !== undefined) {
    const parts = terms.filter(({ matches }) => matches).map(({ weight = 0 }) => String(weight));
    blocks.push(
      parts.length === 0
        ? { kind: "note", note: "nothingMatches" }
        : { kind: "sum", lines: [[`${parts.join(" + ")} = `, own(score)]] },
    );
  } else if (terms.filter(({ of }) => of === "required").length > 1) blocks.push({ kind: "note", note: "anyTerm" });
  return blocks;
}

/** Filter: the Pods in the domain, with this one, less those in the emptiest domain, against maxSkew. */
export function spreadFilter({ constraints }: Of<"spread">): Block[] {
  return constraints.flatMap(({ topologyKey, domain, maxSkew, count, selfMatch, min = 0, domains }): Block[] => {
    const heading: Block = { kind: "formula", text: `${topologyKey} · maxSkew ${maxSkew}` };
    if (domain === null)
      return [heading, { kind: "facts", facts: [{ text: topologyKey, ok: false, word: "labelMissing" }] }];
    const skew = count + selfMatch - min;
    return [
      heading,
      { kind: "sum", lines: [[domainsText(domains)]] },
      {
        kind: "facts",
        facts: [
          {
            text: `${domain}: ${count} + ${selfMatch} − ${min} = ${signed(skew)} ${skew > maxSkew ? ">" : "≤"} ${maxSkew}`,
            ok: skew <= maxSkew,
            word: skew > maxSkew ? "skewed" : "even",
          },
        ],
      },
    ];
  });
}

function domainsText(domains: { readonly [domain: string]: number }): string {
  const all = Object.entries(domains);
  const named = all.slice(0, namedDomains).map(([domain, count]) => `${domain}: ${count}`);
  return all.length > namedDomains ? `${named.join(" · ")} · … ${all.length}` : named.join(" · ");
}

/** Score: the lower the better; large topologies weigh more, so that small ones do not drown them. */
export function spreadScore({ constraints, ignored, score = 0 }: Of<"spread">): Block[] {
  if (ignored) return [{ kind: "note", note: "ignoredNode" }];
  const told = constraints.filter(({ domain }) => domain !== null);
  const parts = told.map(({ count, weight = 0, maxSkew }) => count * weight + (maxSkew - 1));
  const lines = told.map(
    ({ domain, count, weight = 0, size = 0, maxSkew }, i): Line => [
      `${domain}: ${count} × ln(${size} + 2) + (${maxSkew} − 1) = ${count} × ${decimals(weight, 3)} + ${maxSkew - 1} = ${decimals(parts[i], 3)}`,
    ],
  );
  const sum = parts.map((part) => decimals(part, 3)).join(" + ");
  return [
    { kind: "formula", text: "Pods × ln(domains + 2) + (maxSkew − 1)", note: "rounded" },
    { kind: "sum", lines: [...lines, [`${sum || "0"} → `, own(score)]] },
  ];
}

type PodTerm = Of<"interPodAffinity">["terms"][number];

const termText = ({ term, topologyKey, domain, of }: PodTerm): string =>
  `${of === "existing" ? "← " : ""}${term} · ${topologyKey}=${domain ?? "—"}`;

export function podAffinityFilter({ terms, first = false }: Of<"interPodAffinity">): Block[] {
  const facts = terms.map((term): Fact => {
    const ok = term.anti ? term.matches === 0 : term.domain !== null && (term.matches > 0 || first);
    return { text: `${termText(term)}: ${term.matches}`, ok, word: ok ? "met" : "unmet" };
  });
  return [{ kind: "facts", facts }, ...(first ? [{ kind: "note", note: "firstOfSeries" } as const] : [])];
}

export function podAffinityScore({ terms, score = 0 }: Of<"interPodAffinity">): Block[] {
  if (terms.length === 0) return [{ kind: "note", note: "nothingMatches" }];
  const lines = terms.map((term): Line => {
    const { matches, weight = 0 } = term;
    return [`${termText(term)}: ${matches} × ${signed(weight)} = ${signed(matches * weight)}`];
  });
  const parts = terms.map(({ matches, weight = 0 }) => signed(matches * weight));
  return [
    { kind: "formula", text: "Pods × weight" },
    { kind: "sum", lines: terms.length === 1 ? lines : [...lines, [`${parts.join(" + ")} = `, own(signed(score))]] },
  ];
}
