import type { Page } from "@playwright/test";
import { expect, onStage, place, test } from "./page.ts";

const log = (page: Page) => page.getByRole("log", { name: "Console output" });
const prompt = (page: Page) => page.getByRole("textbox", { name: /^kubectl at t = / });

async function type(page: Page, line: string): Promise<void> {
  await prompt(page).fill(line);
  await prompt(page).press("Enter");
}

async function openConsole(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  await page.getByRole("tab", { name: "kubectl" }).click();
  await expect(prompt(page)).toBeVisible();
}

/** The whole run has to be there for its last beat to be known. */
async function goToEnd(page: Page): Promise<void> {
  await page.keyboard.press("End");
  await expect.poll(async () => (await place(page)).beat).toBeGreaterThan(1);
}

test("what kubectl says of an error wraps, tables keep their columns", async ({ page }) => {
  await openConsole(page);
  await type(page, "kubectl get pods -o wide");
  await type(page, `kubectl get ${"nosuchthing".repeat(20)}`);
  const outputs = log(page).locator("pre");
  await expect(outputs.last()).toContainText("the server doesn't have a resource type");
  const overflow = (which: number) => outputs.nth(which).evaluate((pre) => pre.scrollWidth - pre.clientWidth);
  expect(await overflow(-1), "the error").toBe(0);
  expect(await overflow(-2), "the table").toBeGreaterThan(0);
});

test("kubectl answers about the playhead's moment, in kubectl's words", async ({ page }) => {
  await openConsole(page);
  await page.keyboard.press("3");
  await type(page, "kubectl get pods");
  await expect(log(page)).toContainText(/web +0\/1 +Pending/);
  await prompt(page).press("Escape");
  await page.getByRole("main").focus();
  await page.keyboard.press("End");
  await type(page, "k get po web");
  await expect(log(page)).toContainText(/web +1\/1 +Running/);
  await type(page, "kubectl get pod nope");
  await expect(log(page)).toContainText('Error from server (NotFound): pods "nope" not found');
  await type(page, "kubectl fly");
  await expect(log(page)).toContainText('error: unknown command "fly" for "kubectl"');
});

test("history, completion and the shell's keys; the page's keys stay quiet", async ({ page }) => {
  await openConsole(page);
  await goToEnd(page);
  const at = await place(page);
  await type(page, "kubectl get nodes");
  await type(page, "kubectl get pods");
  await prompt(page).press("ArrowUp");
  await prompt(page).press("ArrowUp");
  await expect(prompt(page)).toHaveValue("kubectl get nodes");
  await prompt(page).press("ArrowDown");
  await expect(prompt(page)).toHaveValue("kubectl get pods");
  await prompt(page).press("Control+c");
  await expect(prompt(page)).toHaveValue("");

  await prompt(page).pressSequentially("kubectl get pod web-");
  await prompt(page).press("Control+c");
  await prompt(page).pressSequentially("kubectl unc");
  await prompt(page).press("Tab");
  await expect(prompt(page)).toHaveValue("kubectl uncordon ");
  await prompt(page).pressSequentially("n");
  await prompt(page).press("Tab");
  await expect(prompt(page)).toHaveValue("kubectl uncordon node-");
  await expect(page.getByRole("status", { name: "Completions" })).toContainText("node-2");
  await prompt(page).press("Escape");
  await prompt(page).press("Tab");
  await expect(prompt(page)).not.toBeFocused();
  expect(await place(page)).toEqual(at);

  await prompt(page).press("Control+l");
  await expect(log(page)).not.toContainText("kubectl get nodes");
  await page.reload();
  await onStage(page);
  await expect(prompt(page)).toBeVisible();
  await prompt(page).press("ArrowUp");
  await expect(prompt(page)).toHaveValue("kubectl get pods");
});

test("what changes the cluster becomes a step: it replays, is in the text, and can be taken back", async ({ page }) => {
  await openConsole(page);
  await goToEnd(page);
  const before = await place(page);
  await type(page, "kubectl cordon node-2");
  await expect(log(page)).toContainText("node/node-2 cordoned");
  const after = await place(page);
  expect(after.of).toBeGreaterThan(before.of);
  await expect(page.getByRole("region", { name: "Narration" })).toContainText("kubectl cordon node-2");

  await type(page, "kubectl get nodes");
  await expect(log(page)).toContainText(/node-2 +Ready,SchedulingDisabled/);
  await type(page, "kubectl delete pod web");
  await expect(log(page)).toContainText('pod "web" deleted');

  await page.reload();
  await onStage(page);
  await expect(log(page)).toContainText("kubectl cordon node-2");
  await expect(log(page)).toContainText("node/node-2 cordoned");
});

test("a step that is taken back is out of the run again", async ({ page }) => {
  await openConsole(page);
  await goToEnd(page);
  const before = await place(page);
  await type(page, "kubectl cordon node-2");
  await expect(log(page)).toContainText("node/node-2 cordoned");
  await log(page).getByRole("button", { name: "Take back" }).click();
  await expect(log(page)).toContainText("Taken back");
  await expect.poll(async () => place(page)).toEqual(before);
  await type(page, "kubectl get nodes");
  await expect(log(page)).toContainText(/node-2 +Ready /);
  await expect(log(page)).not.toContainText("SchedulingDisabled");
});

test("what follows grows with the playhead and shrinks with it", async ({ page }) => {
  await openConsole(page);
  await page.keyboard.press("3");
  await type(page, "kubectl get pods -w");
  await expect(log(page)).toContainText("Pending");
  await expect(log(page)).not.toContainText(/web +1\/1 +Running/);
  await page.getByRole("main").focus();
  await page.keyboard.press("End");
  await expect(log(page)).toContainText(/web +1\/1 +Running/);
  await page.keyboard.press("5");
  await expect(log(page)).not.toContainText(/web +1\/1 +Running/);
  await page.keyboard.press("End");
  await prompt(page).press("Control+c");
  await expect(log(page)).toContainText("no longer follows");
});
