import type { Page } from "@playwright/test";
import { expectSound } from "./axe.ts";
import { expect, onStage, place, test } from "./page.ts";

const timeline = (page: Page) => page.getByRole("region", { name: "Timeline" });
const playhead = (page: Page) => page.getByRole("slider", { name: "Place in the journey" });
const lanes = (page: Page) => timeline(page).getByRole("list", { name: "Lanes" }).getByRole("listitem");
const overview = (page: Page) => page.getByRole("slider", { name: "Part of the run in view" });

async function open(page: Page, hash = ""): Promise<number> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`./${hash}`);
  const beats = await onStage(page);
  await expect(playhead(page)).toBeVisible();
  return beats;
}

/** Until the run is there, keys that were pressed wait. */
async function atBeat(page: Page, beat: number): Promise<void> {
  await expect.poll(async () => (await place(page)).beat).toBe(beat);
}

test("the lanes that tell the act stand on top; the rest is further down", async ({ page }) => {
  await open(page);
  await expect(lanes(page)).toContainText(["kubectl", "API server", "etcd"]);
  // At 720 pixels four of them are in sight, whole.
  const inSight = await lanes(page)
    .first()
    .evaluate((lane) => (lane.closest("[class*=list]")?.clientHeight ?? 0) / lane.clientHeight);
  expect(inSight).toBe(4);
  await page.keyboard.press("4");
  await expect(lanes(page)).toContainText(["API server", "queue", "kube-scheduler"]);
  await page.keyboard.press("7");
  await expect(lanes(page)).toContainText(["pause", "web", "Readiness probe of web, every 5 s"], { ignoreCase: true });
  await timeline(page).getByRole("button", { name: "Show more lanes" }).click();
  await expect(lanes(page).filter({ hasText: "kubelet node-3" })).toBeVisible();
  await timeline(page).getByRole("button", { name: "Back to the usual height" }).click();
  await expect(lanes(page).filter({ hasText: "kube-scheduler" })).toHaveCount(0);
});

test("the playhead is a slider that says beat, time and sentence", async ({ page }) => {
  const beats = await open(page);
  await playhead(page).focus();
  await playhead(page).press("End");
  await atBeat(page, beats);
  await playhead(page).press("ArrowDown");
  await expect(playhead(page)).toHaveAttribute("aria-valuenow", String(beats - 1));
  await expect(playhead(page)).toHaveAttribute(
    "aria-valuetext",
    new RegExp(`^beat ${beats - 1} of ${beats}, t = [\\d.]+ s: .+`),
  );
  await playhead(page).press("PageUp");
  await expect(playhead(page)).toHaveAttribute("aria-valuenow", String(beats - 2));
});

test("a press anywhere on the lanes goes there, and dragging scrubs", async ({ page }) => {
  const beats = await open(page);
  const box = await timeline(page).boundingBox();
  if (!box) throw new Error("no timeline");
  const y = box.y + box.height - 20;
  await page.mouse.click(box.x + box.width - 24, y);
  await atBeat(page, beats);
  await page.mouse.move(box.x + box.width - 24, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, y, { steps: 4 });
  await page.mouse.up();
  const { beat } = await place(page);
  expect(beat).toBeGreaterThan(5);
  expect(beat).toBeLessThan(beats - 5);
  await page.mouse.move(box.x + 200, y);
  await expect(timeline(page).getByText(/^\d+ · .+t = /)).toBeVisible();
});

