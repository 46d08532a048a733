import type { ResourceBar } from "../../projection/model.ts";

const gibi = 2 ** 30;

/** milliCPU as cores (`1.5`), bytes as GiB (`16`): the short figures at a bar's end, where the unit is the bar's own. */
export function figure(resource: ResourceBar["resource"], value: number): string {
  return trim(resource === "cpu" ? value / 1000 : value / gibi);
}

function trim(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

/** `Ready`, `0.4 s`, `3 m 12 s`: a span of virtual time, from milliseconds. */
export function span(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${Number(seconds.toFixed(seconds < 0.1 ? 3 : 2))} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} m ${Math.round(seconds % 60)} s`;
}

/** A refusal on a card: the count and `node(s)` in front of it may go there, and only there. */
export function shortReason(reason: string): string {
  return reason
    .replace(/^node\(s\) (had |were |didn't |did not |don't )?/, (_all, verb: string | undefined) =>
      verb && verb !== "had " && verb !== "were " ? verb : "",
    )
    .replace(/^\w/, (first) => first);
}

/** The Pod's own name, without its namespace. */
export const podName = (key: string): string => key.slice(key.indexOf("/") + 1);

/** An image without its registry and path: `shop:2.4`. */
export const imageName = (image: string): string => image.slice(image.lastIndexOf("/") + 1);

/** A value of a diff as YAML would say it on one line. */
export function inline(value: unknown): string {
  if (value === undefined) return "";
  const text = flow(value);
  return text.length > 130 ? `${text.slice(0, 126)} …` : text;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value)
    .filter(([, inner]) => inner !== null)
    .map(([key, inner]) => `${key}: ${flow(inner)}`)
    .join(", ")}}`;
}
