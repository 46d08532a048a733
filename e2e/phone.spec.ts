import type { Page } from "@playwright/test";
import { expect, onStage, place, test } from "./page.ts";

const narration = (page: Page) => page.getByRole("region", { name: "Narration" });

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a message travels from who sends it to who gets it, and stays in sight while the list is scrolled", async ({
    page,
  }) => {
    await page.goto("./#/lesson/scoring/create.request");
    await onStage(page);
    const token = page.locator("main [class*=message]");
    await page.keyboard.press("Home");
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await expect(narration(page)).toContainText("kubectl sends POST");
    await expect(token).toHaveText("POST …/pods");
    await page.keyboard.press("ArrowLeft");
    const positions = page.evaluate(async () => {
      const seen: number[] = [];
      const until = performance.now() + 15_000;
      while (performance.now() < until) {
        await new Promise(requestAnimationFrame);
        const token = document.querySelector("main [class*=message]");
        if (token?.textContent !== "POST …/pods") {
          if (seen.length > 0) break;
          continue;
        }
        const { x } = token.getBoundingClientRect();
        if (x !== seen.at(-1)) seen.push(x);
      }
      return seen;
    });
    await page.keyboard.press("Space");
    const seen = await positions;
    // As it plays, the same message is further and further to the right.
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect((seen.at(-1) ?? 0) - seen[0]).toBeGreaterThan(40);
    await page.keyboard.press("Home");
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await page
      .locator("main [class*=list]")
      .first()
      .evaluate((list) => list.scrollTo(0, 400));
    await expect(token).toBeInViewport();
  });

  test("at the last beat nothing asks for a next one", async ({ page }) => {
    await page.goto("./");
    const beats = await onStage(page);
    await expect(page.getByRole("button", { name: "Next beat" })).toBeVisible();
    await page.keyboard.press("End");
    await expect(page.getByRole("button", { name: "Next beat" })).toHaveCount(0);
    await page.getByRole("button", { name: /The end.*from the start/ }).click();
    expect(await place(page)).toEqual({ beat: 1, of: beats });
    await expect(page.getByRole("button", { name: "Next beat" })).toBeVisible();
  });
});

test("at the last beat the page says that it is the end, and leads back to the first", async ({ page }) => {
  await page.goto("./");
  const beats = await onStage(page);
  const next = page.getByRole("button", { name: "Next beat" });
  await expect(narration(page).getByRole("button", { name: "Next beat" })).toBeVisible();
  await page.keyboard.press("End");
  await expect(next).toHaveCount(1);
  await expect(next).toHaveAttribute("aria-disabled", "true");
  await narration(page)
    .getByRole("button", { name: /The end.*from the start/ })
    .click();
  expect(await place(page)).toEqual({ beat: 1, of: beats });
  await expect(next.first()).not.toHaveAttribute("aria-disabled", "true");
});
