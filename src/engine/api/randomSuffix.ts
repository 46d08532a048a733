import type { Random } from "../kernel/random.ts";

/** Without vowels and look-alikes, so that no word comes out by chance. Models apimachinery's util/rand (v1.34). */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

const hexadecimal = "0123456789abcdef";

/** Five characters, as in `web-7d4b9-x2k8q`. */
export function randomSuffix(random: Random, length = 5): string {
  let suffix = "";
  for (let i = 0; i < length; i++) suffix += alphabet[random.integer(alphabet.length)];
  return suffix;
}

/** A version 4 UUID from the seeded generator. */
export function randomUid(random: Random): string {
  let uid = "";
  for (let i = 0; i < 32; i++) {
    if (i === 8 || i === 12 || i === 16 || i === 20) uid += "-";
    const digit = random.integer(16);
    if (i === 12) uid += "4";
    else uid += hexadecimal[i === 16 ? (digit & 3) | 8 : digit];
  }
  return uid;
}
