import type { Page } from "@playwright/test";
import { expectSound } from "./axe.ts";
import { manyNodes } from "./nodes.ts";
import { expect, onStage, openManifest, test } from "./page.ts";

const stage = (page: Page) => page.getByRole("main", { name: "Stage" });
const option = (page: Page) => stage(page).getByRole("option");

/** To the beat after Filter. */
async function openMany(page: Page, count: number, pools = false): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  await openManifest(page, "many.yaml", manyNodes(count, { pools }));
  await expect(page.getByText(`${count} Nodes`).first()).toBeVisible({ timeout: 60_000 });
  await stage(page).focus();
  await page.keyboard.press("4");
  const narration = page.getByRole("region", { name: "Narration" });
  for (let beat = 0; beat < 6; beat++) {
    if (await narration.getByText("PreScore").isVisible()) break;
    await page.keyboard.press("ArrowRight");
  }
  await expect(narration.getByText("PreScore")).toBeVisible();
}

test("the cells are explained in words, and the node that was picked has its name beside it", async ({ page }) => {
  await openMany(page, 300, true);
  const legend = stage(page).getByRole("list", { name: "What the cells mean" });
  await expect(legend.getByRole("listitem")).toHaveText([/^filled: requested/, "refused", "fits"]);
  const narration = page.getByRole("region", { name: "Narration" });
  for (let beat = 0; beat < 10 && !/picks|wins/.test(await narration.innerText()); beat++)
    await page.keyboard.press("ArrowRight");
  const winner = /(node-\d{4})(?= wins)|(?<=picks )node-\d{4}/.exec(await narration.innerText())?.[0] ?? "";
  expect(winner).not.toBe("");
  await expect(legend.getByRole("listitem")).toContainText(["filled: points", "refused", "picked"]);
  const name = stage(page).locator("[class*=winnerName]");
  await expect(name).toHaveText(winner);
  const [ring, box] = [await stage(page).locator("[class*=winner]").first().boundingBox(), await name.boundingBox()];
  if (!ring || !box) throw new Error("nothing is picked out");
  expect(ring.width).toBeGreaterThan(10);
  expect(Math.abs(box.y + box.height / 2 - (ring.y + ring.height / 2))).toBeLessThan(60);
});

