import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectSound } from "./axe.ts";
import { expect, onStage, openManifest, test } from "./page.ts";

const pending = readFileSync("public/lessons/pending/scenario.yaml", "utf8");

async function askWhy(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  await openManifest(page, "pending.yaml", pending);
  await expect(page.getByRole("region", { name: "Scenario" })).toContainText("trainer");
  await expect(page.getByText(/^beat \d+ of \d+/).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("main", { name: "Stage" }).focus();
  await page.keyboard.press("End");
  await page.getByRole("tab", { name: "Why?" }).click();
  await expect(page.getByRole("heading", { name: "Why is trainer Pending?" })).toBeVisible();
}

test("a Pod that no node takes: the message, the nodes, a fix applied, and it runs", async ({ page }) => {
  await askWhy(page);
  const view = page.getByRole("main", { name: "Stage" });
  await view.getByRole("button", { name: "3 Insufficient cpu" }).click();
  await expect(view.getByRole("button", { name: "3 Insufficient cpu" })).toHaveAttribute("aria-pressed", "true");
  await expect(view.getByText(/adds? up to 6, not 5/)).toBeVisible();
  await expect(view.getByRole("row", { name: /node-3/ })).toContainText("0.5 cpu short: asks 3, free 2.5");
  await expect(view.getByRole("row", { name: /node-4/ })).toContainText("cordoned; with that gone, it fits");
  const fixes = page.getByRole("region", { name: "Smallest fixes" });
  await expect(fixes.getByRole("listitem")).toHaveCount(3);
  await expect(fixes.getByRole("listitem").nth(0)).toContainText("fits node-3");
  await expect(fixes).toContainText(
    "Tolerate dedicated=gpu:NoSchedule: not enough. node-1 would then say Insufficient cpu.",
  );

  await fixes.getByRole("button", { name: "Apply: Request cpu ≤ 2.5" }).click();
  await expect(page.getByRole("region", { name: "Scenario" })).toContainText(/cpu: "?2\.5/);
  await expect(page.getByRole("heading", { name: "Why is trainer Pending?" })).toBeHidden();
  await page.getByRole("main", { name: "Stage" }).focus();
  await page.keyboard.press("7");
  await expect(page.getByRole("button", { name: /Running/ }).first()).toHaveAttribute("aria-current", "step");
});

test("the view is sound for assistive technology, and the stage comes back", async ({ page }) => {
  await askWhy(page);
  await expect(page.getByRole("button", { name: /^Apply/ }).first()).toBeVisible();
  await expectSound(page, "why");
  await page.getByRole("button", { name: "Show the stage" }).click();
  await expect(page.getByRole("heading", { name: "Why is trainer Pending?" })).toBeHidden();
});

test("a run that ends Pending ends with the fixes in sight, and the stage stays", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  await openManifest(page, "pending.yaml", pending);
  await expect(page.getByRole("region", { name: "Scenario" })).toContainText("trainer");
  await page.getByRole("main", { name: "Stage" }).focus();
  await page.keyboard.press("End");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect(page.getByRole("tab", { name: "Why?" })).toHaveAttribute("aria-selected", "true");
  await expect(inspector).toContainText("0/5 nodes are available");
  await expect(inspector.getByRole("button", { name: "Apply: Request cpu ≤ 2.5" })).toBeInViewport();
  await expect(page.getByRole("heading", { name: "Why is trainer Pending?" })).toBeHidden();
  await expectSound(page, "end Pending", "aside");
  await inspector.getByRole("button", { name: "What stands in the way, node by node" }).click();
  await expect(page.getByRole("heading", { name: "Why is trainer Pending?" })).toBeVisible();
});
