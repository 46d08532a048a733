import { defineConfig } from "@playwright/test";
import { browserArguments, findBrowser } from "./scripts/browser.ts";

const port = Number(process.env.E2E_PORT ?? 4179);

/**
 * Otherwise Chromium draws what changed into the old picture, and rounds the edges of corners and letters otherwise than
 * when it draws the whole: pictures of the same page differ by a few pixels.
 */
const exactly = ["--disable-partial-raster"];

export default defineConfig({
  testDir: "e2e",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  // A busy machine is no fault of the page; what fails twice is.
  retries: process.env.CI ? 1 : 0,
  reporter: process.env.CI ? [["list"]] : [["line"]],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 720 },
    locale: "en-US",
    // Recorded on the second try only: it costs a fifth of the time.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: findBrowser()?.executablePath, args: [...browserArguments(), ...exactly] },
  },
  webServer: {
    command: `${process.execPath} node_modules/vite/bin/vite.js preview --strictPort --port ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
