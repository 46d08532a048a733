import type { Page } from "@playwright/test";
import { expectSound } from "./axe.ts";
import { manyNodes } from "./nodes.ts";
import { expect, onStage, openManifest, test } from "./page.ts";

const compared = (page: Page) => page.getByRole("region", { name: "Since the pinned run" });
const field = (page: Page) => page.getByRole("region", { name: "Scenario" }).getByRole("textbox").first();

/** Opens the page and waits for its first run, not for its first beat: that one is there before. */
async function openPage(page: Page): Promise<void> {
  await page.goto("./");
  await onStage(page);
  await page.keyboard.press("5");
  await expect(page.getByRole("button", { name: /Bind/ }).first()).toHaveAttribute("aria-current", "step");
}

/** Types over a part of the text. */
async function edit(page: Page, part: string, by: string): Promise<void> {
  const text = await field(page).inputValue();
  expect(text).toContain(part);
  await field(page).fill(text.replace(part, by));
}

test("an edit's consequence is told beside the decision, until it is taken back or pinned", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openPage(page);
  await expect(compared(page)).toBeHidden();
  const opened = await field(page).inputValue();

  await edit(page, 'requests: {cpu: "5", memory: 8Gi}', 'requests: {cpu: "1", memory: 1Gi}');
  await expect(compared(page)).toContainText("node-5 instead of node-3.");
  await expect(compared(page)).toContainText("1 with more points");
  await compared(page).getByRole("button", { name: "Node by node" }).click();
  await expect(compared(page).getByRole("row", { name: "node-5 424 474 picked" })).toBeVisible();
  await expect(compared(page).getByRole("row", { name: "node-3 436 picked 436" })).toBeVisible();
  await expectSound(page, "compared", "aside");

  // The pinned run stays the measure over further edits.
  await edit(page, '        cpu: "1"', '        cpu: "12"');
  await expect(compared(page)).toContainText("It fits nowhere any more; it was node-3.");
  await expect(compared(page)).toContainText("3 nodes lost");
  await expect(compared(page).getByRole("row", { name: "node-3 436 picked Insufficient cpu" })).toBeVisible();

  await compared(page).getByRole("button", { name: "Pin this run" }).click();
  await expect(compared(page)).toBeHidden();
  await edit(page, '        cpu: "12"', '        cpu: "13"');
  await expect(compared(page)).toContainText("It fits nowhere, as before. No node and no total has changed.");
  await edit(page, '        cpu: "13"', '        cpu: "1"');
  await expect(compared(page)).toContainText("Now it fits: node-5.");

  await compared(page).getByRole("button", { name: "Back to its text" }).click();
  await expect(compared(page)).toBeHidden();
  await expect(field(page)).not.toHaveValue(opened);
  await expect(field(page)).toHaveValue(/cpu: "12"/);
});

test("all nodes that moved can be read, however many", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openPage(page);
  await openManifest(page, "many.yaml", manyNodes(150));
  await expect(page.getByText("150 Nodes").first()).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("5");
  await edit(page, '"cpu":"2"', '"cpu":"3"');
  await compared(page).getByRole("button", { name: "Node by node" }).click();
  const rows = compared(page).getByRole("row");
  await expect(rows).toHaveCount(13);
  const all = compared(page).getByRole("button", { name: /^All \d+ nodes$/ });
  const count = Number(/\d+/.exec(await all.innerText())?.[0]);
  expect(count).toBeGreaterThan(80);
  await all.click();
  const list = compared(page).getByRole("region", { name: "Node by node" });
  await list.focus();
  // Rows are as high as their reasons: the end moves on as they come into sight.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(list.locator(`tr[data-index="${count - 1}"]`)).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expectSound(page, "compared whole", "aside");
});

test("another scenario is compared with nothing", async ({ page }) => {
  await openPage(page);
  await edit(page, '        cpu: "1"', '        cpu: "12"');
  await expect(compared(page)).toBeVisible();
  await page.goto("./#/lesson/taints");
  await expect(page.getByText("valid", { exact: false }).first()).toBeVisible();
  await expect(compared(page)).toBeHidden();
});
