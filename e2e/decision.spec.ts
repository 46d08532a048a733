import type { Page } from "@playwright/test";
import { expectSound } from "./axe.ts";
import { manyNodes } from "./nodes.ts";
import { expect, onStage, openManifest, test } from "./page.ts";

const panel = (page: Page) => page.getByRole("complementary", { name: "Inspector" });

async function openPage(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
}

/** To the beat at which a node has been picked. */
async function pick(page: Page): Promise<void> {
  await page.getByRole("main", { name: "Stage" }).focus();
  await page.keyboard.press("5");
  await expect(panel(page).getByRole("grid", { name: /Score/ })).toBeVisible();
}

async function openMany(page: Page, count: number): Promise<void> {
  await openPage(page);
  await openManifest(page, "many.yaml", manyNodes(count));
  await expect(page.getByText(`${count} Nodes`).first()).toBeVisible({ timeout: 60_000 });
}

test("sorted by any column, by click and by key", async ({ page }) => {
  await openPage(page);
  await pick(page);
  const grid = panel(page).getByRole("grid", { name: /Score/ });
  const names = () => grid.getByRole("rowheader").allTextContents();
  expect(await names()).toEqual(["node-3", "node-5", "node-4"]);
  const fit = grid.getByRole("columnheader", { name: /NodeResourcesFit/ });
  await fit.click();
  await expect(fit).toHaveAttribute("aria-sort", "descending");
  expect(await names()).toEqual(["node-4", "node-3", "node-5"]);
  await page.keyboard.press("Enter");
  await expect(fit).toHaveAttribute("aria-sort", "ascending");
  expect(await names()).toEqual(["node-5", "node-3", "node-4"]);
  await page.keyboard.press("Enter");
  await expect(fit).toHaveAttribute("aria-sort", "none");
  expect(await names()).toEqual(["node-3", "node-5", "node-4"]);
});

test("the cells are walked through with the keys of a grid; Enter opens the arithmetic, Escape closes it", async ({
  page,
}) => {
  await openPage(page);
  await pick(page);
  const grid = panel(page).getByRole("grid", { name: /Score/ });
  const arithmetic = panel(page).getByRole("region", { name: "The arithmetic" });
  await grid.getByRole("rowheader", { name: "node-3" }).click();
  const focused = page.locator(":focus");
  await page.keyboard.press("ArrowRight");
  await expect(focused).toHaveAccessibleName("TaintToleration: 100 × weight 3 = 300");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(focused).toHaveAccessibleName("NodeResourcesFit: 34 × weight 1 = 34");
  await page.keyboard.press("Enter");
  await expect(arithmetic).toContainText("node-5 · NodeResourcesFit · LeastAllocated");
  await expect(arithmetic).toContainText("cpu (8000 − (5000 + 1000)) × 100 / 8000 = 25");
  await page.keyboard.press("Escape");
  await expect(arithmetic).toBeHidden();
  await page.keyboard.press("End");
  await expect(focused).toHaveAccessibleName("Total 424");
  await page.keyboard.press("Home");
  await expect(focused).toHaveText("node-5");
  await page.keyboard.press("Control+End");
  await expect(focused).toHaveAccessibleName("Total 162");
  await page.keyboard.press("Control+Home");
  await expect(focused).toHaveText("node-3");
  await page.keyboard.press("ArrowUp");
  await expect(focused).toHaveRole("columnheader");
  // The playhead has not moved: the keys are the table's.
  await expect(page.getByRole("button", { name: /Bind/ }).first()).toHaveAttribute("aria-current", "step");
});

test("a row and its node on the stage are selected together", async ({ page }) => {
  await openPage(page);
  await pick(page);
  await page.keyboard.press("4");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const grid = panel(page).getByRole("grid", { name: /Filter/ });
  await grid.getByRole("rowheader", { name: "node-1" }).click();
  await expect(grid.getByRole("row", { name: /^node-1/ })).toHaveAttribute("aria-selected", "true");
  await page
    .getByRole("main", { name: "Stage" })
    .getByRole("button", { name: /^node-3/ })
    .click();
  await expect(grid.getByRole("row", { name: /^node-3/ })).toHaveAttribute("aria-selected", "true");
  await expect(grid.getByRole("row", { name: /^node-1/ })).toHaveAttribute("aria-selected", "false");
});

