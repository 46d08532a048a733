import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { importText } from "./importText.ts";

const secret = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "db", uid: "u1" },
  data: { password: "aHVudGVyMg==" },
  stringData: { token: "hunter2" },
};
const pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "web",
    uid: "u2",
    resourceVersion: "7",
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": '{"hunter2":1}', team: "blue" },
    managedFields: [{ manager: "kubectl" }],
  },
  spec: {
    initContainers: [{ name: "i", image: "i", env: [{ name: "KEY", value: "hunter2" }] }],
    containers: [
      {
        name: "c",
        image: "nginx",
        env: [
          { name: "PASSWORD", value: "hunter2" },
          { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
        ],
      },
    ],
  },
};
const deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "d", creationTimestamp: "2026-01-01T00:00:00Z" },
  spec: { template: { spec: { containers: [{ name: "c", image: "i", env: [{ name: "A", value: "hunter2" }] }] } } },
};
const list = (...items: unknown[]) => ({ apiVersion: "v1", kind: "List", items, metadata: { resourceVersion: "" } });
const json = (value: unknown) => JSON.stringify(value, null, 4);

describe("what a cluster gave out comes in without what is nobody else's business", () => {
  it("a List as JSON, shown as YAML", () => {
    const { text, dropped } = importText(json(list(secret, pod, deployment)));
    expect(dropped).toEqual({ secrets: 1, envValues: 3, lastApplied: 1, managedFields: 1 });
    expect(text).not.toMatch(/hunter2|aHVudGVyMg|Secret|managedFields|last-applied/);
    expect(text).toMatch(/^apiVersion: v1\nitems:\n- apiVersion: v1\n {2}kind: Pod\n/);
    const [first, second] = parse(text).items;
    expect(first.metadata).toEqual({ name: "web", uid: "u2", resourceVersion: "7", annotations: { team: "blue" } });
    expect(first.spec.initContainers[0].env).toEqual([{ name: "KEY" }]);
    expect(first.spec.containers[0].env).toEqual([{ name: "PASSWORD" }, pod.spec.containers[0].env[1]]);
    expect(second.spec.template.spec.containers[0].env).toEqual([{ name: "A" }]);
  });

  it.each([
    ["a UID", { uid: "u" }],
    ["a resource version", { resourceVersion: "3" }],
    ["managed fields", { managedFields: [] }],
    ["a time of creation", { creationTimestamp: "2026-01-01T00:00:00Z" }],
    ["what was applied last", { annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" } }],
  ])("one object, told by %s", (_, metadata) => {
    expect(importText(json({ ...pod, metadata: { name: "web", ...metadata } })).text).not.toContain("hunter2");
  });

  it("documents of YAML: only those of a cluster are touched", () => {
    const own = "# mine\nkind: Pod\nspec: {containers: [{name: c, env: [{name: A, value: mine}]}]}\n";
    const dump = "---\nkind: Secret\napiVersion: v1\nmetadata: {uid: a}\ndata: {a: hunter2}\n";
    const other =
      "---\nkind: Pod # c\nmetadata: {uid: b, name: p}\nspec: {containers: [{env: [{name: A, value: hunter2}]}]}\n";
    expect(importText(`${own}${dump}${other}`)).toEqual({
      text: `${own}---\nkind: Pod\nmetadata:\n  name: p\n  uid: b\nspec:\n  containers:\n  - env:\n    - name: A\n`,
      dropped: { secrets: 1, envValues: 1, lastApplied: 0, managedFields: 0 },
    });
    expect(importText(`${dump.slice(4)}${own.replace("#", "---\n#")}`).text).toBe(own);
  });

  it.each([
    ["a Secret alone", secret],
    ["a list of Secrets", list(secret)],
    ["a SecretList, whose items may have no kind", { kind: "SecretList", items: [{ ...secret, kind: undefined }] }],
  ])("%s keeps its name: an empty text says nothing", (_, value) => {
    const { text, dropped } = importText(json(value));
    expect(dropped?.secrets).toBe(1);
    expect(text).toContain("name: db");
    expect(text).not.toMatch(/hunter2|aHVudGVyMg|\bdata:|stringData/);
  });

  it("an empty list stays one", () => {
    expect(parse(importText(json(list())).text).items).toEqual([]);
  });
});

it.each([
  ["a manifest that somebody wrote", json({ ...pod, metadata: { name: "web" } })],
  ["a Secret that somebody wrote", json({ ...secret, metadata: { name: "db" } })],
  ["what kubectl create --dry-run prints", "kind: Pod\nmetadata:\n  creationTimestamp: null\n  name: a\n"],
  ["words of a server in a text of another kind", "data:\n  note: |\n    uid: 5\n"],
])("%s stays to the letter", (_, text) => {
  expect(importText(text)).toEqual({ text, dropped: null });
});

it.each([
  ["YAML", "kind: List\nitems: [a\n"],
  ["JSON that is cut short", json(list(pod)).slice(0, -30)],
  ["one document of two", "kind: Pod\nmetadata: {name: a}\n---\nmetadata: {uid: a\n"],
])("what does not parse stays, and is said to be unread: %s", (_, text) => {
  expect(importText(text)).toEqual({ text, dropped: null, isUnread: true });
});

it("JSON on one line that would be too large as YAML stays JSON", () => {
  const labels = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`label-${i}`, `value-${i}-and-more`]));
  const deep = { ...pod, spec: { ...pod.spec, a: { b: { c: { d: { e: { f: { g: { h: { labels } } } } } } } } } };
  const { text, dropped } = importText(JSON.stringify(list(deep)));
  expect(dropped?.envValues).toBe(2);
  expect(text).toMatch(/^\{"apiVersion":"v1","kind":"List"/);
  expect(text).not.toContain("hunter2");
});

it("says the same again of what it made", () => {
  const once = importText(json(list(pod, deployment))).text;
  expect(importText(once).text).toBe(once);
});
