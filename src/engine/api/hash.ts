import { canonicalText } from "./canonicalText.ts";

/** The letters and digits that make safe names: no vowels, no look-alikes (apimachinery's rand.SafeEncodeString). */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** Spells text with the safe alphabet, character by character. */
function safeEncode(text: string): string {
  let encoded = "";
  for (let i = 0; i < text.length; i++) encoded += alphabet[text.charCodeAt(i) % alphabet.length];
  return encoded;
}

/** FNV-1a, 32 bits, over bytes, going on from `hash`. */
function fnv32a(bytes: Iterable<number>, hash = 0x811c9dc5): number {
  let result = hash;
  for (const byte of bytes) result = Math.imul(result ^ byte, 0x01000193);
  return result >>> 0;
}

/** FNV-1, 32 bits: multiplies first, where FNV-1a does so last. */
function fnv32(bytes: Iterable<number>): number {
  let result = 0x811c9dc5;
  for (const byte of bytes) result = Math.imul(result, 0x01000193) ^ byte;
  return result >>> 0;
}

function* utf8(text: string): Iterable<number> {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) yield code;
    else if (code < 0x800) yield* [0xc0 | (code >> 6), 0x80 | (code & 63)];
    else if (code < 0x10000) yield* [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
    else yield* [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  }
}

/**
 * The hash of an API value that Kubernetes puts into names and labels, such as `pod-template-hash`. A collision count,
 * when there is one, is hashed too and so gives another name.
 *
 * Models ComputeHash of pkg/controller (v1.34): FNV-32a of a text of the value, in decimal, spelled with safe letters.
 */
export function objectHash(value: unknown, collisionCount?: number): string {
  let hash = fnv32a(utf8(canonicalText(value)));
  if (collisionCount !== undefined) {
    const count = [0, 8, 16, 24].map((shift) => (collisionCount >>> shift) & 255);
    hash = fnv32a([...count, 0, 0, 0, 0], hash);
  }
  return safeEncode(String(hash));
}

/**
 * The hash in the name of a ControllerRevision, of its data as JSON with sorted keys, and of the collision count.
 *
 * Models HashControllerRevision of pkg/controller/history (v1.34).
 */
export function revisionHash(data: unknown, collisionCount = 0): string {
  return safeEncode(String(fnv32(utf8(`${canonicalText(data)}${collisionCount}`))));
}
