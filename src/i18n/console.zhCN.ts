import type { SameKeys } from "./catalogue.ts";
import type { consoleEn } from "./console.en.ts";

export const consoleZhCN: SameKeys<typeof consoleEn> = {
  "console.lead": "在播放头所在时刻，对模拟集群执行 kubectl。改变集群的命令会成为场景的一个步骤。",
  "console.run": ({ time }) => `这次运行中，到 t = ${time} 为止`,
  "console.prompt": ({ time }) => `t = ${time} 时的 kubectl`,
  "console.keys":
    "Enter 运行。Tab 补全；先按 Esc 再按 Tab 可离开。↑ ↓ 历史。Ctrl+L 清屏。Ctrl+C 放弃这一行，或结束持续输出。",
  "console.log": "控制台输出",
  "console.at": ({ time }) => `t = ${time}`,
  "console.running": "正在带着这一步骤运行场景…",
  "console.following": "跟随播放头",
  "console.stop": "停止跟随",
  "console.stopped": "已停止跟随",
  "console.ahead": "播放头在这条命令之前。",
  "console.gone": "脚本中已没有这个步骤。",
  "console.takeBack": "撤回",
  "console.takenBack": "已撤回：脚本中不再有这个步骤。",
  "console.refused": ({ message }) => `这个步骤无法执行：${message}`,
  "console.invalidText": "编辑器中的文本无法运行，控制台看到的是上一次可以运行的结果。请先改好文本，再改变集群。",
  "console.notYet": "还没有运行结果。",
  "console.copy": "复制控制台文本",
  "console.copied": "已复制。",
  "console.copyFailed": "浏览器不允许使用剪贴板。",
  "console.clear": "清屏",
  "console.completions": "补全",
  "console.goTo": ({ beat }) => `转到第 ${beat} 步`,
  "console.try": "试试",
};
