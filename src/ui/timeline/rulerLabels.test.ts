import { describe, expect, it } from "vitest";
import { rulerLabels } from "./rulerLabels.ts";

const texts = (things: Partial<Parameters<typeof rulerLabels>[0]>) =>
  rulerLabels({ width: 400, acts: [], chapters: [], ticks: [], ...things }).map(({ x, text }) => [x, text]);

describe("words on the ruler", () => {
  it("an act has its name, its number alone, or nothing, by the room it has", () => {
    const acts = [
      { act: 1, name: "Create", left: 0, right: 100 },
      { act: 2, name: "Admission", left: 100, right: 130 },
      { act: 3, name: "Pending", left: 130, right: 136 },
    ];
    expect(texts({ acts })).toEqual([
      [5, "1 Create"],
      [105, "2"],
    ]);
  });

  it("an act that began before the view is named at its edge", () => {
    expect(texts({ acts: [{ act: 7, name: "Running", left: -900, right: 500 }] })).toEqual([[5, "7 Running"]]);
  });

  it("acts come before chapters, chapters before the clock; nothing overlaps and nothing is cut", () => {
    const things = {
      acts: [{ act: 7, name: "Running", left: 0, right: 400 }],
      chapters: [
        { x: 10, title: "Quiet" },
        { x: 150, title: "Load" },
      ],
      ticks: [
        { x: 40, text: "10 s" },
        { x: 100, text: "20 s" },
        { x: 160, text: "30 s" },
        { x: 390, text: "40 s" },
      ],
    };
    expect(texts(things)).toEqual([
      [5, "7 Running"],
      [159, "Load"],
      [104, "20 s"],
    ]);
  });

  it("a word of wide letters takes the room that it needs, and no word covers a flag", () => {
    const acts = [{ act: 7, name: "运行", left: 0, right: 300 }];
    const chapters = [
      { x: 38, title: "Ready" },
      { x: 56, title: "Unknown" },
      { x: 112, title: "Evicted" },
    ];
    // The act's name would reach over the first flag, and the first title over the second.
    expect(texts({ acts, chapters })).toEqual([
      [5, "7"],
      [121, "Evicted"],
    ]);
    const apart = chapters.map((chapter, i) => ({ ...chapter, x: 60 + i * 70 }));
    expect(texts({ acts, chapters: apart })).toEqual([
      [5, "7 运行"],
      [69, "Ready"],
      [139, "Unknown"],
      [209, "Evicted"],
    ]);
  });
});
