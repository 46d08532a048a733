import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";

/** Latin with its supplements, and the signs that figures and code use. The whole face is a megabyte, most of it ligatures. */
const signs = "≤≥−×÷→←↑↓⇄…✓✗·–—‘’“”•│├└─";
const lastLatin = 0x17f;

/** Writes the mono face's subset, which the build bundles: `src/generated/iosevka.woff2`. */
export async function generateFonts(): Promise<void> {
  const root = join(import.meta.dirname, "..");
  const face = readFileSync(join(root, "node_modules/@fontsource/iosevka/files/iosevka-latin-400-normal.woff2"));
  const latin = Array.from({ length: lastLatin - 0x1f }, (_, i) => String.fromCodePoint(0x20 + i)).join("");
  // Without the layout features' alternates: ligatures are off in code anyway.
  const subset = await subsetFont(face, latin + signs, { targetFormat: "woff2", noLayoutClosure: true });
  const directory = join(root, "src/generated");
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "iosevka.woff2"), subset);
}

if (process.argv[1] === import.meta.filename) await generateFonts();
