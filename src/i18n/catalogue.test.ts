import { describe, expect, it } from "vitest";
import { say } from "../projection/narration.ts";
import { english } from "./catalogue.en.ts";
import { createTranslate } from "./catalogue.ts";
import { chinese } from "./catalogue.zhCN.ts";
import { languageOf } from "./index.ts";
import { timelineEn } from "./timeline.en.ts";
import { timelineZhCN } from "./timeline.zhCN.ts";

describe("languages", () => {
  it.each([
    ["zh", "zh-CN"],
    ["zh-Hans-CN", "zh-CN"],
    ["zh-TW", "zh-CN"],
    ["en-GB", "en"],
    ["zha", "en"],
    ["", "en"],
  ])("%s reads %s", (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });

  it("have the same keys", () => {
    expect(Object.keys(chinese.texts).sort()).toEqual(Object.keys(english.texts).sort());
    expect(Object.keys(chinese.narration).sort()).toEqual(Object.keys(english.narration).sort());
    expect(Object.keys(timelineZhCN).sort()).toEqual(Object.keys(timelineEn).sort());
  });
});

describe("narration", () => {
  const en = createTranslate(english);
  const zh = createTranslate(chinese);
  it.each([
    [
      say("filter.refused", {
        node: "node-2",
        plugin: "NodeResourcesFit",
        reasons: "Insufficient cpu",
        room: "cpu 1 > 0.6",
      }),
      "**node-2** is out, says NodeResourcesFit: Insufficient cpu (cpu 1 > 0.6).",
      "**node-2** 被 NodeResourcesFit 排除：Insufficient cpu（cpu 1 > 0.6）。",
    ],
    [
      say("pick.tie", { node: "b", total: 370, count: 2, names: "a, b" }),
      "2 nodes tie at 370: a, b. Chance picks **b**.",
      "2 个节点同为 370 分：a, b。随机选中 **b**。",
    ],
    [
      say("queue.active", { pod: "web", ahead: 1 }),
      "**kube-scheduler** puts web into activeQ, behind 1 other Pod.",
      "**kube-scheduler** 把 web 放入 activeQ，前面还有 1 个 Pod。",
    ],
    [
      say("summary", { total: 1, counts: [{ status: "Pending", count: 1 }] }),
      "The Pod ends up **Pending**.",
      "Pod 最终为 **Pending**。",
    ],
    [
      say("summary", {
        total: 3,
        counts: [
          { status: "Running", count: 2 },
          { status: "Pending", count: 1 },
        ],
      }),
      "Of 3 Pods, **2 Running**, **1 Pending**.",
      "共 3 个 Pod：**2 个 Running**，**1 个 Pending**。",
    ],
  ])("%j", (narration, inEnglish, inChinese) => {
    expect([en.tell(narration), zh.tell(narration)]).toEqual([inEnglish, inChinese]);
  });
});