test("a thousand nodes: searched, narrowed down, walked through", async ({ page }) => {
  await openMany(page, 1000);
  await page.getByRole("main", { name: "Stage" }).focus();
  await page.keyboard.press("5");
  await panel(page).getByRole("radio", { name: "Filter" }).click();
  const grid = panel(page).getByRole("grid", { name: /Filter/ });
  await expect(grid).toHaveAttribute("aria-rowcount", "1001");
  await expect(panel(page)).toContainText(/of 1000 nodes looked at, from node-0001 on: the search ends when 420 fit/);
  await expect(panel(page)).toContainText("Adaptive: 50 − 1000 ÷ 125, not below 5: 42 % of 1000 nodes.");

  await panel(page)
    .getByRole("button", { name: /refused$/ })
    .click();
  await panel(page).getByRole("combobox", { name: "Zone" }).selectOption("zone-b");
  await panel(page).getByRole("searchbox").fill("insufficient");
  await expect(grid.getByRole("row", { name: /node-0002/ })).toContainText("Insufficient cpu");
  await expect(grid.getByRole("row", { name: /node-0001/ })).toBeHidden();
  await panel(page).getByRole("searchbox").fill("no such node");
  await expect(panel(page).getByText("No node is like that.")).toBeVisible();
  await panel(page).getByRole("searchbox").fill("");
  await panel(page).getByRole("combobox", { name: "Zone" }).selectOption("*");
  await panel(page)
    .getByRole("button", { name: /refused$/ })
    .click();

  await grid.getByRole("columnheader", { name: "Node", exact: true }).click();
  await page.keyboard.press("Control+End");
  const focused = page.locator(":focus");
  await expect(focused).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(focused).toHaveText("node-1000");
  await page.keyboard.press("PageUp");
  await expect(focused).toBeInViewport();
  const name = await focused.textContent();
  expect(Number(name?.slice(5))).toBeLessThan(1000);
  await page.keyboard.press("Control+ArrowUp");
  await expect(focused).toHaveText("node-0001");
});

test("what if a plugin weighed more: told at once, kept in the text, and played anew", async ({ page }) => {
  await openPage(page);
  await pick(page);
  await panel(page).getByRole("button", { name: "What if the weights were others?" }).click();
  const slider = panel(page).getByRole("slider", { name: "Weight of TaintToleration" });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", "0 instead of 3");
  await expect(panel(page).getByText("node-4 instead of node-3, 162 to 136.")).toBeVisible();
  const grid = panel(page).getByRole("grid", { name: /Score/ });
  await expect(grid.getByRole("rowheader").first()).toHaveText("node-4");
  await panel(page).getByRole("button", { name: "Reset" }).click();
  await expect(grid.getByRole("rowheader").first()).toHaveText("node-3");

  await slider.focus();
  await page.keyboard.press("Home");
  await panel(page).getByRole("button", { name: "Keep it" }).click();
  // What it would do is told no more; what it did, since the pinned run, is.
  await expect(panel(page).getByText("node-4 instead of node-3, 162 to 136.")).toBeHidden();
  await expect(grid.getByRole("row", { name: /picked/ })).toContainText("node-4");
  await expect(grid.getByRole("columnheader", { name: /TaintToleration/ })).toBeHidden();
  await page.getByRole("region", { name: "Scenario" }).getByRole("textbox").first().focus();
  await page.keyboard.press("Control+End");
  await expect(page.getByRole("region", { name: "Scenario" })).toContainText("KubeSchedulerConfiguration");
});

test("the tables are sound for assistive technology", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  await pick(page);
  for (const looks of ["Numbers", "Heat", "Bars"]) {
    await panel(page).getByRole("radio", { name: looks }).click();
    await panel(page).getByRole("button", { name: "What if the weights were others?" }).click();
    await expectSound(page, looks, "aside");
  }
});

/** Steps on to a beat, from wherever the playhead is before it. */
async function goToBeat(page: Page, beat: number): Promise<void> {
  await page.getByRole("main", { name: "Stage" }).focus();
  await page.keyboard.press("Home");
  for (let at = 1; at < beat; at++) await page.keyboard.press("ArrowRight");
  await expect(page.getByText(new RegExp(`^beat ${beat} of`)).first()).toBeVisible();
}

test("what the numbers of a cell come to is in sight without scrolling", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openPage(page);
  await goToBeat(page, 30);
  for (const beat of [30, 31, 32, 36, 37, 38, 39]) {
    while (!(await page.getByText(new RegExp(`^beat ${beat} of`)).count())) await page.keyboard.press("ArrowRight");
    const sum = panel(page).getByText(/× weight \d+ = \d+/);
    await expect(sum).toBeInViewport({ ratio: 1 });
    const below = await sum.evaluate((line) => {
      const box = line.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + 4, box.bottom - 2);
      return top !== null && (line === top || line.contains(top));
    });
    expect(below, `beat ${beat}`).toBe(true);
  }
});

test("where the nominated node fits, that is why no other was asked", async ({ page }) => {
  await page.goto("./#/lesson/preemption/39");
  await onStage(page);
  await page.getByRole("tab", { name: "Decision" }).click();
  const told = "The Pod is nominated to node-1, which fits: the scheduler asks no other node.";
  await expect(panel(page).getByText(told)).toBeVisible();
  await expect(panel(page)).not.toContainText("the search ends when");
});
