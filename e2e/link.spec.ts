import { expect, onStage, place, sentence, test } from "./page.ts";

test("Copy link restores scenario, beat, language and theme in another profile", async ({ page, browser, baseURL }) => {
  await page.goto("./");
  await onStage(page);
  await page.keyboard.press("4");
  await expect(page.getByRole("button", { name: /Schedule/ }).first()).toHaveAttribute("aria-current", "step");
  const there = await place(page);
  await page.getByRole("button", { name: "Dark theme" }).click();
  await page.keyboard.press("l");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.keyboard.press("s");
  const field = page.getByRole("dialog").getByRole("textbox");
  await expect(field).toHaveValue(/#1\.[A-Za-z0-9._-]+$/);
  const link = await field.inputValue();

  const other = await browser.newContext();
  const opened = await other.newPage();
  await opened.goto(link.replace(/^[^#]*/, baseURL ?? ""));
  await expect(opened.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(opened.locator("html")).toHaveAttribute("data-theme", "dark");
  // Keys are heard once the page is drawn; the document has its language before.
  await expect(opened.getByRole("main", { name: "舞台" })).toBeVisible();
  await opened.keyboard.press("l");
  await expect(opened.locator("html")).toHaveAttribute("lang", "en");
  await onStage(opened);
  expect(await place(opened)).toEqual(there);
  await page.keyboard.press("Escape");
  await page.keyboard.press("l");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(await sentence(opened)).toBe(await sentence(page));
  await other.close();
});
