import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** Chromium without its window: pages open in two thirds of the time. Playwright's own is one, too. */
const shell = "/usr/bin/chromium-headless-shell";

const installed = [
  shell,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/**
 * The Chromium that the browser tests drive. `executablePath` is undefined for Playwright's own, which it finds by
 * itself; null when there is no browser at all.
 */
export function findBrowser(): { executablePath: string | undefined } | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return { executablePath: named };
  if (existsSync(chromium.executablePath())) return { executablePath: undefined };
  const path = installed.find((candidate) => existsSync(candidate));
  return path ? { executablePath: path } : null;
}

/** Arguments for a Chromium that keeps to itself: no first-run page, no look-ups of its own, and no sandbox as root. */
export function browserArguments(): string[] {
  const quiet = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet;
}

function run(command: string, args: string[]): boolean {
  return (
    spawnSync(command, args, { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } })
      .status === 0
  );
}

/**
 * Finds a browser, or gets one: Playwright's, else Debian's through apt when root. Throws with what to install.
 * A Chromium with a window does, but root on Debian gets the one without beside it.
 */
export function ensureBrowser(): void {
  const found = findBrowser();
  if (found && (process.env.CHROMIUM_PATH || found.executablePath === undefined || found.executablePath === shell))
    return;
  if (!found) {
    console.log("No Chromium found; asking Playwright for its own.");
    if (run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]) && findBrowser()) return;
  }
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Debian's Chromium without a window.");
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "chromium-headless-shell", "fonts-noto-cjk"]);
    if (!findBrowser()) run("apt-get", ["install", "-y", "-qq", "chromium", "fonts-noto-cjk"]);
  }
  if (findBrowser()) return;
  throw new Error(
    "The browser tests need a Chromium and none could be had. Install one (Debian and Ubuntu: apt-get install chromium; others: npx playwright install chromium), or name one in CHROMIUM_PATH.",
  );
}
