import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onStage, openManifest, place, test } from "./page.ts";

/** Real manifests that nobody here wrote; they lie beside the project where it is developed. */
const folder = join(import.meta.dirname, "../../shared/manifests");
const files = existsSync(folder) ? readdirSync(folder).filter((file) => /\.ya?ml$/.test(file)) : [];

if (files.length === 0) {
  test("real manifests", () => {
    test.skip(true, "there are no manifests beside this checkout");
  });
}

for (const file of files) {
  test(`${file} plays to its end with → alone, back with ←, and again to the same picture`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto("./");
    await onStage(page);
    await openManifest(page, file, readFileSync(join(folder, file), "utf8"));
    // None brings nodes of its own, as the opening example does: so its run is on stage.
    await expect(page.getByRole("region", { name: "Scenario" })).toContainText("default cluster", { timeout: 30_000 });
    await page.keyboard.press("Home");
    const beats = await onStage(page);
    const stage = page.getByRole("main", { name: "Stage" });
    // One press after the other, without waiting for each to be painted: as a held key does.
    const walk = (key: string, times: number) =>
      Promise.all(Array.from({ length: times }, () => page.keyboard.press(key)));
    await walk("ArrowRight", beats - 1);
    await expect.poll(async () => (await place(page)).beat).toBe(beats);
    const ending = await page.getByRole("region", { name: "Narration" }).innerText();
    expect(ending).toMatch(/Running|Pending|not simulated/);
    const last = await stage.screenshot();
    await walk("ArrowLeft", beats - 1);
    await expect.poll(async () => (await place(page)).beat).toBe(1);
    await walk("ArrowRight", beats - 1);
    await expect.poll(async () => (await place(page)).beat).toBe(beats);
    expect((await stage.screenshot()).equals(last), "the last picture again").toBe(true);
  });
}
