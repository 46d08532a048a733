import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expectSound } from "./axe.ts";
import { expect, onStage, test } from "./page.ts";

const traces = join(import.meta.dirname, "..", "conformance", "traces");
const trace = join(traces, "openb-default.json.gz");

function upstream(sampling: "all" | "adaptive"): string[] {
  const packed = readFileSync(join(traces, `openb-default.placements-${sampling}.jsonl.gz`));
  return gunzipSync(packed).toString("utf8").trimEnd().split("\n");
}

/** Opens a file as a person does: through "Open a file…" in the list of scenarios. */
async function openFile(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.getByRole("button", { name: "Scenarios" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /Open a file/ }).click();
  await (await chooser).setFiles(file);
}

/** The lines that "Save as JSON lines" hands over. */
async function savedLines(page: Page): Promise<string[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as JSON lines" }).click();
  return readFileSync(await (await download).path(), "utf8")
    .trimEnd()
    .split("\n");
}

const dialogOf = (page: Page) => page.getByRole("dialog", { name: /Schedule all of/ });

test("a production trace is scheduled whole, as upstream does it, and the page stays responsive", async ({ page }) => {
  test.setTimeout(180_000);
  await page.addInitScript(() => {
    const tasks: number[] = [];
    (window as unknown as { longTasks: number[] }).longTasks = tasks;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask" });
  });
  await page.goto("./");
  await onStage(page);
  const before = await page.getByRole("region", { name: "Narration" }).innerText();
  // Starting the page is not what is looked at here.
  await page.waitForTimeout(1000);
  await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.splice(0));
  await openFile(page, trace);
  const view = dialogOf(page);
  await expect(view).toBeVisible();

  const bar = view.getByRole("progressbar", { name: "Pods scheduled" });
  await expect(bar).toHaveJSProperty("max", 8152);
  await expect(view.getByText("Scheduling…")).toBeVisible();
  await expect.poll(() => bar.evaluate((element) => (element as HTMLProgressElement).value)).toBeGreaterThan(0);
  await expect(view.getByText("Done", { exact: true })).toBeVisible({ timeout: 90_000 });
  await expect(view.getByText("9,675 objects, 1,523 Nodes")).toBeVisible();
  await expect(view.getByText("1,025 unscheduled")).toBeVisible();
  expect(await savedLines(page)).toEqual(upstream("adaptive"));

  await view.getByLabel("Nodes scored").selectOption("100 %");
  await expect(view.getByText("957 unscheduled")).toBeVisible({ timeout: 90_000 });
  await expect(view.getByText("Done", { exact: true })).toBeVisible({ timeout: 90_000 });
  const longTasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
  console.log(`long tasks of the page while it scheduled, ms: ${longTasks.map(Math.round).join(", ") || "none"}`);
  expect(await savedLines(page)).toEqual(upstream("all"));

  const table = view.getByRole("table", { name: "Placements in file order" });
  await expect(table.getByRole("row", { name: /^openb-pod-0000 openb-node-1328 490 1,523 1,189$/ })).toBeVisible();
  await view.getByLabel("Unscheduled only").check();
  await expect(view.getByText("957 rows")).toBeVisible();
  await view.getByRole("button", { name: /^305 0\/1523 nodes are available/ }).click();
  await expect(view.getByText("305 rows")).toBeVisible();
  await view.getByRole("searchbox").fill("openb-pod-0000");
  await expect(view.getByText("0 rows")).toBeVisible();
  await view.getByLabel("Unscheduled only").uncheck();
  await expect(table.getByRole("row", { name: /openb-node-1328/ })).toBeVisible();

  await expectSound(page, "bulk");

  await page.keyboard.press("Escape");
  await expect(view).toBeHidden();
  expect(await page.getByRole("region", { name: "Narration" }).innerText()).toBe(before);
});

test("cancelling stops, keeps what was done, and scheduling again begins anew", async ({ page }) => {
  await page.goto("./");
  await onStage(page);
  await openFile(page, trace);
  const view = dialogOf(page);
  const bar = view.getByRole("progressbar", { name: "Pods scheduled" });
  const done = () => bar.evaluate((element) => (element as HTMLProgressElement).value);
  await expect.poll(async () => (await done()) > 0 && (await bar.getAttribute("max")) === "8152").toBe(true);
  await view.getByRole("button", { name: "Cancel" }).click();
  await expect(view.getByText("Cancelled")).toBeVisible();
  const stopped = await done();
  expect(stopped).toBeLessThan(8152);
  const lines = await savedLines(page);
  expect(lines).toEqual(upstream("adaptive").slice(0, stopped));
  expect(await done()).toBe(stopped);
  await view.getByRole("button", { name: "Schedule again" }).click();
  await expect(view.getByText("Done", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(view.getByText("8,152 of 8,152 Pods")).toBeVisible();
});

test("a file that is no dump is refused in words, and a packed small one goes into the editor", async ({ page }) => {
  await page.goto("./");
  await onStage(page);
  const garbage = Buffer.alloc(2 ** 20 + 1, "{");
  await openFile(page, { name: "broken.json", mimeType: "application/json", buffer: garbage });
  await expect(dialogOf(page).getByText(/neither JSON nor YAML/)).toBeVisible();
  await page.keyboard.press("Escape");

  const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: packed}\nspec: {containers: [{name: c, image: nginx}]}\n";
  await openFile(page, { name: "pod.yaml.gz", mimeType: "application/gzip", buffer: gzipSync(pod) });
  await expect(page.getByRole("region", { name: "Scenario" })).toContainText("packed");
  await expect(dialogOf(page)).toBeHidden();
});

test("a text with more objects than a journey takes stays in the editor and is offered to be scheduled whole", async ({
  page,
}) => {
  await page.goto("./");
  await onStage(page);
  const nodes = Array.from({ length: 5000 }, (_, i) => `{"apiVersion":"v1","kind":"Node","metadata":{"name":"n${i}"}}`);
  const pod =
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}';
  const text = `{"apiVersion":"v1","kind":"List","items":[\n${[...nodes, pod].join(",\n")}]}\n`;
  await openFile(page, { name: "wide.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Schedule the whole file" }).click();
  const view = dialogOf(page);
  await expect(view.getByText("5,001 objects, 5,000 Nodes")).toBeVisible();
  await expect(view.getByText("0/5000 nodes are available: 5000 Too many pods.").first()).toBeVisible();
  await view.getByRole("button", { name: "Close" }).click();
  await expect(view).toBeHidden();
  // JSON that a cluster may have printed is shown as YAML.
  await expect(page.getByRole("region", { name: "Scenario" })).toContainText("name: n5");
});

test("the honest label's number is the document's", async ({ page }) => {
  await page.goto("./");
  await onStage(page);
  const document = readFileSync(join(traces, "..", "..", "docs", "conformance.md"), "utf8");
  const [scheduler = ""] = document.split("\n## The API machinery");
  const passed = [...scheduler.matchAll(/^\| [a-z]+ \| \d+ \| (\d+) \|/gm)].map(([, count]) => Number(count));
  const sum = passed.reduce((all, count) => all + count, 0);
  await expect(page.getByText(`scheduler checked against upstream on ${sum} cases`)).toBeVisible();
});
