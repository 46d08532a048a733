import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readDump, textOf } from "./dump.ts";

const node = '{"apiVersion":"v1","kind":"Node","metadata":{"name":"a"}}';
const pod = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}';
const list = `{"apiVersion":"v1","kind":"List","items":[${node},${pod}]}`;

/** `Kind/name` of each object, or the refusal. */
function read(text: string, limit?: number): unknown {
  const { objects, refusal } = readDump(text, limit);
  return refusal ?? objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

describe("the objects of a dump, in the file's order", () => {
  it.each([
    ["a List as JSON", list, ["Node/a", "Pod/p"]],
    ["an array", `[${pod},${node}]`, ["Pod/p", "Node/a"]],
    [
      "YAML documents, one of them a List, one empty",
      `---\n${list}\n---\n---\nkind: Service\napiVersion: v1\n`,
      ["Node/a", "Pod/p", "Service/undefined"],
    ],
    ["a list of another kind", `{"apiVersion":"v1","kind":"PodList","items":[${pod}]}`, ["Pod/p"]],
    ["something else", '{"hello":1}', { code: "notObjects", detail: '{"hello":1}' }],
    ["a word", "hello", { code: "notObjects", detail: '"hello"' }],
    [
      "a Pod without containers",
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{}}',
      { code: "notObjects", detail: "Pod p: spec.containers: Required value" },
    ],
  ])("%s", (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("says what the parser says", () => {
    expect(readDump('{"a":').refusal?.code).toBe("notParsed");
    expect(readDump("a: [1\n---\nb: 2").refusal?.code).toBe("notParsed");
  });

  it("takes as many objects as the limit, not one more", () => {
    expect(read(list, 2)).toEqual(["Node/a", "Pod/p"]);
    expect(read(list, 1)).toEqual({ code: "tooManyObjects", count: 2, limit: 1 });
  });
});

describe("the text of a file", () => {
  const text = "Knoten ✓ 节点\n".repeat(1000);
  const size = Buffer.byteLength(text);
  it.each([
    ["plain", new Blob([text])],
    ["packed", new Blob([new Uint8Array(gzipSync(text))])],
  ])("%s: whole within the limit, refused above it", async (_, file) => {
    expect(await textOf(file, size)).toBe(text);
    expect(await textOf(file, size - 1)).toEqual({ code: "tooLarge", limit: size - 1 });
  });

  it("empty", async () => {
    expect(await textOf(new Blob([]))).toBe("");
  });

  it("cut short while packed", async () => {
    const cut = new Uint8Array(gzipSync(text)).slice(0, 60);
    expect(await textOf(new Blob([cut]))).toMatchObject({ code: "notUnpacked" });
  });
});

it.each(["", "# only a comment\n", "---\n---\n"])("%j has no object, and says so", (text) => {
  expect(readDump(text)).toEqual({ objects: null, refusal: { code: "empty" } });
});
