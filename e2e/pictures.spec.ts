import type { Browser, Page } from "@playwright/test";
import { expect, onStage, test } from "./page.ts";

const acts = [1, 2, 3, 4, 5, 6, 7];
/** Into each act, so that something has happened in it. */
const beatsIn = 2;

/** The page without the editor, whose letters are Monaco's. */
const shoot = (page: Page): Promise<Buffer> => page.screenshot({ mask: [page.locator(".monaco-editor").first()] });

/** A picture once what comes after the stage (the editor, the inspector) has come, and the panes have settled. */
async function settled(page: Page): Promise<Buffer> {
  await page.waitForTimeout(300);
  let picture = await shoot(page);
  for (let tries = 0; tries < 20; tries++) {
    await page.waitForTimeout(120);
    const next = await shoot(page);
    if (picture.equals(next)) return next;
    picture = next;
  }
  throw new Error("the page does not come to rest");
}

/** The seven acts as a person sees them who opens the page and steps. */
async function pictures(browser: Browser, url: string, colorScheme: "light" | "dark"): Promise<Buffer[]> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: "en-US",
    colorScheme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(url);
  await onStage(page);
  await page.locator(".monaco-editor .view-line").first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const taken: Buffer[] = [];
  for (const act of acts) {
    await page.keyboard.press(String(act));
    for (let beat = 0; beat < beatsIn; beat++) await page.keyboard.press("ArrowRight");
    taken.push(await settled(page));
  }
  await context.close();
  return taken;
}

for (const scheme of ["light", "dark"] as const) {
  test(`two runs draw the same seven pictures, ${scheme}`, async ({ browser, baseURL }) => {
    test.setTimeout(120_000);
    const url = baseURL ?? "";
    const [first, second] = [await pictures(browser, url, scheme), await pictures(browser, url, scheme)];
    for (const [i, act] of acts.entries()) {
      expect(first[i].equals(second[i]), `act ${act}`).toBe(true);
      if (i > 0) expect(first[i - 1].equals(first[i]), `acts ${act - 1} and ${act}`).toBe(false);
    }
  });
}
