import { expect, it } from "vitest";
import type { ObjectEdit } from "../engine/index.ts";
import { editText } from "./editText.ts";

const trainer = `# No node takes this Pod.
apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  containers:
  - name: train # the only one
    image: train:9
    resources:
      requests:
        cpu: "3" # as measured
        memory: 6Gi
---
# Cordoned.
apiVersion: v1
kind: Node
metadata: {name: node-4}
spec:
  unschedulable: true
  taints:
  - {key: node.kubernetes.io/unschedulable, effect: NoSchedule}
status:
  allocatable: {cpu: "8", pods: "110"}
`;
const pod = (path: ObjectEdit["path"], value?: unknown): ObjectEdit => ({
  kind: "Pod",
  namespace: "default",
  name: "trainer",
  path,
  value,
});
const node = (path: ObjectEdit["path"], value?: unknown): ObjectEdit => ({ kind: "Node", name: "node-4", path, value });

/** Lines that came and went. */
function changed(before: string, after: string | null): string[] | null {
  if (after === null) return null;
  const [old, now] = [before.split("\n"), after.split("\n")];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

it.each<[string, ObjectEdit[], string[] | null]>([
  [
    "a value that is there keeps its comment",
    [pod(["spec", "containers", 0, "resources", "requests", "cpu"], "2500m")],
    ['-        cpu: "3" # as measured', "+        cpu: 2500m # as measured"],
  ],
  [
    "a string that looks like a number is quoted",
    [pod(["spec", "containers", 0, "resources", "requests", "cpu"], "2")],
    ['-        cpu: "3" # as measured', '+        cpu: "2" # as measured'],
  ],
  [
    "a field that is missing, at the end of its parent",
    [pod(["spec", "containers", 0, "resources", "limits", "cpu"], "1")],
    ["+      limits:", '+        cpu: "1"'],
  ],
  [
    "a list that is missing",
    [pod(["spec", "tolerations", "-"], { key: "dedicated", operator: "Exists" })],
    ["+  tolerations:", "+  - key: dedicated", "+    operator: Exists"],
  ],
  [
    "an item more in a list",
    [node(["spec", "taints", "-"], { key: "a", effect: "NoSchedule" })],
    ["+  - key: a", "+    effect: NoSchedule"],
  ],
  [
    "in braces, it stays in braces",
    [node(["status", "allocatable", "nvidia.com/gpu"], "1")],
    ['-  allocatable: {cpu: "8", pods: "110"}', '+  allocatable: {cpu: "8", pods: "110", nvidia.com/gpu: "1"}'],
  ],
  [
    "a label in braces' braces",
    [node(["metadata", "labels", "disk"], "ssd")],
    ["-metadata: {name: node-4}", "+metadata: {name: node-4, labels: {disk: ssd}}"],
  ],
  [
    "uncordon",
    [node(["spec", "unschedulable"]), node(["spec", "taints", { key: "node.kubernetes.io/unschedulable" }])],
    ["-  unschedulable: true", "-  taints:", "-  - {key: node.kubernetes.io/unschedulable, effect: NoSchedule}"],
  ],
  [
    "the last key of a pair in braces",
    [node(["status", "allocatable", "pods"])],
    ['-  allocatable: {cpu: "8", pods: "110"}', '+  allocatable: {cpu: "8"}'],
  ],
  [
    "the first key after a dash",
    [pod(["spec", "containers", 0, "name"])],
    ["-  - name: train # the only one", "-    image: train:9", "+  - image: train:9"],
  ],
  ["nothing to take out", [pod(["spec", "nodeSelector", "disk"])], []],
  ["an object that is not there", [{ ...pod(["spec", "x"], "1"), name: "other" }], null],
])("%s", (_, edits, expected) => {
  expect(changed(trainer, editText(trainer, edits))).toEqual(expected);
});

it("items of a List, and JSON", () => {
  const list = `{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "node-4"}, "spec": {"unschedulable": true, "podCIDR": "10.0.0.0/24"}}]}`;
  expect(editText(list, [node(["spec", "unschedulable"])])).toBe(list.replace('"unschedulable": true, ', ""));
});

it("text that does not parse is left alone", () => {
  expect(editText("a: [", [pod(["spec"], "1")])).toBeNull();
});

it("Windows line ends stay", () => {
  const text = trainer.replaceAll("\n", "\r\n");
  const edited = editText(text, [pod(["spec", "nodeSelector", "disk"], "ssd")]);
  expect(edited?.replaceAll("\r\n", "\n")).toContain("\n  nodeSelector:\n    disk: ssd\n---");
  expect(edited?.replaceAll("\r\n", "")).not.toContain("\n");
});
