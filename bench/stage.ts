import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { preview } from "vite";
import { browserArguments, ensureBrowser, findBrowser } from "../scripts/browser.ts";

/** The 95th percentile, milliseconds. */
function p95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0;
}

const told = (frames: readonly number[]): string =>
  `frame p95 ${p95(frames).toFixed(1)} ms, longest ${Math.max(...frames).toFixed(0)} ms, ${frames.length} frames`;

const zones = ["a", "b", "c", "d"];

/** A cluster and one Deployment on it, as a manifest. */
function scenario(nodes: number, pods: number): string {
  const documents = Array.from({ length: nodes }, (_, i) => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: `node-${String(i + 1).padStart(4, "0")}`,
      labels: { "topology.kubernetes.io/zone": `zone-${zones[i % zones.length]}` },
    },
    status: { allocatable: { cpu: "16", memory: "64Gi", pods: "110" } },
  })).map((node) => JSON.stringify(node));
  const labels = { app: "web" };
  const containers = [{ name: "web", image: "nginx:1.27", resources: { requests: { cpu: "100m", memory: "64Mi" } } }];
  const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      replicas: pods,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  };
  return [...documents, JSON.stringify(deployment)].join("\n---\n");
}

async function open(browser: Browser, url: string, manifest: string | null, nodes = 0): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  await page.goto(url);
  await page.locator(".monaco-editor .view-line").first().waitFor({ timeout: 60_000 });
  if (manifest === null) return page;
  await page.getByRole("button", { name: "Scenarios" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /Open a file/ }).click();
  await (await chooser).setFiles({ name: "bench.yaml", mimeType: "text/yaml", buffer: Buffer.from(manifest) });
  // The status under the editor counts the nodes once what was opened has run.
  await page.getByText(`${nodes} Nodes`).first().waitFor({ timeout: 180_000 });
  await page.waitForTimeout(1500);
  return page;
}

/** As text: what compiles this file would put helpers into a function that the page does not have. */
const watching = `
  window.benchFrames = [];
  window.benchLast = performance.now();
  window.benchNext = (now) => {
    window.benchFrames.push(now - window.benchLast);
    window.benchLast = now;
    requestAnimationFrame(window.benchNext);
  };
  requestAnimationFrame(window.benchNext);
`;

/** Starts to write down the time between frames. */
const watchFrames = (page: Page): Promise<unknown> => page.evaluate(watching);

const takeFrames = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { benchFrames: number[] }).benchFrames.splice(0));

/** Frames while the journey plays through the act with the scheduler. */
async function playing(browser: Browser, url: string): Promise<string> {
  const page = await open(browser, url, scenario(100, 1000), 100);
  await page.keyboard.press("4");
  const from = /^beat \d+/.exec(
    (await page
      .getByText(/^beat \d+ of/)
      .first()
      .textContent()) ?? "",
  )?.[0];
  await watchFrames(page);
  await page.getByRole("button", { name: /^Play/ }).first().click();
  await page.waitForTimeout(500);
  await takeFrames(page);
  await page.waitForTimeout(8000);
  const frames = await takeFrames(page);
  const at = /^beat \d+/.exec(
    (await page
      .getByText(/^beat \d+ of/)
      .first()
      .textContent()) ?? "",
  )?.[0];
  if (at === from) throw new Error("it does not play");
  await page.close();
  return `playing, 100 nodes and 1,000 Pods: ${told(frames)}`;
}

/** Frames while a thousand nodes are dragged about. */
async function panning(browser: Browser, url: string): Promise<string> {
  const page = await open(browser, url, scenario(1000, 10), 1000);
  await page.keyboard.press("4");
  const stage = await page.locator(".react-flow").first().boundingBox();
  if (!stage) throw new Error("no stage");
  const [x, y] = [stage.x + stage.width / 2, stage.y + stage.height - 8];
  await watchFrames(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await takeFrames(page);
  for (let i = 0; i < 200; i++) await page.mouse.move(x + 120 * Math.sin(i / 10), y - 80 + 80 * Math.cos(i / 10));
  const frames = await takeFrames(page);
  await page.mouse.up();
  await page.close();
  return `panning, 1,000 nodes: ${told(frames)}`;
}

/** As text, as above: a list of what each step took to its paint, and from there to the paint after. */
const stepThrough = `(async () => {
  const painted = () => new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now());
      channel.port2.postMessage(null);
    });
  });
  const taken = [];
  for (let i = 0; i < 45; i++) {
    const from = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", code: "ArrowRight", bubbles: true }));
    const first = await painted();
    const second = await painted();
    taken.push([first - from, second - first]);
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  return taken;
})()`;

/** From the key to the paint of the next beat, in the page's own clock; a stage that is composed anew comes with the paint after. */
async function stepping(browser: Browser, url: string): Promise<string> {
  const page = await open(browser, url, null);
  const taken = (await page.evaluate(stepThrough)) as [number, number][];
  await page.close();
  const [first, second] = [0, 1].map((i) => p95(taken.map((times) => times[i])).toFixed(1));
  return `step to the next beat: painted p95 ${first} ms, the frame after p95 ${second} ms, of ${taken.length} steps`;
}

/** `bench stage [--dist dist]`: what a build does in a headless Chromium without a graphics card. */
export async function benchStageCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { dist: { type: "string", default: "dist" } } });
  ensureBrowser();
  const server = await preview({
    build: { outDir: values.dist },
    preview: { port: 4188, host: "localhost" },
    logLevel: "warn",
  });
  const browser = await chromium.launch({ executablePath: findBrowser()?.executablePath, args: browserArguments() });
  const url = server.resolvedUrls?.local[0] ?? "http://localhost:4188/";
  try {
    for (const measure of [stepping, playing, panning]) console.log(await measure(browser, url));
  } finally {
    await browser.close();
    await server.close();
  }
  return 0;
}