test("zoom with keys, buttons and the wheel; pan; and the whole run again", async ({ page }) => {
  await open(page);
  await expect(overview(page)).toHaveCount(0);
  await page.keyboard.press("6");
  await expect.poll(async () => (await place(page)).beat).toBeGreaterThan(10);
  for (let i = 0; i < 3; i++) await page.keyboard.press("+");
  await expect(overview(page)).toBeVisible();
  const before = Number(await overview(page).getAttribute("aria-valuenow"));
  await overview(page).focus();
  await overview(page).press("ArrowLeft");
  await expect.poll(async () => Number(await overview(page).getAttribute("aria-valuenow"))).toBeLessThan(before);
  await expect(overview(page)).toHaveAttribute("aria-valuetext", /^from .+ to .+/);
  await page.keyboard.press("0");
  await expect(overview(page)).toHaveCount(0);

  const box = await timeline(page).boundingBox();
  if (!box) throw new Error("no timeline");
  await page.mouse.move(box.x + 700, box.y + box.height - 20);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -600);
  await page.keyboard.up("Control");
  await expect(overview(page)).toBeVisible();
  const from = Number(await overview(page).getAttribute("aria-valuenow"));
  await page.keyboard.down("Shift");
  await page.mouse.wheel(0, 300);
  await page.keyboard.up("Shift");
  await expect.poll(async () => Number(await overview(page).getAttribute("aria-valuenow"))).toBeGreaterThan(from);
  await timeline(page).getByRole("button", { name: "The whole run" }).click();
  await expect(overview(page)).toHaveCount(0);
});

test("zoomed in, the ruler is drawn along; a click on it goes there; a double click shows the act", async ({
  page,
}) => {
  await open(page);
  const box = await timeline(page).boundingBox();
  if (!box) throw new Error("no timeline");
  const [x, y] = [box.x + 700, box.y + 52];
  await page.mouse.dblclick(x, y);
  await expect(overview(page)).toBeVisible();
  const from = Number(await overview(page).getAttribute("aria-valuenow"));
  await page.mouse.move(box.x + 900, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 500, y, { steps: 4 });
  await page.mouse.up();
  const moved = Number(await overview(page).getAttribute("aria-valuenow"));
  expect(moved).toBeGreaterThan(from);
  const before = (await place(page)).beat;
  await page.mouse.click(box.x + 1100, y);
  await expect.poll(async () => (await place(page)).beat).toBeGreaterThan(before);
  expect(Number(await overview(page).getAttribute("aria-valuenow"))).toBe(moved);
});

test("every key of stepping, and none of them while a field has the focus", async ({ page }) => {
  const beats = await open(page);
  const act = (name: RegExp) => page.getByRole("button", { name }).first();
  await page.keyboard.press("PageDown");
  await atBeat(page, 2);
  await page.keyboard.press("PageUp");
  await atBeat(page, 1);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(act(/Admission/)).toHaveAttribute("aria-current", "step");
  await page.keyboard.press("Shift+ArrowLeft");
  await atBeat(page, 1);
  await page.keyboard.press("Alt+ArrowRight");
  await atBeat(page, 2);
  await page.keyboard.press("End");
  await atBeat(page, beats);
  await page.keyboard.press("Home");
  await atBeat(page, 1);
  for (const [key, name] of [
    ["2", /Admission/],
    ["5", /Bind/],
    ["7", /Running/],
  ] as const) {
    await page.keyboard.press(key);
    await expect(act(name)).toHaveAttribute("aria-current", "step");
  }
  // Chosen by key, a list keeps its arrow keys; so does a field its letters.
  await page.getByLabel("Speed").focus();
  const { beat: before } = await place(page);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Home");
  await atBeat(page, before);
  await timeline(page).getByRole("button", { name: "Play" }).focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("loop: begin, end, clear");
});

test("while it plays, a zoomed view turns its page with the playhead", async ({ page }) => {
  await page.goto("./");
  await onStage(page);
  await expect(playhead(page)).toBeVisible();
  await page.getByLabel("Speed").selectOption("8");
  for (let i = 0; i < 5; i++) await page.keyboard.press("+");
  await expect(overview(page)).toBeVisible();
  await page.getByRole("main", { name: "Stage" }).focus();
  const start = Number(await overview(page).getAttribute("aria-valuenow"));
  await timeline(page).getByRole("button", { name: "Play" }).click();
  await expect
    .poll(async () => Number(await overview(page).getAttribute("aria-valuenow")), { timeout: 20_000 })
    .toBeGreaterThan(start);
});

