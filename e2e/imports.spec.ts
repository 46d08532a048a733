import { expect, onStage, openManifest, place, test } from "./page.ts";

const pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web", namespace: "default", uid: "u1", managedFields: [{ manager: "kubectl" }] },
  spec: { containers: [{ name: "c", image: "nginx:1.27", env: [{ name: "PASSWORD", value: "hunter2" }] }] },
};
const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "db" }, data: { password: "aHVudGVyMg==" } };
const dump = JSON.stringify({ apiVersion: "v1", kind: "List", items: [secret, pod] }, null, 4);
const saying = /1 Secret, 1 environment value, managedFields of 1 object/;

/** All that the browser keeps for the page. */
const kept = (page: import("@playwright/test").Page) =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

test("a dump that is opened: Secrets and values are left out of editor, storage and link, and that is said", async ({
  page,
}) => {
  await page.goto("./");
  await onStage(page);
  await openManifest(page, "dump.json", dump);
  await expect(page.getByRole("status").filter({ hasText: saying })).toBeVisible();
  const text = page.getByRole("textbox", { name: "Scenario as YAML" });
  await expect(text).toHaveValue(/^apiVersion: v1\nitems:\n- apiVersion: v1\n {2}kind: Pod/);
  await expect(text).not.toHaveValue(/hunter2|aHVudGVyMg/);
  await page.locator("main").focus();
  await page.keyboard.press("s");
  await expect(page.getByRole("dialog").getByRole("textbox")).toHaveValue(/#1\./);
  expect(await kept(page)).not.toMatch(/hunter2|aHVudGVyMg/);
  expect(await kept(page)).toContain("PASSWORD");
});

test("a dump above the limit is opened in the editor when what is left of it is below", async ({ page }) => {
  const fieldsV1 = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`f:some-field-with-a-name-${i}`, {}]));
  const items = Array.from({ length: 20 }, (_, i) => ({
    ...pod,
    metadata: { name: `web-${i}`, uid: `u${i}`, managedFields: [{ manager: "kubectl", fieldsV1 }] },
  }));
  const large = JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 4);
  expect(large.length).toBeGreaterThan(2 * 1024 * 1024);
  await page.goto("./");
  await onStage(page);
  await openManifest(page, "large.json", large);
  await expect(page.getByRole("status").filter({ hasText: /managedFields of 20 objects/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Scenario" })).toContainText("20 Pods");
  await expect(page.getByRole("textbox", { name: "Scenario as YAML" })).toHaveValue(/name: web-19/);
});

test.describe("with Monaco", () => {
  test.use({ monaco: true });

  test("a dump that is pasted is cleaned as well, and one undo gives back what was there", async ({
    page,
    context,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("./");
    await onStage(page);
    const editor = page.getByRole("region", { name: "Scenario" });
    await page.locator(".monaco-editor .view-line").first().waitFor();
    await page.evaluate((text) => navigator.clipboard.writeText(text), dump);
    await editor.getByRole("textbox").first().focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+v");
    await expect(page.getByRole("status").filter({ hasText: saying })).toBeVisible();
    await expect(editor.getByText(/name:\sPASSWORD/)).toBeVisible();
    await expect(editor).not.toContainText("hunter2");
    await expect.poll(() => kept(page)).toContain("PASSWORD");
    expect(await kept(page)).not.toMatch(/hunter2|aHVudGVyMg/);
    await page.keyboard.press("Control+z");
    await expect(editor).not.toContainText(/PASSWORD|hunter2/);
    await expect(editor).toContainText(/kind:\sPod/);
  });
});

test("a file that takes long to run covers the stage, and can be given up", async ({ page }) => {
  await page.goto("./");
  const beats = await onStage(page);
  await page.keyboard.press("4");
  await expect.poll(async () => (await place(page)).beat).toBeGreaterThan(1);
  const there = await place(page);
  const pods = Array.from(
    { length: 3000 },
    (_, i) =>
      `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p${i}}\nspec: {containers: [{name: c, image: "i:1"}]}\n`,
  );
  await openManifest(page, "large.yaml", pods.join(""));
  const stage = page.getByRole("main", { name: "Stage" });
  await expect(stage.getByRole("status").filter({ hasText: "Opening large.yaml" })).toBeVisible();
  await stage.getByRole("button", { name: "Cancel" }).click();
  await expect(stage.getByText("Opening large.yaml")).toHaveCount(0);
  expect(await onStage(page)).toBe(beats);
  expect(await place(page)).toEqual(there);
  await expect(page.getByRole("region", { name: "Scenario" })).toContainText(/5 Nodes/);
});
