import { expect, it } from "vitest";
import { sharedDomain } from "./names.ts";

it.each([
  [[], ""],
  [["ip-1.eu.internal"], ""],
  [["ip-1.eu.internal", "ip-2.eu.internal"], ".eu.internal"],
  [["ip-1.eu.internal", "ip-2.us.internal"], ""],
  [["node-1", "node-2"], ""],
  [["a.b", ".b"], ""],
])("%j have %j in common", (names, domain) => {
  expect(sharedDomain(names)).toBe(domain);
});
