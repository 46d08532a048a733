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

test("a lesson says what it is about, leads to its chapters, and asks", async ({ page }) => {
  await page.goto("./#/lesson/probes");
  await onStage(page);
  const card = page.getByRole("region", { name: "Lesson" });
  await expect(card.getByRole("heading", { name: "Three probes, three effects" })).toBeVisible();
  await card.getByRole("button", { name: "3 chapters, 1 question" }).click();
  await card.getByRole("button", { name: "Readiness from 40 s" }).click();
  await expect(card.locator("[aria-current]")).toContainText("Readiness fails three times");

  await expect(page.getByText(/t = 4\d\.\d s/).first()).toBeVisible();
  // What was pressed keeps the focus; the arrows step all the same.
  await page.keyboard.press("ArrowRight");
  const question = card.getByRole("group", { name: /Which probe should notice/ });
  await question.getByRole("button", { name: "Liveness" }).click();
  await expect(question).toContainText("No.");
  await question.getByRole("button", { name: "Readiness", exact: true }).click();
  await expect(question).toContainText("Right.");
  await expectSound(page, "lesson", "[aria-label=Lesson]");
});
