import type { Random } from "../kernel/random.ts";

/** Without vowels and look-alikes, so that no word comes out by chance. Models apimachinery's util/rand (v1.34). */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

const hexadecimal = "0123456789abcdef";
const hyphen = 0x2d;

/** Five characters, as in `web-7d4b9-x2k8q`. */
export function randomSuffix(random: Random, length = 5): string {
  let suffix = "";
  for (let i = 0; i < length; i++) suffix += alphabet[random.integer(alphabet.length)];
  return suffix;
}

/** A version 4 UUID from the seeded generator. */
export function randomUid(random: Random): string {
  const codes: number[] = [];
  for (let i = 0; i < 32; i++) {
    if (i === 8 || i === 12 || i === 16 || i === 20) codes.push(hyphen);
    const digit = random.integer(16);
    codes.push(hexadecimal.charCodeAt(i === 12 ? 4 : i === 16 ? (digit & 3) | 8 : digit));
  }
  // Not put together piece by piece: it is a key of many maps, which would have to flatten it first.
  return String.fromCharCode(...codes);
}
