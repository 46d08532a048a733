import type { RuntimeModelOptions } from "../../engine/index.ts";
import { bytesOf, durationPattern, millis, shareOf } from "./quantities.ts";
import type { Fields } from "./shape.ts";

// The shapes have been checked: what is read is there, and of its type.

type Rule = NonNullable<RuntimeModelOptions["rules"]>[number];

const durations = ["startup", "postStart", "preStop", "exitAfter"] as const;

export function ruleOf({ namespace, labels, container, image, ...written }: Fields): Rule {
  const where = { namespace, labels, container, image };
  const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
  return { ...given, behaviour: behaviourOf(written) } as Rule;
}

/** A behaviour, or a run of one, with its texts made numbers. */
function behaviourOf({ runs, probes, memory, disk, pids, responses, logs, sigterm, ...plain }: Fields): Fields {
  const behaviour: { [field: string]: unknown } = { ...plain };
  for (const field of durations) if (plain[field] !== undefined) behaviour[field] = millis(String(plain[field]));
  if (sigterm !== undefined)
    behaviour.sigterm = durationPattern.test(String(sigterm)) ? millis(String(sigterm)) : "ignored";
  if (runs) behaviour.runs = (runs as readonly Fields[]).map(behaviourOf);
  if (probes) {
    behaviour.probes = Object.fromEntries(
      Object.entries(probes as { [probe: string]: readonly Fields[] }).map(([probe, answers]) => [
        probe,
        answers.map(({ from, takes, ...answer }) => ({
          ...answer,
          from: millis(String(from)),
          ...(takes !== undefined && { takes: millis(String(takes)) }),
        })),
      ]),
    );
  }
  if (responses) {
    behaviour.responses = (responses as readonly Fields[]).map(({ from, status, share }) => ({
      from: millis(String(from)),
      status: status ?? 500,
      share: shareOf(String(share ?? "100%")),
    }));
  }
  const bytesOverTime = (list: unknown): Fields[] =>
    (list as readonly Fields[]).map(({ bytes, ...entry }) => ({
      ...startingFrom(entry),
      bytes: bytesOf(String(bytes)),
    }));
  if (memory) behaviour.memory = bytesOverTime(memory);
  if (disk) behaviour.disk = bytesOverTime(disk);
  if (pids) behaviour.pids = (pids as readonly Fields[]).map(startingFrom);
  if (logs)
    behaviour.logs = (logs as readonly Fields[]).map(({ every, ...entry }) => ({
      ...startingFrom(entry),
      ...(every !== undefined && { every: millis(String(every)) }),
    }));
  return behaviour;
}

function startingFrom({ from, ...entry }: Fields): Fields {
  return { ...entry, from: millis(String(from)) };
}
