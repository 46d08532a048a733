import { spawnSync } from "node:child_process";
import { ensureBrowser } from "./browser.ts";
import { generateSchema } from "./generate-schema.ts";

/** `npm test`: every check, fast ones first; stops at the first that fails. */
const node = process.execPath;
const bin = (path: string): string => `node_modules/${path}`;

const steps: readonly { name: string; command: readonly string[] | (() => void) }[] = [
  { name: "schema", command: generateSchema },
  { name: "types", command: [bin(".bin/tsc"), "--noEmit"] },
  { name: "types of the engine, without DOM", command: [bin(".bin/tsc"), "--noEmit", "-p", "tsconfig.engine.json"] },
  { name: "lint", command: [bin(".bin/biome"), "ci", "."] },
  { name: "unused code", command: [bin(".bin/knip"), "--no-progress"] },
  { name: "unit tests", command: [node, bin("vitest/vitest.mjs"), "run"] },
  { name: "conformance", command: [node, "--import", "tsx", "conformance/run.ts"] },
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
