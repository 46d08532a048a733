import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Simulation } from "../src/engine/index.ts";
import { limits, parseScenario } from "../src/scenario/index.ts";
import { expect, onStage, test } from "./page.ts";

const root = join(import.meta.dirname, "..");
const manifests = join(root, "../shared/manifests");
const files = [
  join(root, "src/state/firstScenario.yaml"),
  ...(existsSync(manifests) ? readdirSync(manifests).map((file) => join(manifests, file)) : []),
];

interface Digest {
  readonly entries: number;
  readonly sha256: string;
}

/** The trace as the command line gets it. */
function runInNode(text: string, seed: number): Digest {
  const { scenario } = parseScenario(text);
  if (!scenario) throw new Error("the scenario can't be run");
  const simulation = new Simulation(scenario, { seed, until: limits.runMillis, maxEntries: limits.traceEntries });
  simulation.run();
  const hash = createHash("sha256");
  for (const entry of simulation.entries) hash.update(`${JSON.stringify(entry)}\n`);
  return { entries: simulation.entries.length, sha256: hash.digest("hex") };
}

test("the same scenario and seed give the same trace, byte for byte, twice, in Node and in the browser's worker", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const engine = page.waitForEvent("worker", (worker) => /engineWorker/.test(worker.url()));
  await page.goto("./");
  await onStage(page);
  const url = (await engine).url();
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    for (const seed of [1, 42]) {
      const inNode = runInNode(text, seed);
      expect(runInNode(text, seed), `${file}, seed ${seed}, twice in Node`).toEqual(inNode);
      const inBrowser = await page.evaluate(
        ([url, text, seed]) =>
          new Promise<Digest>((resolve, reject) => {
            const worker = new Worker(url as string, { type: "module" });
            const lines: string[] = [];
            worker.onerror = () => reject(new Error("the worker failed"));
            worker.onmessage = async ({ data }) => {
              if (data.type === "entries") for (const entry of data.entries) lines.push(`${JSON.stringify(entry)}\n`);
              if (data.type === "crashed") reject(new Error(data.message));
              if (data.type !== "done") return;
              worker.terminate();
              const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("")));
              const sha256 = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
              resolve({ entries: lines.length, sha256 });
            };
            worker.postMessage({ type: "run", run: 1, text, seed });
          }),
        [url, text, seed] as const,
      );
      expect(inBrowser, `${file}, seed ${seed}, in the browser`).toEqual(inNode);
    }
  }
});
