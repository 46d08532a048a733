import AxeBuilder from "@axe-core/playwright";
import { expect, onStage, test } from "./page.ts";

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing serious at any act, ${theme}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ reducedMotion: "reduce", colorScheme: theme });
    await page.goto("./");
    await onStage(page);
    if ((await page.locator("html").getAttribute("data-theme")) !== theme) {
      await page.getByRole("button", { name: theme === "dark" ? "Dark theme" : "Light theme" }).click();
    }
    for (const act of [1, 2, 3, 4, 5, 6, 7]) {
      await page.keyboard.press(String(act));
      const { violations } = await new AxeBuilder({ page }).exclude(".monaco-editor").analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `act ${act}: ${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual(
        [],
      );
    }
  });
}

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
