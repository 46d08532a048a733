import { fnv1a32 } from "../kernel/random.ts";

/** The letters and digits that make safe names: no vowels, no look-alikes (apimachinery's rand.SafeEncodeString). */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** Spells text with the safe alphabet, character by character. */
export function safeEncode(text: string): string {
  let encoded = "";
  for (let i = 0; i < text.length; i++) encoded += alphabet[text.charCodeAt(i) % alphabet.length];
  return encoded;
}

/** FNV-32a of a text, in the decimal form that Kubernetes encodes into names. */
export function safeHash(text: string): string {
  return safeEncode(String(fnv1a32(text)));
}
