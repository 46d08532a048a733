import type { SameKeys } from "./catalogue.ts";
import type { densityEn } from "./density.en.ts";

export const densityZhCN: SameKeys<typeof densityEn> = {
  zone: (p) => (p.name === "" ? "没有可用区" : /^zone\b/.test(p.name) ? p.name : `可用区 ${p.name}`),
  pool: (p) => (p.name === "" ? "没有节点池" : /^pool\b/.test(p.name) ? p.name : `节点池 ${p.name}`),
  nodes: (p) => `${p.count} 个节点`,
  all: (p) => `全部 ${p.count} 个节点`,
  open: (p) =>
    `打开${p.group}：${p.nodes}${p.fit > 0 ? `，${p.fit} 个合适` : ""}${p.refused > 0 ? `，${p.refused} 个被拒绝` : ""}${p.reasons === "" ? "" : `（${p.reasons}）`}`,
  path: "当前打开",
  others: "其他分组",
  cells: (p) => `${p.group}，${p.nodes}`,
  requested: (p) => `已请求 ${p.percent} %`,
  refused: (p) => `被拒绝：${p.reasons}`,
  now: "正在检查",
  toCome: "待检查",
  fits: "合适",
  unseen: "未查看",
  scored: (p) => `总分 ${p.total}`,
  picked: "已选中",
  notPicked: (p) => `总分 ${p.total}，未选中`,
  pods: (p) => `${p.count} 个 Pod`,
  own: "此 Pod 在这里",
  legend: "单元格的含义",
  share: "填充：已请求的份额",
  points: "填充：得分",
  refusedShort: "被拒绝",
  up: "返回上一级（Esc）",
};
