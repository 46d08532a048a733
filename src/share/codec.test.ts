import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLink, writeLink } from "./codec.ts";
import { dictionary1 } from "./dictionary1.ts";

/** Links that were made once and have to be readable for ever. */
const golden = [
  [
    "#1.UBo3q6bAh6T6BVGnx-QBgxZn1BZkJoPihpwYrQUA",
    {
      text: "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: nginx:1.27\n",
      seed: 1,
      beat: "schedule.pick",
      pod: "default/web",
      language: "zh-CN",
      theme: "dark",
    },
  ],
  ["#1.AazSq8biZ2hQJwH9qFcArFSUagE", { lesson: "taints", beat: "bind.post" }],
  [
    "#1.0JOxq4b5EO4jBWWFJ3sXPF26NyYPexAih1k1LF6SgNr1CoA1EFAByCdAoee7Jz5dN0upNrYWAA",
    { text: "kind: Pod # 你好\n", language: "zh-CN", bookmarks: [{ beat: "bind.post", name: "绑定" }] },
  ],
  [
    "#1.bWhMTZYxDoAgDEXv0l3izOgFPICTIMQEIgTZCHf3FzA6kTQ_QF_T35YvZ532-5x8CJHBdNypt4hofis61T-z8goVgAiT9QEBZ4IQVRBVcDgXQ6MpNxrLDEQGXpzlsmu3WkvMnh-WhSwmJp_jYm4ob7KIGNXjA5DNFaUJJC9Ea30A",
    {
      lesson: "crash-loop",
      beat: "running.start.web",
      bookmarks: [{ beat: "bind.etcd", name: "" }],
      breakpoints: ["restart", "event:BackOff"],
      loop: { from: { beat: "kubelet.pull.web", p: 0 }, to: null },
    },
  ],
  [
    "#1.XZwCq0b4GZgGgN5KB4UK1rAGSgBbV3mg-IhWAqVsXVAYJ2WmK8XWAgA",
    { lesson: "packing", beat: "schedule.filter", opened: ["zone-b", "big"] },
  ],
  ["#/lesson/taints", { lesson: "taints" }],
  ["#/lesson/taints/schedule.filter.node-2", { lesson: "taints", beat: "schedule.filter.node-2" }],
  ["#yaml=kind%3A%20Pod%0A", { text: "kind: Pod\n" }],
] as const;

describe("links", () => {
  it.each(golden)("%s is readable for ever", (fragment, moment) => {
    expect(readLink(`https://example.org/podyssey/${fragment}`)).toEqual({ outcome: "moment", moment });
  });

  it.each(golden)("%s is understood with %%23 for #", (fragment, moment) => {
    expect(readLink(`https://example.org/podyssey/%23${fragment.slice(1)}`)).toEqual({ outcome: "moment", moment });
  });

  it("the dictionary of format 1 never changes", () => {
    expect(createHash("sha256").update(dictionary1).digest("hex")).toBe(
      "25427c09d43b3e2f3729ae5c42fb081a4ce98dccae860bf6815ead771602a232",
    );
  });

  it("hold what was written, in an alphabet that every program leaves alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer(), fc.string(), (text, seed, beat) => {
        const moment = { text, seed, beat };
        const fragment = writeLink(moment);
        expect(fragment).toMatch(/^[A-Za-z0-9\-_.:]+$/);
        expect(readLink(`http://localhost/#${fragment}`)).toEqual({ outcome: "moment", moment });
      }),
    );
  });
});

describe("what a link says of the stage", () => {
  it.each([
    [["zone-b"], ["zone-b"]],
    [
      ["", "big"],
      ["", "big"],
    ],
    [
      ["zone-b", 7, "big", "more"],
      ["zone-b", "big"],
    ],
    [[], undefined],
    ["zone-b", undefined],
  ])("opened %j reads as %j", (opened, read) => {
    const link = readLink(`http://localhost/#${writeLink({ lesson: "packing", opened: opened as never })}`);
    expect(link.outcome === "moment" && link.moment.opened).toEqual(read);
  });
});

describe("links that can't be opened", () => {
  const good = writeLink({ text: "apiVersion: v1\nkind: Pod\nmetadata: {name: some-name-of-its-own}\n" });
  const garbled = (at: number): string => good.slice(0, at) + (good[at] === "A" ? "B" : "A") + good.slice(at + 1);

  it.each([
    ["no fragment", "", "none"],
    ["an empty one", "#", "none"],
    ["something else", "#section-2", "broken"],
    ["cut short", `#${good.slice(0, -6)}`, "broken"],
    ["cut to nothing", "#1.", "broken"],
    ["a character changed", `#${garbled(20)}`, "broken"],
    ["the last but one changed", `#${garbled(good.length - 2)}`, "broken"],
    ["characters outside the alphabet", "#1.ab%20cd", "broken"],
    ["a later format", `#2${good.slice(1)}`, "tooNew"],
    ["a later format, damaged", "#2.BROKENxyz", "broken"],
    ["a later format, cut short", `#2${good.slice(1, -6)}`, "broken"],
    ["a format that there never was", `#0${good.slice(1)}`, "broken"],
    ["a lesson's name with a path in it", "#/lesson/../secret", "broken"],
    ["a percent sign alone", "#yaml=%E0%A4", "broken"],
    ["JSON that is no moment", `#${writeLink([] as never)}`, "broken"],
    ["a moment without a scenario", `#${writeLink({ beat: "x" })}`, "broken"],
    ["a bomb", `#${writeLink({ text: "a".repeat(20_000_000) })}`, "tooLarge"],
    ["a giant", `#yaml=${"a".repeat(300_000)}`, "tooLarge"],
  ])("%s", (_, fragment, outcome) => {
    expect(readLink(`http://localhost:4173/${fragment}`)).toEqual({ outcome });
  });
});
