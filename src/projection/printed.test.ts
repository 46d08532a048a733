import { expect, it } from "vitest";
import { isRefusal } from "./printed.ts";

it.each([
  ["stderr", 'Error from server (NotFound): pods "web" not found', true],
  ["stderr", "error: no context exists", true],
  ["stderr", "Warning: spec.SessionAffinity is ignored for headless services", false],
  ["stderr", 'Targeting container "web". If you don\'t see processes from this container …', false],
  ["stdout", "pod/web created", false],
])("%s %s", (stream, text, expected) => {
  expect(isRefusal({ stream, text })).toBe(expected);
});
