import type { Page } from "@playwright/test";
import { expect, onStage, sentence, test } from "./page.ts";

const stage = (page: Page) => page.getByRole("main", { name: "Stage" });

/** What the focus comes by on the stage from Tab to Tab, by name. */
async function tabbed(page: Page): Promise<string[]> {
  const names: string[] = [];
  await stage(page).focus();
  for (;;) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || !focused.closest("main")) return null;
      return (focused.ariaLabel || focused.innerText).replace(/\s+/g, " ").trim();
    });
    if (name === null) return names;
    names.push(name);
  }
}

/** What Tab has to come by in each act, in the order of the diagram: the talk above, the nodes below, a Pod in its node. */
const orders: readonly [act: number, names: readonly RegExp[]][] = [
  [1, [/^kubectl/, /^API server/, /^etcd/, /^kube-scheduler/, /^controllers/, /^node-1/, /^Pod train/, /^node-5/]],
  [4, [/^kubectl/, /^API server/, /^etcd/, /^controllers/, /^kube-scheduler/, /^node-1/, /^Pod train/, /^node-5/]],
  [6, [/^API server/, /^node-3$/, /^kubelet/, /^containerd/, /^web/, /^web, Waiting/]],
  // With nothing else to see, act 7 stays on the opened Pod.
  [7, [/^API server/, /^node-3$/, /^kubelet/, /^containerd/, /^web/, /^web, Running/]],
];

test("Tab leads over the whole stage in the diagram's order, Enter opens what is there, and each beat is told", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  for (const [act, order] of orders) {
    await stage(page).focus();
    await page.keyboard.press(String(act));
    await expect(page.locator('nav [aria-current="step"]')).toContainText(String(act));
    await page.keyboard.press("ArrowRight");
    const drawn = await page.locator(".react-flow__node button").count();
    const names = await tabbed(page);
    expect(names.length, `act ${act}: every button is come by`).toBeGreaterThanOrEqual(drawn);
    let from = 0;
    for (const name of order) {
      const at = names.findIndex((each, i) => i >= from && name.test(each));
      expect(at, `act ${act}: ${name} after ${names.slice(0, from).join(" · ")}`).toBeGreaterThanOrEqual(from);
      from = at + 1;
    }
    await expect(page.locator('[aria-live="polite"]').filter({ hasText: await firstWords(page) })).toHaveCount(1);
  }
  await stage(page).getByRole("button", { name: "web", exact: true }).press("Enter");
  await expect(page.getByRole("complementary", { name: "Inspector" })).toContainText("kind: Pod");
});

test("Space plays after a press of the pointer; who came by keyboard has it for the control", async ({ page }) => {
  await page.goto("./");
  await onStage(page);
  const html = page.locator("html");
  const pause = page.getByRole("button", { name: "Pause" });
  await page.getByRole("button", { name: "Dark theme" }).click();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Space");
  await expect(pause).toBeVisible();
  await page.keyboard.press("Space");
  await expect(pause).toHaveCount(0);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Space");
  await expect(pause).toBeVisible();
  await page.keyboard.press("Space");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(html).toHaveAttribute("data-theme", "light");
  await expect(pause).toHaveCount(0);
});

test.describe("with Monaco", () => {
  test.use({ monaco: true });

  test("Tab leads through the editor, until somebody types or points there", async ({ page }) => {
    await page.goto("./");
    await onStage(page);
    await page.locator(".monaco-editor .view-line").first().waitFor();
    const inEditor = () => page.evaluate(() => document.activeElement?.closest(".monaco-editor") !== null);
    const hint = page.getByText(/^Tab moves on/);
    // From the tab before the editor.
    await page.getByRole("tab", { name: "Cluster" }).focus();
    for (let i = 0; i < 6 && !(await inEditor()); i++) await page.keyboard.press("Tab");
    expect(await inEditor()).toBe(true);
    await expect(hint).toBeVisible();
    await page.keyboard.press("Tab");
    expect(await inEditor()).toBe(false);
    await expect(hint).toHaveCount(0);
    await page.keyboard.press("Shift+Tab");
    expect(await inEditor()).toBe(true);
    await page.keyboard.type("#");
    await expect(hint).toHaveCount(0);
    await page.keyboard.press("Tab");
    expect(await inEditor()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await inEditor()).toBe(false);
    await page.locator(".monaco-editor .view-line").nth(2).click();
    await expect(hint).toHaveCount(0);
    await page.keyboard.press("Tab");
    expect(await inEditor()).toBe(true);
  });
});

async function firstWords(page: Page): Promise<string> {
  const telling = (await sentence(page)).split("\n").filter((line) => line.length > 20)[0] ?? "nothing";
  return telling.slice(0, 30);
}
