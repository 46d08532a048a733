import type { Page } from "@playwright/test";
import { expect, monacoFiles, onStage, place, sentence, test } from "./page.ts";

/** Presses → until the last beat, checking that every press moves one beat on and says something. */
async function walkForward(page: Page): Promise<string[]> {
  const sentences = [await sentence(page)];
  const { beat: first, of } = await place(page);
  for (let beat = first + 1; beat <= of; beat++) {
    await page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await place(page)).beat, { intervals: [0, 20, 50] }).toBe(beat);
    sentences.push(await sentence(page));
  }
  return sentences;
}

/** Back to the first beat as with a held key. */
async function walkBack(page: Page): Promise<void> {
  const { beat } = await place(page);
  await Promise.all(Array.from({ length: beat - 1 }, () => page.keyboard.press("ArrowLeft")));
  await expect.poll(async () => (await place(page)).beat).toBe(1);
}

const stage = (page: Page) => page.getByRole("main", { name: "Stage" });

test("the page opens on a running example, and → alone leads to Running and back", async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  const beats = await onStage(page);
  expect(beats).toBeGreaterThan(25);
  const first = await stage(page).screenshot();
  const sentences = await walkForward(page);
  expect(sentences.every((text) => text.length > 0)).toBe(true);
  await expect(page.getByRole("button", { name: /Running/ }).first()).toHaveAttribute("aria-current", "step");
  const last = await stage(page).screenshot();
  await walkBack(page);
  expect((await stage(page).screenshot()).equals(first), "the first picture again").toBe(true);
  expect(await walkForward(page)).toEqual(sentences);
  expect((await stage(page).screenshot()).equals(last), "the last picture again").toBe(true);
});

test("play, pause, acts, edges and scrubbing all set the one playhead", async ({ page }) => {
  await page.goto("./");
  const beats = await onStage(page);
  await page.keyboard.press("4");
  await expect(page.getByRole("button", { name: /Schedule/ }).first()).toHaveAttribute("aria-current", "step");
  await page.keyboard.press("End");
  expect((await place(page)).beat).toBe(beats);
  await page.keyboard.press("Home");
  expect((await place(page)).beat).toBe(1);
  await page.keyboard.press("Space");
  await expect.poll(async () => (await place(page)).beat, { timeout: 20_000 }).toBeGreaterThan(1);
  await page.keyboard.press("Space");
  const paused = await place(page);
  const picture = await stage(page).screenshot();
  await page.waitForTimeout(600);
  expect(await place(page)).toEqual(paused);
  expect((await stage(page).screenshot()).equals(picture), "paused means frozen").toBe(true);
  const slider = page.getByRole("slider", { name: "Place in the journey" });
  await slider.focus();
  await slider.press("End");
  expect((await place(page)).beat).toBe(beats);
});

test.describe("with Monaco", () => {
  test.use({ monaco: true });

  test("the stage stands before Monaco has loaded", async ({ page }) => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(monacoFiles, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("./");
    await onStage(page);
    await expect(stage(page)).toContainText("kubectl");
    release();
    await page.locator(".monaco-editor .view-line").first().waitFor();
  });
});

test("the editor's text and the place survive a reload", async ({ page }) => {
  await page.goto("./");
  await onStage(page);
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await place(page)).beat).toBe(6);
  await page.reload();
  await onStage(page);
  await expect.poll(async () => (await place(page)).beat).toBe(6);
});
