import { expect, onStage, openManifest, place, sentence, test } from "./page.ts";

const scenario = "Scenario";

test("YAML that does not parse: the place and the reason, and the last good run stays", async ({ page }) => {
  await page.goto("./");
  const beats = await onStage(page);
  await openManifest(page, "broken.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n   labels: {}\n");
  const editor = page.getByRole("region", { name: scenario });
  const said = /^line 5: This line is indented deeper than name above it.* The parser says: Nested mappings are not/;
  await expect(editor.getByRole("button", { name: said })).toBeVisible();
  await expect(editor.getByText(/the stage shows the last good run/)).toBeVisible();
  expect(await onStage(page)).toBe(beats);
});

test.describe("with Monaco", () => {
  test.use({ monaco: true });

  test("long lines are wrapped under their indent, and the beat's lines are still brought into view", async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto("./#/lesson/gray-release");
    await onStage(page);
    const lines = page.locator(".monaco-editor .view-line > span");
    await lines.first().waitFor();
    const beyond = () =>
      lines.evaluateAll((all) => {
        const edge = document.querySelector(".monaco-editor")?.getBoundingClientRect().right ?? 0;
        return all.filter((line) => line.getBoundingClientRect().right > edge).map((line) => line.textContent);
      });
    await expect.poll(beyond).toEqual([]);
    await page.getByRole("main", { name: "Stage" }).focus();
    await page.keyboard.press("4");
    await expect.poll(beyond).toEqual([]);
    await expect(lines.filter({ hasText: /^kind:\s*Deployment$/ })).toBeInViewport();
  });

  test("a 5 MB paste: the limit is named, and the text stays", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("./");
    const beats = await onStage(page);
    const editor = page.getByRole("region", { name: scenario });
    await page.locator(".monaco-editor .view-line").first().waitFor();
    const line = "# a comment that says nothing, over and over\n";
    await page.evaluate(([text, times]) => navigator.clipboard.writeText(text.repeat(times)), [
      line,
      Math.ceil((5 * 1024 * 1024) / line.length),
    ] as const);
    await editor.getByRole("textbox").first().focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+v");
    await expect(editor.getByText(/the limit is 1(\.0)? MiB/).first()).toBeVisible();
    await expect(editor.getByText(/a\scomment\sthat\ssays\snothing/).first()).toBeVisible();
    expect(await onStage(page), "the last good run stays").toBe(beats);
  });
});

test("a 5 MB file is scheduled in bulk instead, and what was in the editor stays", async ({ page }) => {
  await page.goto("./");
  const beats = await onStage(page);
  const line = "# a comment that says nothing, over and over\n";
  await openManifest(page, "large.yaml", line.repeat(Math.ceil((5 * 1024 * 1024) / line.length)));
  const dialog = page.getByRole("dialog", { name: /large\.yaml/ });
  await expect(dialog.getByText(/no Kubernetes object/i).first()).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  expect(await onStage(page)).toBe(beats);
  await expect(page.getByRole("region", { name: scenario })).toContainText(/kind:\sPod/);
});

test("an unknown kind is named, in kubectl's words, and the rest is played", async ({ page }) => {
  await page.goto("./");
  await onStage(page);
  await openManifest(
    page,
    "unknown.yaml",
    "apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: g}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: nginx:1.27}]}\n",
  );
  const editor = page.getByRole("region", { name: scenario });
  await expect(editor.getByText(/no matches for kind "Gadget" in version "example.com\/v1"/).first()).toBeVisible();
  await page.keyboard.press("End");
  expect(await sentence(page)).toMatch(/web|Running|Gadget/);
});

test("an object that the API server refuses: its own words, at the line of the field, and act 1 ends with 422", async ({
  page,
}) => {
  await page.goto("./");
  await onStage(page);
  await openManifest(
    page,
    "invalid.yaml",
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: c\n",
  );
  const editor = page.getByRole("region", { name: scenario });
  await expect(editor.getByText(/spec\.containers\[0\]\.image: Required value/).first()).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByText(/422/).first()).toBeVisible();
});

test("a value that is refused and repaired: the playhead comes back to its beat, and what the stage shows is said", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  await page.keyboard.press("4");
  await expect.poll(async () => (await place(page)).beat).toBeGreaterThan(1);
  const there = await place(page);
  const editor = page.getByRole("region", { name: scenario });
  const field = editor.getByRole("textbox", { name: "Scenario as YAML" });
  const good = await field.inputValue();
  await field.fill(good.replace(/cpu: .*/, 'cpu: "-1"'));
  await expect(editor.getByText(/the API server refuses this/)).toBeVisible();
  await expect.poll(async () => (await place(page)).of).toBeLessThan(there.of);
  await field.fill(good.replace(/cpu: .*/, 'cpu: "-1'));
  await expect(editor.getByText(/the stage still shows what the API server refused/)).toBeVisible();
  await field.fill(good);
  await expect(editor.getByText(/^valid/)).toBeVisible();
  expect(await place(page)).toEqual(there);
});

for (const [what, hash] of [
  ["cut off", "#1.q1bKzU1MSVWyUkrMTUpNyUwtAQA"],
  ["not one of ours", "#hello"],
  ["from a newer version", "#9.abcdef"],
  ["hostile", `#1.${"A".repeat(5000)}`],
] as const) {
  test(`a link that is ${what}: a clear message, and nothing is lost`, async ({ page }) => {
    const told = page.getByRole("status").filter({ hasText: /this link/i });
    // Opened over a page that is in use…
    await page.goto("./");
    const beats = await onStage(page);
    await page.goto(`./${hash}`);
    await expect(told.first()).toBeVisible();
    expect(await onStage(page)).toBe(beats);
    // …and as the first thing.
    await page.goto("about:blank");
    await page.goto(`./${hash}`);
    await expect(told.first()).toBeVisible();
    expect(await onStage(page)).toBe(beats);
  });
}
