import type { SameKeys } from "./catalogue.ts";
import type { lessonEn } from "./lesson.en.ts";

export const lessonZhCN: SameKeys<typeof lessonEn> = {
  "lesson.pane": "课程",
  "lesson.inside": ({ chapters, questions }) => `${chapters} 章，${questions} 个问题`,
  "lesson.at": ({ time }) => `从 ${time} 起`,
  "lesson.unreached": "这次运行在此之前就结束了。",
  "lesson.right": "对。",
  "lesson.wrong": "不对。",
};
