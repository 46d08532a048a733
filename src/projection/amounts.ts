/** Numbers as the screen says them, in every language alike. */

const trim = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** milliCPU as cores: 2500 → `2.5`. */
export function cpuText(milli: number): string {
  return trim(milli / 1000, 3);
}

const binary = [
  ["Ti", 2 ** 40],
  ["Gi", 2 ** 30],
  ["Mi", 2 ** 20],
  ["Ki", 2 ** 10],
] as const;

/** Bytes in the largest binary unit that leaves at least 1, one decimal: 1610612736 → `1.5Gi`. */
export function bytesText(bytes: number): string {
  const size = Math.abs(bytes);
  for (const [unit, factor] of binary) if (size >= factor) return `${trim(bytes / factor, 1)}${unit}`;
  return String(bytes);
}

/** An amount of a resource in the scheduler's unit (milliCPU, bytes, pieces). */
export function amountText(resource: string, value: number): string {
  if (resource === "cpu") return cpuText(value);
  if (resource === "memory" || resource === "ephemeral-storage" || resource.startsWith("hugepages-"))
    return bytesText(value);
  return String(value);
}

/** Virtual milliseconds as seconds: 1250 → `1.25 s`. */
export function secondsText(milliseconds: number): string {
  return `${trim(milliseconds / 1000, milliseconds < 10_000 ? 2 : 1)} s`;
}
