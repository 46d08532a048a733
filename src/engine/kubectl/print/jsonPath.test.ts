import { describe, expect, it } from "vitest";
import { executeJsonPath, JsonPathError, parseJsonPath, parseRelaxed } from "./jsonPath.ts";

const types = {
  bools: [true, false, true, false],
  integers: [1, 2, 3, 4],
  interfaces: [true, "one", 1, 1.1],
  maps: [
    { name: "one", value: 1 },
    { name: "two", value: 2.02 },
    { name: "three", value: 3.03 },
  ],
  strings: ["one", "two", "three", "four"],
};
const nodes = {
  kind: "List",
  items: [
    {
      kind: "None",
      metadata: { name: "127.0.0.1", labels: { "kubernetes.io/hostname": "127.0.0.1" } },
      status: { capacity: { cpu: "4" }, ready: true, addresses: [{ type: "LegacyHostIP", address: "127.0.0.1" }] },
    },
    {
      kind: "None",
      metadata: { name: "127.0.0.2", labels: { "kubernetes.io/hostname": "127.0.0.2" } },
      status: {
        capacity: { cpu: "8" },
        ready: false,
        addresses: [
          { type: "LegacyHostIP", address: "127.0.0.2" },
          { type: "another", address: "127.0.0.3" },
        ],
      },
    },
  ],
  users: [
    { name: "myself", user: {} },
    { name: "e2e", user: { username: "admin", password: "secret" } },
  ],
};
const points = [
  { id: "i1", x: 4, y: -5 },
  { id: "i2", x: -2, y: -5, z: 1 },
  { id: "i5", x: 0, y: 2, z: 1 },
];

// Rows of client-go's jsonpath_test.go (v1.34).
describe("JSONPath", () => {
  it.each<[string, unknown, string]>([
    ["{ .bools }", types, "[true,false,true,false]"],
    ["{ .bools[0] }", types, "true"],
    ["{ .bools[-1] }", types, "false"],
    ["{ .bools[0:2] }", types, "true false"],
    ["{ .bools[:4:2] }", types, "true true"],
    ["{ .integers[-2] }", types, "3"],
    ["{ .interfaces }", types, '[true,"one",1,1.1]'],
    ["{ .maps[0:2] }", types, '{"name":"one","value":1} {"name":"two","value":2.02}'],
    ["{ .maps[1::2] }", types, '{"name":"two","value":2.02}'],
    ["{ .strings[:2] }", types, "one two"],
    ["hello jsonpath", null, "hello jsonpath"],
    ["{..}", [1, 2, 3], "[1,2,3]"],
    ["{[?(@<5)]}", [2, 6, 3, 7], "2 3"],
    ['{"{"}', null, "{"],
    ["{[1,3,4]}", [0, 1, 2, 3, 4], "1 3 4"],
    ["{[?(@.z)].id}", points, "i2 i5"],
    ["{[0]['id']}", points, "i1"],
    ["{range .items[*]}{.metadata.name}, {end}{.kind}", nodes, "127.0.0.1, 127.0.0.2, List"],
    ['{range .items[*]}{.metadata.name}{"\\t"}{end}', nodes, "127.0.0.1\t127.0.0.2\t"],
    ["{.items[*].status.addresses[*].address}", nodes, "127.0.0.1 127.0.0.2 127.0.0.3"],
    ["{range .items[*]}{range .status.addresses[*]}{.address}, {end}{end}", nodes, "127.0.0.1, 127.0.0.2, 127.0.0.3, "],
    ["{.items[*]['metadata.name', 'status.capacity']}", nodes, '127.0.0.1 127.0.0.2 {"cpu":"4"} {"cpu":"8"}'],
    [
      "{range .items[*]}[{.metadata.name}, {.status.capacity}] {end}",
      nodes,
      '[127.0.0.1, {"cpu":"4"}] [127.0.0.2, {"cpu":"8"}] ',
    ],
    ['{.users[?(@.name=="e2e")].user.password}', nodes, "secret"],
    ["{.items[0].metadata.labels.kubernetes\\.io/hostname}", nodes, "127.0.0.1"],
    ['{.items[?(@.metadata.labels.kubernetes\\.io/hostname=="127.0.0.1")].kind}', nodes, "None"],
    ["{.items[?(@..ready==true)].metadata.name}", nodes, "127.0.0.1"],
    ["{..name}", nodes, "127.0.0.1 127.0.0.2 myself e2e"],
    ["{range .items[*]}{.metadata.name}{end}", { items: [] }, ""],
    ["{.hello}", nodes, ""],
  ])("%s", (template, data, printed) => {
    expect(executeJsonPath(parseJsonPath(template), data)).toBe(printed);
  });

  it.each<[string, string]>([
    ["{hello}", "unrecognized identifier hello"],
    ["{.metadata.name", "unclosed action"],
    ["{.items[?(@.price<>10)]}", "unrecognized filter operator <>"],
    ["{range .items[*]}{@}{end}{end}", "not in range, nothing to end"],
    ["{.kind[0]}", "string is not array or slice"],
    ["{.items[7].kind}", "array index out of bounds: index 7, length 2"],
    ["{.items[a]}", "invalid array index a"],
    ['{"a}', "unterminated quoted string"],
  ])("%s is refused", (template, message) => {
    expect(() => executeJsonPath(parseJsonPath(template), nodes)).toThrow(new JsonPathError(message));
  });

  it.each([".kind", "kind", "{.kind}", "{kind}"])("%s may be written so", (expression) => {
    expect(executeJsonPath(parseRelaxed(expression), nodes)).toBe("List");
  });
});
