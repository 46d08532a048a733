import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { preview } from "vite";
import { browserArguments, findBrowser } from "../scripts/browser.ts";

const openb = join("conformance", "traces", "openb-default.json.gz");

/** What the page's own thread went through, as it recorded it. Milliseconds. */
interface Recording {
  readonly longTasks: { readonly start: number; readonly duration: number }[];
  readonly frames: number[];
  /** When recording began, milliseconds of the page's clock; null: not yet. */
  began: number | null;
}

/** Runs in the page: records each frame's time and each task over 50 ms while `recording`. */
function record(): void {
  const state: Recording = { longTasks: [], frames: [], began: null };
  (window as unknown as { bench: Recording }).bench = state;
  new PerformanceObserver((list) => {
    const { began } = state;
    if (began === null) return;
    for (const { startTime, duration } of list.getEntries()) {
      if (startTime >= began) state.longTasks.push({ start: startTime - began, duration });
    }
  }).observe({ type: "longtask" });
  let last = performance.now();
  // A method, not a named function: the compiler's names for those do not exist in the page.
  const loop = {
    frame(now: number): void {
      if (state.began !== null) state.frames.push(now - last);
      last = now;
      requestAnimationFrame(loop.frame);
    },
  };
  requestAnimationFrame(loop.frame);
}

/**
 * `bench browser [FILE] [--dist DIR]`: opens a file in the built page, in a headless Chromium, as a person would, and
 * prints how long the whole took (from the choice of the file to the last Pod) and what the page's thread went through.
 */
export async function benchBrowserCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { dist: { type: "string", default: "dist" } },
  });
  const [file = openb] = positionals;
  const outDir = resolve(values.dist);
  if (!existsSync(join(outDir, "index.html"))) {
    console.error(`There is no build in ${values.dist}: run \`npm run build\` first.`);
    return 1;
  }
  const found = findBrowser();
  if (!found) {
    console.error("No Chromium found: name one in CHROMIUM_PATH.");
    return 1;
  }
  const server = await preview({ build: { outDir }, preview: { port: 0 }, logLevel: "warn" });
  const browser = await chromium.launch({ executablePath: found.executablePath, args: browserArguments() });
  try {
    const url = server.resolvedUrls?.local[0] ?? "";
    await measureControl(browser);
    for (const percentage of [0, 100] as const) console.log(await measure(browser, url, resolve(file), percentage));
  } finally {
    await browser.close();
    await server.close();
  }
  return 0;
}

/** A task that is known to be long has to be seen: else "none" would mean nothing. */
async function measureControl(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  await page.addInitScript(record);
  await page.goto("about:blank");
  await page.evaluate(async () => {
    const { bench } = window as unknown as { bench: Recording };
    bench.began = performance.now();
    await new Promise<void>((done) =>
      setTimeout(() => {
        const until = performance.now() + 120;
        while (performance.now() < until);
        done();
      }),
    );
    await new Promise((done) => setTimeout(done, 200));
  });
  const seen = await recordingOf(page);
  if (!seen.longTasks.some(({ duration }) => duration >= 110))
    throw new Error("this browser does not report long tasks");
  await page.close();
}

async function measure(browser: Browser, url: string, file: string, percentage: 0 | 100): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: "en-US" });
  await page.addInitScript(record);
  await page.goto(url);
  await page
    .getByText(/^beat \d+ of \d+/)
    .first()
    .waitFor();
  await page.waitForTimeout(2000);
  await page.getByRole("button", { name: "Scenarios" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /Open a file/ }).click();
  const view = page.getByRole("dialog", { name: /Schedule all of/ });
  if (percentage === 0) await startRecording(page);
  let began = performance.now();
  await (await chooser).setFiles(file);
  if (percentage !== 0) {
    await view.getByText("Done", { exact: true }).waitFor({ timeout: 600_000 });
    await startRecording(page);
    began = performance.now();
    await view.getByLabel("Nodes scored").selectOption(String(percentage));
    await view.getByText("Done", { exact: true }).waitFor({ state: "hidden" });
  }
  await view.getByText("Done", { exact: true }).waitFor({ timeout: 600_000 });
  const seconds = (performance.now() - began) / 1000;
  const counts = (await view.getByText(/ of .* Pods$/).textContent()) ?? "";
  const { longTasks, frames } = await recordingOf(page);
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  const tasks = longTasks
    .map(({ start, duration }) => `${duration.toFixed(0)} ms (at ${(start / 1000).toFixed(1)} s)`)
    .join(", ");
  await page.close();
  return [
    `${percentage === 0 ? "adaptive" : `${percentage} %`}: ${counts}`,
    `${seconds.toFixed(1)} s from the choice of the file`,
    `tasks over 50 ms on the page's thread: ${tasks || "none"}`,
    `${frames.length} frames, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${(sorted.at(-1) ?? 0).toFixed(1)} ms`,
  ].join("; ");
}

async function startRecording(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as { bench: Recording }).bench.began = performance.now();
  });
}

async function recordingOf(page: Page): Promise<Recording> {
  return page.evaluate(() => (window as unknown as { bench: Recording }).bench);
}
