import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What depends on the theme; all other rules see the same page in both. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** Asserts that axe finds nothing on the page (or in `within`) as it stands, in the light theme and in the dark one. */
export async function expectSound(page: Page, where: string, within?: string): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    // Legacy: without a second page to put the results of frames together. There are no frames.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude(".monaco-editor");
    if (within) axe.include(within);
    axe.options({
      // What passes needs no place in a report.
      resultTypes: ["violations"],
      ...(theme === "dark" ? { runOnly: { type: "rule", values: ofColours } } : {}),
    });
    const { violations } = await axe.analyze();
    const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    expect(faults, `${where}, ${theme}`).toEqual([]);
  }
}
