import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { type PreviewServer, preview } from "vite";
import { browserArguments, ensureBrowser, findBrowser } from "./browser.ts";

/**
 * Pictures of the build in `dist/`: every act, both themes, both languages, on a screen and on a phone. The README's
 * are written to `docs/images/`, the others to `screenshots/`, which is not kept.
 */
const acts = [1, 2, 3, 4, 5, 6, 7];
const screens = { screen: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } } as const;
const themes = ["light", "dark"] as const;
const languages = { en: "en-US", zh: "zh-CN" } as const;
/** Beats after the start of act 4 at which a few nodes have been asked. */
const beatsIntoFilter = 5;

async function shoot(browser: Browser, url: string): Promise<void> {
  for (const [screen, viewport] of Object.entries(screens)) {
    for (const theme of themes) {
      for (const [language, locale] of Object.entries(languages)) {
        const context = await browser.newContext({ viewport, locale, colorScheme: theme, reducedMotion: "reduce" });
        const page = await context.newPage();
        await page.goto(url);
        await page
          .getByRole("main")
          .getByText(/kubectl|node-1/)
          .first()
          .waitFor();
        // Monaco comes after the stage; a picture without it would be half a picture.
        if (screen === "screen") await page.locator(".monaco-editor .view-line").first().waitFor();
        await page.evaluate(() => document.fonts.ready);
        for (const act of acts) {
          await page.keyboard.press(String(act));
          // Until the run is there, the key waits.
          await page.locator('[aria-current="step"]', { hasText: String(act) }).waitFor();
          await page.waitForTimeout(150);
          await page.screenshot({ path: join("screenshots", `${screen}-${theme}-${language}-act${act}.png`) });
          if (act !== 4 || screen !== "screen") continue;
          for (let i = 0; i < beatsIntoFilter; i++) await page.keyboard.press("ArrowRight");
          // The Decision panel is fetched when there is something to decide.
          await page.getByRole("complementary").getByRole("table").first().waitFor();
          await page.waitForTimeout(150);
          await page.screenshot({ path: join("docs", "images", `schedule-${theme}-${language}.png`) });
        }
        await context.close();
      }
    }
  }
}

ensureBrowser();
mkdirSync("screenshots", { recursive: true });
mkdirSync(join("docs", "images"), { recursive: true });
const server: PreviewServer = await preview({ preview: { port: 4187, host: "localhost" }, logLevel: "warn" });
const browser = await chromium.launch({ executablePath: findBrowser()?.executablePath, args: browserArguments() });
try {
  await shoot(browser, server.resolvedUrls?.local[0] ?? "http://localhost:4187/");
} finally {
  await browser.close();
  await server.close();
}
