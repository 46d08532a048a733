import type { Operands } from "../../../engine/index.ts";
import { type Block, type Fact, type Line, own } from "./model.ts";
import { amount } from "./resources.ts";

type Of<Kind extends Operands["kind"]> = Extract<Operands, { kind: Kind }>;

const facts = (list: readonly Fact[]): Block[] => (list.length > 0 ? [{ kind: "facts", facts: list }] : []);

export function cordon({ cordoned, tolerated }: Of<"cordon">): Block[] {
  const asked: Fact = { text: `spec.unschedulable: ${cordoned}`, ok: !cordoned, word: cordoned ? "cordoned" : "open" };
  if (!cordoned) return facts([asked]);
  const taint = "node.kubernetes.io/unschedulable:NoSchedule";
  return facts([asked, { text: taint, ok: tolerated, word: tolerated ? "tolerated" : "untolerated" }]);
}

export function nodeName({ wanted }: Of<"nodeName">, node: string): Block[] {
  if (wanted === null) return facts([{ text: "spec.nodeName: —", ok: true, word: "anyNode" }]);
  const ok = wanted === node;
  return facts([{ text: `spec.nodeName: ${wanted}`, ok, word: ok ? "matches" : "noMatch" }]);
}

export function ports({ wanted, taken, heldBy }: Of<"ports">): Block[] {
  return facts(
    wanted.map((port) => {
      const ok = !taken.includes(port);
      return { text: port, ...(heldBy[port] && { detail: heldBy[port] }), ok, word: ok ? "free" : "taken" };
    }),
  );
}

export function images({ images: list, sum, min, max, score = 0 }: Of<"images">): Block[] {
  const bytes = (value: number): string => amount("memory", value);
  const counted = Math.min(Math.max(sum, min), max);
  const spread = list
    .filter(({ present }) => present)
    .map(
      ({ sizeBytes, nodesWithImage, totalNodes, scaled }): Line => [
        `${bytes(sizeBytes)} × ${nodesWithImage} / ${totalNodes} = ${bytes(scaled)}`,
      ],
    );
  return [
    ...facts(list.map(({ name, present }) => ({ text: name, ok: present, word: present ? "present" : "absent" }))),
    { kind: "formula", text: `(size − ${bytes(min)}) × 100 ÷ (${bytes(max)} − ${bytes(min)})`, note: "roundedDown" },
    {
      kind: "sum",
      lines: [
        ...spread,
        [`(${bytes(counted)} − ${bytes(min)}) × 100 / (${bytes(max)} − ${bytes(min)}) = `, own(score)],
      ],
    },
    ...(sum < min ? [{ kind: "note", note: "lessThanFloor" } as const] : []),
  ];
}

export function disks({ disks: list, exclusive, conflicts }: Of<"disks">): Block[] {
  return facts([
    ...list.map(
      ({ disk, heldBy }): Fact => ({
        text: disk,
        ...(heldBy !== null && { detail: heldBy }),
        ok: heldBy === null,
        word: heldBy === null ? "free" : "taken",
      }),
    ),
    ...exclusive.map(
      (claim): Fact => ({
        text: `${claim} · ReadWriteOncePod`,
        ok: conflicts === 0,
        word: conflicts === 0 ? "free" : "inUse",
      }),
    ),
  ]);
}

export function volumeLimits({ drivers }: Of<"volumeLimits">): Block[] {
  const limited = drivers.flatMap(({ driver, attached, wanted, limit }) =>
    limit === null
      ? []
      : {
          name: driver,
          own: String(wanted),
          from: String(limit),
          less: String(attached),
          rest: String(limit - attached),
          ok: attached + wanted <= limit,
        },
  );
  const free = drivers
    .filter(({ limit }) => limit === null)
    .map(({ driver }): Fact => ({ text: driver, ok: true, word: "noLimit" }));
  return [...(limited.length > 0 ? [{ kind: "room", rows: limited } as const] : []), ...facts(free)];
}

export function claims({ claims: list }: Of<"claims">): Block[] {
  return facts(
    list.map(({ claim, outcome, volume, storageClass, ok }) => ({
      text: claim,
      detail: volume ?? storageClass,
      ok,
      word: outcome === "bound" && !ok ? "none" : outcome,
    })),
  );
}

export function volumeZones({ zones }: Of<"volumeZones">): Block[] {
  return facts(
    zones.map(({ key, values, node, matches }) => ({
      text: `${key} ∈ {${values.join(", ")}}`,
      detail: `${key}: ${node ?? "—"}`,
      ok: matches,
      word: matches ? "sameZone" : "otherZone",
    })),
  );
}
