import { expect, it } from "vitest";
import type { ObjectLines } from "../worker/protocol.ts";
import { sourceLines } from "./sourceLines.ts";

const objects: ObjectLines[] = [
  {
    kind: "Pod",
    name: "web",
    initial: false,
    range: { line: 1, endLine: 12 },
    fields: new Map(
      Object.entries({
        spec: { line: 4, endLine: 12 },
        "spec.containers[0]": { line: 6, endLine: 12 },
        "spec.containers[0].image": { line: 7, endLine: 7 },
      }),
    ),
  },
];

it.each([
  [
    { kind: "Pod", name: "web" },
    { line: 1, endLine: 12 },
  ],
  [
    { kind: "Pod", name: "web", path: "spec.containers[0].image" },
    { line: 7, endLine: 7 },
  ],
  [
    { kind: "Pod", name: "web", path: "spec.containers[0].resources.requests.cpu" },
    { line: 6, endLine: 12 },
  ],
  [
    { kind: "Pod", name: "web", path: "spec.nodeSelector" },
    { line: 4, endLine: 12 },
  ],
  [{ kind: "Pod", name: "web", path: "status.phase" }, null],
  [{ kind: "Pod", name: "other" }, null],
])("%o stands at %o", (source, range) => {
  expect(sourceLines(objects, source)).toEqual(range);
});
