import type { Random } from "../kernel/random.ts";

/** Without vowels and look-alikes, so that no word comes out by chance. Models apimachinery's util/rand (v1.34). */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** Five characters, as in `web-7d4b9-x2k8q`. */
export function randomSuffix(random: Random, length = 5): string {
  return Array.from({ length }, () => alphabet[random.integer(alphabet.length)]).join("");
}

/** A version 4 UUID from the seeded generator. */
export function randomUid(random: Random): string {
  const hex = Array.from({ length: 32 }, (_, i) => {
    const digit = random.integer(16);
    if (i === 12) return "4";
    return (i === 16 ? (digit & 3) | 8 : digit).toString(16);
  }).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