test("a thousand nodes: zones with their reasons counted, opened with the keys down to a node and left again", async ({
  page,
}) => {
  await openMany(page, 1000, true);
  const zone = stage(page).getByRole("button", { name: /^Open zone-b/ });
  await expect(zone).toHaveAccessibleName(
    /^Open zone-b: 333 nodes, \d+ fit, \d+ refused \(\d+ Insufficient cpu, \d+ node\(s\) had untolerated taint \{dedicated: gpu\}\)$/,
  );
  await zone.focus();
  await page.keyboard.press("Enter");
  const path = stage(page).getByRole("navigation", { name: "What is opened" });
  await expect(path).toContainText("All 1000 nodes");
  await expect(stage(page).getByRole("button", { name: /^Open pool big/ })).toBeFocused();
  // The zones that are not opened are still there, as strips.
  await expect(stage(page).getByRole("navigation", { name: "Other groups" }).getByRole("button")).toHaveCount(2);

  await page.keyboard.press("Enter");
  const cells = stage(page).getByRole("listbox", { name: /^pool big, \d+ nodes$/ });
  await expect(cells).toBeFocused();
  await expect(option(page)).toHaveText("node-0005, 0 % requested, fits");
  await page.keyboard.press("ArrowRight");
  await expect(option(page)).toHaveText("node-0017, 0 % requested, refused: Insufficient cpu");
  await expect(option(page)).toHaveAttribute("aria-posinset", "2");
  const focused = await cells.getAttribute("aria-activedescendant");
  expect(focused).toBe(await option(page).getAttribute("id"));
  await page.keyboard.press("ArrowDown");
  await expect(option(page)).not.toHaveText(/node-0017/);
  await page.keyboard.press("End");
  await expect(option(page)).toHaveAttribute("aria-posinset", (await option(page).getAttribute("aria-setsize")) ?? "");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(option(page)).toHaveAttribute("aria-selected", "true");
  await expect(stage(page).getByRole("button", { name: /^node-0017/ })).toBeVisible();
  const panel = page.getByRole("complementary", { name: "Inspector" });
  await expect(panel.getByRole("row", { name: /^node-0017/ })).toHaveAttribute("aria-selected", "true");

  await page.keyboard.press("Escape");
  await expect(stage(page).getByRole("button", { name: /^Open pool big/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(zone).toBeFocused();
  await expect(path).toBeHidden();
});

test("what the pointer is over is told, a press opens, the path leads back", async ({ page }) => {
  await openMany(page, 300);
  const zone = stage(page).getByRole("button", { name: /^Open zone-a/ });
  await zone.click();
  const cells = stage(page).getByRole("listbox", { name: "zone-a, 100 nodes" });
  const box = await cells.boundingBox();
  if (!box) throw new Error("no cells");
  await page.mouse.move(box.x + 6, box.y + 6);
  await expect(stage(page).getByText("untolerated taint {dedicated: gpu}", { exact: true })).toBeVisible();
  await page.mouse.click(box.x + 6, box.y + 6);
  await expect(stage(page).getByRole("button", { name: /^node-0001, .*untolerated taint/ })).toBeVisible();
  await stage(page).getByRole("button", { name: "All 300 nodes" }).click();
  await expect(zone).toBeVisible();
  // A press moves nothing: the camera still follows.
  await expect(page.getByRole("button", { name: "Follow" })).toBeHidden();
});

test("a link has the group that is opened", async ({ page, browser, baseURL }) => {
  await openMany(page, 100, true);
  await stage(page)
    .getByRole("button", { name: /^Open zone-b/ })
    .click();
  await stage(page)
    .getByRole("button", { name: /^Open pool big/ })
    .click();
  await expect(stage(page).getByRole("listbox", { name: /^pool big/ })).toBeVisible();
  await page.keyboard.press("s");
  const field = page.getByRole("dialog").getByRole("textbox");
  await expect(field).toHaveValue(/#1\.[A-Za-z0-9._-]+$/);
  const link = await field.inputValue();

  const other = await browser.newContext();
  const opened = await other.newPage();
  await opened.goto(link.replace(/^[^#]*/, baseURL ?? ""));
  await expect(stage(opened).getByRole("listbox", { name: /^pool big/ })).toBeVisible({ timeout: 20_000 });
  await expect(stage(opened).getByRole("navigation", { name: "What is opened" })).toContainText("zone-b");
  await other.close();
});

test("dragging takes the camera, Follow gives it back", async ({ page }) => {
  await openMany(page, 100);
  const card = stage(page).getByRole("button", { name: /^Open zone-a/ });
  const before = await card.boundingBox();
  const box = await stage(page).boundingBox();
  if (!box || !before) throw new Error("no stage");
  await page.mouse.move(box.x + box.width / 2, box.y + 36);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + 96, { steps: 6 });
  await page.mouse.up();
  expect((await card.boundingBox())?.x).toBeCloseTo(before.x + 60, 0);
  await page.getByRole("button", { name: "Follow" }).click();
  expect((await card.boundingBox())?.x).toBeCloseTo(before.x, 0);
});

test("five thousand nodes stay in sight, and the page answers", async ({ page }) => {
  test.setTimeout(120_000);
  await openMany(page, 4900);
  const zones = stage(page).getByRole("button", { name: /^Open zone-/ });
  await expect(zones).toHaveCount(3);
  const box = await stage(page).boundingBox();
  for (const zone of await zones.all()) {
    const card = await zone.boundingBox();
    expect(card && box && card.y + card.height < box.y + box.height).toBe(true);
  }
  await zones.first().press("Enter");
  await page.keyboard.press("PageDown");
  await expect(option(page)).toHaveAttribute("aria-setsize", "1634");
  await page.keyboard.press("Escape");
  await expect(zones.first()).toBeFocused();
});

test("on a phone the zones take the list's place", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  await openManifest(page, "many.yaml", manyNodes(200));
  await expect(async () => {
    await page.keyboard.press("4");
    await expect(stage(page).getByRole("button", { name: /^Open zone-a: 67 nodes/ })).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
});

test("groups and cells are sound for assistive technology", async ({ page }) => {
  await openMany(page, 200, true);
  await expectSound(page, "zones", "main");
  await stage(page)
    .getByRole("button", { name: /^Open zone-a/ })
    .press("Enter");
  await expectSound(page, "pools", "main");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expectSound(page, "a node", "main");
});