test("a zoomed view has the playhead in it when a command makes the run longer", async ({ page }) => {
  await open(page);
  await page.keyboard.press("End");
  await expect.poll(async () => (await place(page)).beat).toBeGreaterThan(1);
  for (let i = 0; i < 4; i++) await page.keyboard.press("+");
  const { of } = await place(page);
  await page.getByRole("tab", { name: "kubectl" }).click();
  const prompt = page.getByRole("textbox", { name: /^kubectl at t = / });
  await prompt.fill("kubectl drain node-3 --force");
  await prompt.press("Enter");
  await expect.poll(async () => (await place(page)).of).toBeGreaterThan(of);
  await expect(page.getByRole("region", { name: "Narration" })).toContainText("evicting");
  await expect(playhead(page)).toBeInViewport();
});

test("by the clock, a lesson's chapters and the probes' periods stand at their times", async ({ page }) => {
  await open(page, "#/lesson/probes");
  await timeline(page).getByLabel("Ruler").selectOption("clock");
  for (const words of ["20 s", "1 m", "2 m", "Readiness", "Liveness"]) {
    await expect(timeline(page).getByText(words, { exact: true })).toBeVisible();
  }
  await page.reload();
  await onStage(page);
  await expect(timeline(page).getByLabel("Ruler")).toHaveValue("clock");
});

