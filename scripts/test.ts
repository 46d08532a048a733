import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { ensureBrowser } from "./browser.ts";

/** `npm test`: every check, fast ones first; stops at the first that fails. */
const node = process.execPath;
const bin = (path: string): string => `node_modules/${path}`;

/**
 * All golden cases are run. Those of `floors` may still fail in part: they are counted out loud, and fewer than
 * already passed is a failure.
 */
function checkConformance(): void {
  const floors = JSON.parse(readFileSync("conformance/floors.json", "utf8")) as { readonly [group: string]: number };
  const files = readdirSync("conformance/cases").filter((file) => file.endsWith(".jsonl.gz"));
  const groupOf = (file: string): string => file.replace(/\.jsonl\.gz$/, "");
  const run = (some: readonly string[]) =>
    spawnSync(node, ["--import", "tsx", "conformance/run.ts", ...some.map((file) => `conformance/cases/${file}`)], {
      encoding: "utf8",
      env: { ...process.env, SHOW_CASES: "3" },
      maxBuffer: 64 * 1024 * 1024,
    });
  const whole = run(files.filter((file) => !(groupOf(file) in floors)));
  console.log(whole.stdout + whole.stderr);
  if (whole.status !== 0) throw new Error("a golden case fails");
  for (const [group, floor] of Object.entries(floors)) {
    const { stdout } = run([`${group}.jsonl.gz`]);
    const [line = `${group}: no count`, count = "0"] =
      new RegExp(`^${group}: (\\d+) passed.*$`, "m").exec(stdout) ?? [];
    console.log(`${line} (at least ${floor} have to pass)`);
    if (Number(count) < floor) throw new Error(`${group}: fewer golden cases pass than before`);
  }
}

const steps: readonly { name: string; command: readonly string[] | (() => void) }[] = [
  { name: "generated files", command: [node, "--import", "tsx", "scripts/generate-schema.ts"] },
  { name: "generated fonts", command: [node, "--import", "tsx", "scripts/generate-fonts.ts"] },
  { name: "types", command: [bin(".bin/tsc"), "--noEmit"] },
  { name: "types of the engine, without DOM", command: [bin(".bin/tsc"), "--noEmit", "-p", "tsconfig.engine.json"] },
  { name: "lint", command: [bin(".bin/biome"), "ci", "."] },
  { name: "unused code", command: [bin(".bin/knip"), "--no-progress"] },
  { name: "unit tests", command: [node, bin("vitest/vitest.mjs"), "run"] },
  { name: "conformance", command: checkConformance },
  { name: "build", command: [node, bin("vite/bin/vite.js"), "build", "--logLevel", "warn"] },
  { name: "size of the first load", command: [node, "--import", "tsx", "scripts/bundle-size.ts"] },
  { name: "a browser", command: ensureBrowser },
  { name: "browser tests", command: [node, bin("@playwright/test/cli.js"), "test"] },
];

const started = Date.now();
const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;
let passed = 0;
for (const { name, command } of steps) {
  const from = Date.now();
  console.log(`\n── ${name}`);
  let ok = true;
  if (typeof command === "function") {
    try {
      command();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      ok = false;
    }
  } else {
    ok = spawnSync(command[0], command.slice(1), { stdio: "inherit" }).status === 0;
  }
  if (!ok) {
    console.error(`\n${name}: failed after ${seconds(from)}`);
    console.log(`${passed} passed, 1 failed`);
    process.exit(1);
  }
  passed++;
  console.log(`── ${name}: ${seconds(from)}`);
}
console.log(`\nAll checks in ${seconds(started)}`);
console.log(`${passed} passed, 0 failed`);
