import { expect, onStage, test } from "./page.ts";
import { faultsOnTheWay } from "./readable.ts";

/** What shows the most on the stage: volumes and refusals, traffic, and a node that is lost. */
const lessons = ["volumes", "validation", "probes", "gray-release", "node-failure"];
const windows = [
  { width: 1280, height: 720, lessons },
  { width: 900, height: 600, lessons: ["validation", "gray-release"] },
  { width: 390, height: 844, lessons },
];

for (const { lessons, ...size } of windows)
  for (const lesson of lessons)
    test(`${lesson}: all of the stage can be read at ${size.width} × ${size.height}`, async ({ page }) => {
      test.setTimeout(120_000);
      await page.setViewportSize(size);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.goto(`./#/lesson/${lesson}/1`);
      const beats = await onStage(page);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      expect(await faultsOnTheWay(page, beats)).toEqual([]);
    });

for (const size of [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
])
  test(`what a station changed is whole on its card at ${size.width} × ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto("./");
    await onStage(page);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    // What shows it comes with the first station that changes something; from then on it is there at once.
    const aside = page.locator("main [class*=aside]");
    await page.keyboard.press("2");
    await expect(aside.first()).toBeVisible();
    await page.keyboard.press("Home");
    const cut: string[] = [];
    let seen = 0;
    for (let beat = 1; beat <= 15; beat++) {
      if ((await aside.count()) > 0) {
        seen++;
        const { scrollHeight, clientHeight } = await aside.evaluate((element) => ({
          scrollHeight: element.scrollHeight,
          clientHeight: element.clientHeight,
        }));
        if (scrollHeight > clientHeight + 1) cut.push(`beat ${beat}: ${scrollHeight} in ${clientHeight}`);
      }
      await page.keyboard.press("ArrowRight");
    }
    expect(seen).toBeGreaterThan(3);
    expect(cut).toEqual([]);
  });
