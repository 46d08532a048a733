import { describe, expect, it } from "vitest";
import { compileCel } from "./compile.ts";
import { evaluateCel } from "./evaluate.ts";

const object = { spec: { replicas: 4, containers: [{ image: "a/x:1" }, { image: "b/y:1" }] }, labels: { "a.b": "c" } };

const operand =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

describe("CEL", () => {
  it.each([
    ["object.spec.replicas <= 3", { value: false }],
    ["object.spec.replicas % 2 == 0 && 1 + 2 * 3 == 7", { value: true }],
    ["object.spec.containers.all(c, c.image.startsWith('a/'))", { value: false }],
    ["object.spec.containers.exists(c, c.image.matches('^b/'))", { value: true }],
    ["object.spec.containers.map(c, size(c.image))", { value: [5n, 5n] }],
    ["has(object.spec.paused) ? object.spec.paused : 'no'", { value: "no" }],
    ['object.labels["a.b"] in ["c", "d"]', { value: true }],
    ['!("x" in object.labels)', { value: true }],
    ["oldObject == null", { value: true }],
    ["object.spec.?paused.orValue(false)", { value: false }],
    ["quantity('1Gi').isGreaterThan(quantity('900Mi'))", { value: true }],
    ["'registry.corp/a'.replace('corp', 'org')", { value: "registry.org/a" }],
    ["object.spec.paused", { error: "no such key: paused" }],
    ["object.spec.containers[5].image", { error: "index out of bounds: 5" }],
    ["object.spec.replicas / 0", { error: "division by zero" }],
    ["object.spec.replicas + 'x'", { error: "no such overload" }],
    ["object.spec.replicas && true", { error: "no such overload" }],
    ["image('a/b:c').tag() == 'c'", { unsupported: "image()" }],
    ["authorizer.group('').resource('pods').check('get').allowed()", { value: false }],
  ])("%s", (expression, expected) => {
    expect(evaluateCel(expression, { object, oldObject: null })).toEqual(expected);
  });

  it.each([
    ["object.spec.replicas <= 3", "bool"],
    ["object.spec.replicas", "dyn"],
    ["'a'", "string"],
    ["['a', 'b']", "list(string)"],
  ])("%s is a %s", (expression, type) => {
    expect(compileCel(expression, false)).toEqual({ type });
  });

  it.each([
    [
      "a.b ===",
      `ERROR: <input>:1:7: Syntax error: token recognition error at: '='\n | a.b ===\n | ......^\nERROR: <input>:1:8: Syntax error: mismatched input '<EOF>' expecting ${operand}\n | a.b ===\n | .......^`,
    ],
    [
      "true false",
      "ERROR: <input>:1:6: Syntax error: extraneous input 'false' expecting <EOF>\n | true false\n | .....^",
    ],
    ["size(object", "ERROR: <input>:1:12: Syntax error: missing ')' at '<EOF>'\n | size(object\n | ...........^"],
    ["* true", `ERROR: <input>:1:1: Syntax error: extraneous input '*' expecting ${operand}\n | * true\n | ^`],
    ["true &&\nfoo", "ERROR: <input>:2:1: undeclared reference to 'foo' (in container '')\n | foo\n | ^"],
    ["params.x == 1", "ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x == 1\n | ^"],
    [
      "object.a.foo(1)",
      "ERROR: <input>:1:13: undeclared reference to 'foo' (in container '')\n | object.a.foo(1)\n | ............^",
    ],
    [
      "1 + 'a' == 2",
      "ERROR: <input>:1:3: found no matching overload for '_+_' applied to '(int, string)'\n | 1 + 'a' == 2\n | ..^",
    ],
    [
      "'a'.startsWith(1)",
      "ERROR: <input>:1:15: found no matching overload for 'startsWith' applied to 'string.(int)'\n | 'a'.startsWith(1)\n | ..............^",
    ],
  ])("%s does not compile", (expression, problem) => {
    expect(compileCel(expression, false)).toEqual({ problem: `compilation failed: ${problem}` });
  });
});
