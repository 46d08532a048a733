import { expect, it } from "vitest";
import { commonStart, isUnfinished } from "./typing.ts";

it.each([
  [[], ""],
  [["pods "], "pods "],
  [["web-1 ", "web-2 "], "web-"],
  [["a", "b"], ""],
  [["get", "get "], "get"],
])("%j begin with %j", (texts, start) => {
  expect(commonStart(texts)).toBe(start);
});

it.each([
  ["kubectl get pods", false],
  ["kubectl apply -f - <<EOF", true],
  ["kubectl apply -f - <<EOF\nkind: Pod", true],
  ["kubectl apply -f - <<EOF\nkind: Pod\nEOF", false],
  ["kubectl apply -f - <<'END'\nEOF", true],
  ["kubectl get \\", true],
])("%j goes on: %s", (line, goesOn) => {
  expect(isUnfinished(line)).toBe(goesOn);
});
