import { test as base, expect, type Page, type Route } from "@playwright/test";

export const monacoFiles = /monaco|codeEditor|editor\.api|yaml\.worker|editor\.worker/i;

/** Answers for a file of Monaco's, so that the page's `load` does not wait for it: a style without rules, a module without end. */
function leaveOut(route: Route): Promise<void> {
  return new URL(route.request().url()).pathname.endsWith(".css")
    ? route.fulfill({ contentType: "text/css", body: "" })
    : route.fulfill({ contentType: "text/javascript", body: "await new Promise(() => {});" });
}

/**
 * The page as a test uses it. Every test fails if the page asks another host, or if the console shows an error
 * (a violation of the Content-Security-Policy is one).
 */
export const test = base.extend<{ page: Page; monaco: boolean }>({
  // Monaco is a third of what a page costs to open. It never comes, and the plain field that stands in for it until it does
  // stays, but where it is the subject: `test.use({ monaco: true })`.
  monaco: [false, { option: true }],
  page: async ({ page, baseURL, monaco }, use) => {
    if (!monaco) await page.route(monacoFiles, leaveOut);
    const foreign: string[] = [];
    const errors: string[] = [];
    const home = new URL(baseURL ?? "http://localhost/").origin;
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== home) foreign.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    await use(page);
    expect(foreign, "requests to other hosts").toEqual([]);
    expect(errors, "errors on the console").toEqual([]);
  },
});

export { expect };

/** Waits until a run is on stage, and gives the number of beats. */
export async function onStage(page: Page): Promise<number> {
  const count = page.getByText(/^beat \d+ of \d+/).first();
  await expect(count).toBeVisible({ timeout: 20_000 });
  return (await place(page)).of;
}

/** Where the playhead stands, from the transport row. */
export async function place(page: Page): Promise<{ beat: number; of: number }> {
  const text =
    (await page
      .getByText(/^beat \d+ of \d+/)
      .first()
      .textContent()) ?? "";
  const [, beat, of] = /beat (\d+) of (\d+)/.exec(text) ?? [];
  return { beat: Number(beat), of: Number(of) };
}

/** The one sentence of the beat. */
export async function sentence(page: Page): Promise<string> {
  return ((await page.getByRole("region", { name: "Narration" }).innerText()) ?? "").trim();
}

/** Opens a manifest as a person does: through "Open a file…" in the list of scenarios. */
export async function openManifest(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole("button", { name: "Scenarios" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /Open a file/ }).click();
  await (await chooser).setFiles({ name, mimeType: "text/yaml", buffer: Buffer.from(text) });
}
