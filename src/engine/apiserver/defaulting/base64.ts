const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** A text's UTF-8 bytes in base 64, without the browser's functions for it. */
export function base64(text: string): string {
  const bytes = utf8(text);
  let encoded = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const block = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    encoded += [18, 12, 6, 0].map((shift, n) => (n > left ? "=" : digits[(block >> shift) & 63])).join("");
  }
  return encoded;
}

/** The text behind base 64, byte by byte: enough for JSON. */
export function fromBase64(encoded: string): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const digit of encoded) {
    const value = digits.indexOf(digit);
    if (value < 0) continue;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((held >> bits) & 255);
  }
  return text;
}
