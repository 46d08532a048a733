import { test as base, expect, type Page } from "@playwright/test";

/**
 * The page as a test uses it. Every test fails if the page asks another host, or if the console shows an error
 * (a violation of the Content-Security-Policy is one).
 */
export const test = base.extend<{ page: Page }>({
  page: async ({ page, baseURL }, use) => {
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

/**
 * Steps of one channel (of 255) that the same picture may differ by: when Chromium draws a part of a layer anew, it rounds
 * the edges of corners, letters and lines otherwise than when it draws the whole (seen: 1 to 3). Nobody sees it.
 */
const rounding = 4;

/** Whether two screenshots show the same picture. `strays` pixels may differ by more. */
export async function samePicture(page: Page, a: Buffer, b: Buffer, strays = 0): Promise<boolean> {
  const different = await page.evaluate(
    async ({ sources, rounding }) => {
      const [first, second] = await Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          const canvas = document.createElement("canvas");
          canvas.width = image.width;
          canvas.height = image.height;
          const context = canvas.getContext("2d");
          if (!context) throw new Error("no canvas");
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (first.width !== second.width || first.height !== second.height) return Number.POSITIVE_INFINITY;
      let pixels = 0;
      for (let i = 0; i < first.data.length; i += 4) {
        if ([0, 1, 2, 3].some((channel) => Math.abs(first.data[i + channel] - second.data[i + channel]) > rounding))
          pixels++;
      }
      return pixels;
    },
    { rounding, sources: [a, b].map((picture) => `data:image/png;base64,${picture.toString("base64")}`) },
  );
  return different <= strays;
}
