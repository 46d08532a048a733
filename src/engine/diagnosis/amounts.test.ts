import { expect, it } from "vitest";
import { quantityOf } from "./amounts.ts";

const gibi = 2 ** 30;

it.each([
  ["cpu", 3500, "4", "3.5"],
  ["cpu", 3500, "4000m", "3500m"],
  ["cpu", 3000, "4000m", "3000m"],
  ["cpu", 3000, 4, "3"],
  ["cpu", 3500, undefined, "3500m"],
  ["memory", 6 * gibi, "8Gi", "6Gi"],
  ["memory", 6.5 * gibi, "8Gi", "6.5Gi"],
  ["memory", 6 * gibi, "8192Mi", "6144Mi"],
  ["memory", 6000 * 2 ** 20, "8Gi", "6000Mi"],
  ["memory", 1024, "8G", "1Ki"],
  ["nvidia.com/gpu", 2, "4", "2"],
] as const)("%s %d, where the manifest has %s, is %s", (resource, amount, written, said) => {
  expect(quantityOf(resource, amount, written)).toBe(said);
});
