import { expectSound } from "./axe.ts";
import { expect, onStage, test } from "./page.ts";

test("axe finds nothing at any act, in either theme", async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  for (const act of [1, 2, 3, 4, 5, 6, 7]) {
    await page.keyboard.press(String(act));
    await expectSound(page, `act ${act}`);
  }
});

test.describe("with Monaco", () => {
  test.use({ monaco: true });

  test("typing in the editor keeps its spaces, and the page's keys stay quiet", async ({ page }) => {
    await page.goto("./");
    await onStage(page);
    const editor = page.getByRole("region", { name: "Scenario" });
    await page.locator(".monaco-editor .view-line").first().waitFor();
    // Focus, not a click: Monaco's text box lies under its lines.
    await editor.getByRole("textbox").first().focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("#  a  b 4 ");
    await page.keyboard.press("Enter");
    await expect(editor).toContainText(/#\s\sa\s\sb\s4/);
    await expect(page.getByRole("button", { name: /Create/ }).first()).toHaveAttribute("aria-current", "step");
  });
});
