import type { Page } from "@playwright/test";
import { expectSound } from "./axe.ts";
import { expect, onStage, place, test } from "./page.ts";

const inspector = (page: Page) => page.getByRole("complementary", { name: "Inspector" });
const openTab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();
const stage = (page: Page) => page.getByRole("main", { name: "Stage" });

async function goToBeat(page: Page, beat: number): Promise<void> {
  await page.keyboard.press("Home");
  for (let at = 1; at < beat; at++) await page.keyboard.press("ArrowRight");
  await expect(page.getByText(new RegExp(`^beat ${beat} of`)).first()).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await onStage(page);
  await expect(page.getByRole("tab", { name: "Object" })).toBeVisible();
});

test("what is clicked on the stage is shown as YAML, and any other object can be chosen", async ({ page }) => {
  await page.keyboard.press("5");
  // Beside the open Decision a node would show itself in its table.
  await openTab(page, "Events");
  await stage(page)
    .getByRole("button", { name: /^node-2/ })
    .first()
    .click();
  await expect(page.getByRole("tab", { name: "Object" })).toHaveAttribute("aria-selected", "true");
  await expect(inspector(page)).toContainText("kind: Node");
  await expect(inspector(page)).toContainText("name: node-2");

  await inspector(page)
    .getByRole("button", { name: /Choose an object|Node/ })
    .first()
    .click();
  const search = page.getByRole("combobox", { name: "Search by name, namespace or kind" });
  await search.fill("namespace kube-public");
  await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(1);
  await search.press("Enter");
  await expect(inspector(page)).toContainText("kind: Namespace");
  await expect(inspector(page)).toContainText("name: kube-public");

  await inspector(page).getByRole("button", { name: "Back to what the beat is about" }).click();
  await expect(inspector(page)).toContainText("kind: Pod");
});

test("the request's object grows as it is defaulted; the lines that a beat changed carry sign and word", async ({
  page,
}) => {
  await openTab(page, "Object");
  await goToBeat(page, 4);
  await expect(inspector(page)).toContainText("The API server has not stored it");
  // etcd stores the node's name.
  await goToBeat(page, 37);
  const changed = inspector(page).getByText(/^\d+ lines? changed in this beat$/);
  await expect(inspector(page).getByText("nodeName: node-3")).toBeVisible();
  await expect(changed).toBeVisible();
  await expect(inspector(page).getByText("added", { exact: true }).first()).toBeVisible();

  const managed = inspector(page).getByRole("button", { name: "Fold spec" });
  await managed.click();
  await expect(inspector(page).getByText("nodeName: node-3")).toBeHidden();
  await inspector(page).getByRole("button", { name: "Unfold spec" }).click();
  await expect(inspector(page).getByText("nodeName: node-3")).toBeVisible();
});

test("a container on the stage brings its lines of the Pod into view", async ({ page }) => {
  await page.keyboard.press("7");
  await page.keyboard.press("ArrowLeft");
  await stage(page).getByRole("button", { name: /^web/ }).last().click();
  await expect(
    inspector(page)
      .getByText(/^name: web$/)
      .first(),
  ).toBeInViewport();
});

test("the Status Rosetta says why the five places differ, and when they agree", async ({ page }) => {
  await openTab(page, "Object");
  await page.keyboard.press("3");
  await expect(inspector(page)).toContainText("Why all say so little");
  await page.keyboard.press("End");
  await expect(inspector(page)).toContainText("They agree");
  await page.keyboard.press("7");
  await page.keyboard.press("ArrowLeft");
  await expect(inspector(page)).toContainText(/Why (web|ContainerCreating)/);
});

test("Events in the columns of kubectl get events: filter, order, and the way to their beat and object", async ({
  page,
}) => {
  await openTab(page, "Events");
  await expect(inspector(page)).toContainText("No Events yet");
  await page.keyboard.press("End");
  const rows = inspector(page).getByRole("row");
  await expect(rows.first()).toContainText("LAST SEEN");
  const count = (await rows.count()) - 1;
  expect(count).toBeGreaterThanOrEqual(5);
  await expect(rows.nth(1)).toContainText("Started");
  await inspector(page).getByRole("button", { name: "LAST SEEN" }).click();
  await expect(rows.nth(1)).toContainText("Scheduled");
  await inspector(page).getByRole("radio", { name: "Warning" }).click();
  await expect(inspector(page)).toContainText("No Event matches");
  await inspector(page).getByRole("radio", { name: "All" }).click();

  await rows
    .nth(1)
    .getByRole("button", { name: /Go to beat/ })
    .click();
  const { beat, of } = await place(page);
  expect(beat).toBeLessThan(of);
  await expect(rows).toHaveCount(2);
  await rows.nth(1).getByRole("button", { name: "pod/web" }).click();
  await expect(inspector(page)).toContainText("Status Rosetta");
});

