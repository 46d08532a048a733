import { expectSound } from "./axe.ts";
import { expect, onStage, test } from "./page.ts";

test("the list of scenarios can be searched, tells the level, and marks the one that is open", async ({ page }) => {
  await page.goto("./");
  await onStage(page);
  await page.getByRole("button", { name: "Scenarios" }).click();
  const dialog = page.getByRole("dialog", { name: "Scenarios" });
  await expect(dialog.locator("[aria-current]")).toHaveText(/A Pod and five nodes\s*open now/);
  await expect(dialog.getByRole("button", { name: /Taints and tolerations/ })).toContainText("beginner · 4 min");
  const search = dialog.getByRole("searchbox", { name: "Search lessons" });
  await search.fill("taints toleration");
  await expect(dialog.getByText(/^1 of \d+ lessons$/)).toBeVisible();
  await expectSound(page, "scenarios", "[role=dialog]");
  await dialog.getByRole("button", { name: /Taints and tolerations/ }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Scenarios" }).click();
  await expect(dialog.locator("[aria-current]")).toHaveText(/Taints and tolerations\s*open now/);
  await search.fill("nothing like it");
  await expect(dialog.getByText(/^0 of \d+ lessons$/)).toBeVisible();
});
