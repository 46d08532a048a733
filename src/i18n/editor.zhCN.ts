import type { YamlMistake } from "../scenario/index.ts";
import type { SameKeys } from "./catalogue.ts";
import type { editorEn } from "./editor.en.ts";

export const editorZhCN: SameKeys<typeof editorEn> = {
  "editor.label": "场景的 YAML",
  "editor.workload": "工作负载",
  "editor.cluster": "集群",
  "editor.tabHint": "输入之前 Tab 移到下一处 · Esc 离开",
  "editor.problems": "问题",
  "editor.valid": ({ pods, nodes, objects }) =>
    `有效 · ${objects} 个对象${pods > 0 ? `，${pods} 个 Pod` : ""} · ${nodes} 个节点`,
  "editor.defaultCluster": "默认集群",
  "editor.notSimulated": ({ count }) => `${count} 个未模拟`,
  "editor.invalid": ({ count }) => `${count} 个问题 · 舞台上是最近一次成功的运行`,
  "editor.invalidAfterRefused": ({ count }) => `${count} 个问题 · 舞台上仍是被 API 服务器拒绝的那次运行`,
  "editor.refused": ({ count }) => `${count} 个问题 · API 服务器会拒绝：见第 1 幕`,
  "editor.moreProblems": ({ count }) => `还有 ${count} 个`,
  "editor.cutShort": ({ entries }) => `在 ${entries} 个事件处停止`,
  "editor.crashed": "由于我们的错误，引擎已停止",
  "editor.failed": "完整编辑器无法加载；这个简易编辑器同样可用。",
  "problem.textTooLarge": ({ size, limit }) => `文本大小为 ${size}，上限是 ${limit}。文本保留在编辑器中，但不会运行。`,

  "yaml.mistake": ({ mistake }) => mistakeZhCN(mistake),
  "yaml.parser": ({ message }) => `解析器的原话：${message}`,
};

function mistakeZhCN(mistake: YamlMistake): string {
  switch (mistake.kind) {
    case "tab":
      return "这一行用制表符缩进；YAML 只接受空格。";
    case "uneven":
      return mistake.of === "fields"
        ? "这一行的缩进与其他行不同：同一个对象的字段要从同一列开始。"
        : "这一项的缩进与其他项不同：同一个列表的短横线要在同一列。";
    case "deeper":
      return `这一行比上面的 ${mistake.field} 缩进更深，而 ${mistake.field} 已经有值了。`;
    case "noColon":
      return `缺少冒号：“${mistake.text}”不是“字段: 值”。`;
    case "noSpace":
      return `${mistake.field} 的冒号后面缺少空格。`;
    case "colonInValue":
      return `“${mistake.text}”里有冒号：请加上引号。`;
    case "openQuote":
      return `这里开始的引号 ${mistake.quote} 没有闭合。`;
    case "openBracket":
      return `这里开始的括号没有闭合：缺少 ${mistake.closes}。`;
    case "extraBracket":
      return `这个 ${mistake.bracket} 没有对应的开括号。`;
    case "noComma":
      return "括号里的两项之间缺少逗号。";
    case "twice":
      return `${mistake.field} 在这个对象里出现了两次。`;
    case "behindValue":
      return `“${mistake.text}”跟在一个已经完整的值后面：引号或括号闭合之后不能再有内容。`;
    case "badStart":
      return `值不能以 ${mistake.character} 开头：请加上引号。`;
    case "template":
      return "这是模板，还不是清单：请先渲染（helm template）。";
  }
}