test("a range is marked with [ and ], looped, and cleared with Escape; Shift+drag marks one, too", async ({ page }) => {
  await page.goto("./#/lesson/crash-loop");
  await onStage(page);
  await expect(playhead(page)).toBeVisible();
  await page.getByLabel("Speed").selectOption("8");
  await page.keyboard.press("4");
  const { beat } = await place(page);
  await page.keyboard.press("[");
  await page.keyboard.press("ArrowRight");
  await atBeat(page, beat + 1);
  await expect(playhead(page)).toHaveAttribute("aria-valuenow", String(beat + 1));
  await page.waitForTimeout(800);
  await page.keyboard.press("]");
  await expect(timeline(page).getByText(`beats ${beat} to ${beat + 1}`)).toBeVisible();
  await timeline(page).getByRole("button", { name: "Play" }).click();
  await page.waitForTimeout(2500);
  const inLoop = (await place(page)).beat;
  expect([beat, beat + 1]).toContain(inLoop);
  await timeline(page).getByRole("button", { name: "Pause" }).click();
  await page.keyboard.press("Escape");
  await expect(timeline(page).getByText(/^beats \d+ to \d+/)).toHaveCount(0);

  const box = await timeline(page).boundingBox();
  if (!box) throw new Error("no timeline");
  await page.keyboard.down("Shift");
  await page.mouse.move(box.x + 500, box.y + 52);
  await page.mouse.down();
  await page.mouse.move(box.x + 800, box.y + 52, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(timeline(page).getByText(/^beats \d+ to \d+/)).toBeVisible();
  await timeline(page).getByRole("button", { name: "Clear the loop" }).click();
  await expect(timeline(page).getByText(/^beats \d+ to \d+/)).toHaveCount(0);
});

test("bookmarks have names, lead back, survive a reload and go with the link", async ({ page, browser, baseURL }) => {
  await open(page, "#/lesson/crash-loop");
  await page.keyboard.press("4");
  const { beat } = await place(page);
  await page.keyboard.press("b");
  await page.keyboard.press("6");
  await page.keyboard.press("b");
  await timeline(page).getByRole("button", { name: "Bookmarks" }).click();
  const list = page.getByRole("dialog", { name: "Bookmarks" });
  const name = list.getByRole("textbox").first();
  const before = await place(page);
  // Keys of the page are letters here.
  await name.fill("");
  await name.pressSequentially("b4 [");
  await expect(name).toHaveValue("b4 [");
  expect(await place(page)).toEqual(before);
  await name.fill("Here it is queued");
  await list.getByRole("button", { name: new RegExp(`^${beat} · `) }).click();
  await atBeat(page, beat);
  await page.keyboard.press("Escape");
  await page.keyboard.press(".");
  expect(await place(page)).toEqual(before);
  await page.keyboard.press(",");
  await atBeat(page, beat);

  await page.waitForTimeout(500);
  await page.reload();
  await onStage(page);
  await timeline(page).getByRole("button", { name: "Bookmarks" }).click();
  await expect(list.getByRole("textbox").first()).toHaveValue("Here it is queued");
  await list
    .getByRole("button", { name: /^Remove the bookmark/ })
    .last()
    .click();
  await expect(list.getByRole("textbox")).toHaveCount(1);
  await page.keyboard.press("Escape");

  await page.keyboard.press("s");
  const field = page.getByRole("dialog").getByRole("textbox");
  await expect(field).toHaveValue(/#1\./);
  const link = await field.inputValue();
  const other = await browser.newContext();
  const opened = await other.newPage();
  await opened.goto(link.replace(/^[^#]*/, baseURL ?? ""));
  await onStage(opened);
  await timeline(opened).getByRole("button", { name: "Bookmarks" }).click();
  await expect(opened.getByRole("dialog", { name: "Bookmarks" }).getByRole("textbox")).toHaveValue("Here it is queued");
  await other.close();
});

test("play runs to a breakpoint, says why it stopped, and goes on from there", async ({ page }) => {
  await open(page, "#/lesson/crash-loop");
  await timeline(page).getByRole("button", { name: "Breakpoints" }).click();
  const list = page.getByRole("dialog", { name: "Breakpoints" });
  await expect(list.getByRole("listitem").filter({ hasText: "goes NotReady" })).toContainText("never in this run");
  await list.getByRole("switch", { name: /first restart/ }).click();
  await list.getByLabel("at an Event with the reason").selectOption("BackOff");
  await expect(list.getByRole("switch", { name: "at an Event BackOff" })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(timeline(page).getByRole("button", { name: "Breakpoints: 2 on" })).toBeVisible();
  await page.keyboard.press("6");
  await page.getByLabel("Speed").selectOption("8");
  await timeline(page).getByRole("button", { name: "Play" }).click();
  const why = timeline(page).getByRole("status");
  await expect(why).toHaveText("Stopped: container web of web restarts", { timeout: 20_000 });
  await expect(page.getByRole("region", { name: "Narration" })).toContainText("starts again");
  const stopped = await place(page);
  await timeline(page).getByRole("button", { name: "Play" }).click();
  await expect(why).toHaveText(/Event BackOff about Pod web/, { timeout: 20_000 });
  expect((await place(page)).beat).toBeGreaterThan(stopped.beat);
  await page.keyboard.press("ArrowLeft");
  await expect(why).toHaveText("");
});

test("the timeline gets as high as the person wants it, and stays so", async ({ page }) => {
  await open(page);
  const edge = page.getByRole("separator", { name: "Height of the timeline" });
  const usual = Number(await edge.getAttribute("aria-valuenow"));
  await edge.focus();
  for (let i = 0; i < 4; i++) await edge.press("ArrowUp");
  await expect(edge).toHaveAttribute("aria-valuenow", String(usual + 64));
  await expect(lanes(page).filter({ hasText: "queue" })).toBeVisible();
  await page.waitForTimeout(500);
  await page.reload();
  await onStage(page);
  await expect(edge).toHaveAttribute("aria-valuenow", String(usual + 64));
  await edge.dblclick();
  await expect(edge).toHaveAttribute("aria-valuenow", String(usual));
});

test("on a phone the sheet has it all, and its slider has its keys", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  await page.getByRole("button", { name: "Timeline" }).click();
  const sheet = page.getByRole("dialog", { name: "Timeline" });
  const slider = sheet.getByRole("slider", { name: "Place in the journey" });
  await slider.focus();
  await slider.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuenow", "2");
  await expect(sheet.getByRole("list", { name: "Lanes" }).getByRole("listitem")).not.toHaveCount(0);
  await sheet.getByRole("button", { name: "Breakpoints" }).click();
  await page.getByRole("switch", { name: /bound to a node/ }).click();
  await page.keyboard.press("Escape");
  await expect(sheet.getByRole("button", { name: "Breakpoints: 1 on" })).toBeVisible();
});

test("axe finds nothing in what the timeline opens", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./#/lesson/probes");
  await onStage(page);
  await page.keyboard.press("7");
  for (const key of ["b", "[", "+"]) await page.keyboard.press(key);
  for (const name of ["Bookmarks", "Breakpoints", "Loop"]) {
    await timeline(page).getByRole("button", { name }).first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectSound(page, name, "[role=dialog]");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});
