import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * Measures the JavaScript that the page needs to show its first beat: the entry with its static imports, and the stage.
 * The first beat's data is computed when the page is built (scripts/vite/firstBeat.ts); the engine's worker and the
 * projection are fetched when it is on stage, Monaco when the first run is. Those are printed with the rest of what
 * comes later, so that nothing grows unseen. Run after a build.
 */
const limit = 180_000;

interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

const dist = join(import.meta.dirname, "..", "dist");
const manifestPath = join(dist, ".vite", "manifest.json");
if (!existsSync(manifestPath)) {
  console.error("There is no build to measure: run `npm run build` first.");
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as { readonly [key: string]: Chunk };
const gzipped = (file: string): number => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/** A chunk and all that it imports statically, as files. */
function withImports(key: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const imported of chunk.imports ?? []) withImports(imported, seen);
  return seen;
}

const stageKey = Object.keys(manifest).find((key) => key.endsWith("ui/stage/Stage.tsx"));
if (!stageKey) throw new Error("The build has no chunk for the stage.");
const entry = withImports("index.html");
const stage = withImports(stageKey);
const counted = [
  ...[...entry].map((file) => ["page", file] as const),
  ...[...stage].filter((file) => !entry.has(file)).map((file) => ["stage", file] as const),
].filter(([, file]) => file.endsWith(".js"));

let total = 0;
for (const [part, file] of counted) {
  const size = gzipped(file);
  total += size;
  console.log(`${part.padEnd(8)} ${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(`${"total".padEnd(8)} ${(total / 1000).toFixed(1).padStart(7)} kB  of ${limit / 1000} kB`);

const later = readdirSync(join(dist, "assets"))
  .filter((file) => file.endsWith(".js") && !counted.some(([, other]) => other === `assets/${file}`))
  .map((file) => [file, gzipped(`assets/${file}`)] as const)
  .sort((a, b) => b[1] - a[1]);
for (const [file, size] of later) {
  const part = /^(?:engineWorker|presentation)-/.test(file) ? "next" : "later";
  if (size > 2000) console.log(`${part.padEnd(8)} ${(size / 1000).toFixed(1).padStart(7)} kB  assets/${file}`);
}
if (total > limit) {
  console.error(`The first load is ${((total - limit) / 1000).toFixed(1)} kB above its limit.`);
  process.exit(1);
}