test("calculators: taints, spread and preemption, with numbers to try", async ({ page }) => {
  await page.keyboard.press("5");
  await openTab(page, "Calculators");
  const panel = inspector(page);
  await panel.getByRole("radio", { name: "Taints" }).click();
  await expect(panel).toContainText("node-1 is refused: dedicated=gpu:NoSchedule is not tolerated.");
  await panel.getByText("Try other taints and tolerations").click();
  await panel.getByRole("button", { name: "Add a toleration" }).click();
  await expect(panel).toContainText("node-1 passes the filter");
  await panel.getByLabel("operator").last().selectOption("Equal");
  await expect(panel).toContainText("node-1 is refused");
  await panel.getByLabel("key", { exact: true }).last().fill("");
  await expect(panel).toContainText("operator must be Exists when `key` is empty");
  await panel.getByRole("button", { name: "As in the run" }).click();
  await expect(panel).toContainText("node-1 is refused");

  await panel.getByRole("radio", { name: "Spread" }).click();
  await panel.getByRole("button", { name: "Try a constraint over zones" }).click();
  await expect(panel.getByRole("row")).toHaveCount(4);
  await expect(panel.getByText("may go there")).toHaveCount(3);
  await panel.getByLabel("minDomains").fill("9");
  await expect(panel).toContainText("minimum = 0: only 3 domains of 9 (minDomains) count.");
  await panel.getByLabel("Labels of the Pod").fill("app=other");
  await expect(panel).toContainText("self = 0");

  await panel.getByRole("radio", { name: "Preemption" }).click();
  await expect(panel).toContainText("Nobody had to go: the Pod went to node-3.");
});

test("calculators: resource layers of a node, its Pods and containers, opened from where they matter", async ({
  page,
}) => {
  await page.keyboard.press("End");
  await openTab(page, "Object");
  const panel = inspector(page);
  await panel.getByRole("button", { name: "Calculators" }).click();
  await page.getByRole("menuitem", { name: "Calculator: resource layers" }).click();
  await expect(panel.getByLabel("Node")).toHaveValue("node-3");
  await expect(panel.getByRole("definition").filter({ hasText: "2.5 · 63 %" })).toBeVisible();
  await panel.getByText("web").first().click();
  await expect(panel.getByRole("row", { name: /web memory/ })).toContainText("1Gi");

  await page.keyboard.press("4");
  for (let presses = 0; presses < 6; presses++) await page.keyboard.press("ArrowRight");
  await openTab(page, "Decision");
  await panel.getByRole("gridcell", { name: /taint/i }).first().click();
  await panel.getByRole("button", { name: "Calculator: taints and tolerations" }).click();
  await expect(panel).toContainText("node-1 is refused");
});

test("calculators: who has to go for an urgent Pod, and why there", async ({ page }) => {
  await page.goto("./#/lesson/preemption");
  await expect(page.getByRole("region", { name: "Scenario" })).toContainText("PriorityClass");
  await page.getByRole("combobox", { name: "Pod on stage" }).selectOption("default/urgent");
  await page.keyboard.press("Escape");
  await page.getByRole("main").focus();
  await page.keyboard.press("End");
  await openTab(page, "Calculators");
  await inspector(page).getByRole("radio", { name: "Preemption" }).click();
  const chosen = inspector(page).getByRole("region", { name: /^node-/ });
  await expect(chosen).toContainText("chosen");
  await expect(chosen).toContainText("batch");
  await expect(chosen).toContainText("goes");
});

test("axe finds nothing in any tab", async ({ page }) => {
  test.setTimeout(120_000);
  await page.keyboard.press("5");
  for (const name of ["Object", "Events", "kubectl", "Calculators", "Why?", "Decision"]) {
    await openTab(page, name);
    await expectSound(page, name, "aside");
  }
});

test("before the scheduler has looked at the Pod, Decision and Why? say what it waits for and lead there", async ({
  page,
}) => {
  await page.keyboard.press("4");
  for (const tab of ["Decision", "Why?"]) {
    await page.getByRole("tab", { name: tab }).click();
    await expect(inspector(page)).toContainText("The Pod waits in the scheduler’s queue.");
  }
  const begins = /begins at beat (\d+)/.exec(await inspector(page).innerText())?.[1];
  await inspector(page)
    .getByRole("button", { name: `Go to beat ${begins}` })
    .click();
  await expect(page.getByText(`beat ${begins} of`).first()).toBeVisible();
  await expect(inspector(page)).toContainText("No verdict yet at this beat.");
  await inspector(page)
    .getByRole("button", { name: /Go to beat/ })
    .click();
  await expect(inspector(page)).toContainText(/was given to node-\d/);
});

test("in acts 1 and 2 the Object tab comes to what changed, and at the top again once there is the Rosetta", async ({
  page,
}) => {
  await openTab(page, "Object");
  await goToBeat(page, 12);
  await expect(inspector(page).getByText("tolerations:").first()).toBeInViewport();
  await goToBeat(page, 16);
  await expect(inspector(page).getByText("Status Rosetta")).toBeInViewport();
});
