import type { ChangeKind } from "../engine/index.ts";
import type { WhyWords } from "./why.en.ts";

function change(what: ChangeKind): string {
  switch (what.kind) {
    case "request":
      return `把 ${what.resource} 请求降到 ${what.to} 以内`;
    case "toleration":
      return `容忍污点 ${what.taint}`;
    case "uncordon":
      return `对 ${what.node} 执行 uncordon`;
    case "nodeSelector":
      return what.to === null ? `去掉 nodeSelector ${what.key}` : `nodeSelector ${what.key}：${what.from} → ${what.to}`;
    case "label":
      return `给 ${what.node} 加标签 ${what.key}=${what.value}`;
    case "nodeAffinity":
      return what.whole ? "去掉必需的节点亲和性" : `从必需的节点亲和性中去掉：${what.expressions.join("；")}`;
    case "podAntiAffinity":
    case "podAffinity":
      return `去掉 ${what.kind} 的第 ${what.term} 项（${what.topologyKey}）`;
    case "maxSkew":
      return `把 ${what.topologyKey} 的 maxSkew 放宽到 ${what.to}`;
    case "scheduleAnyway":
      return `${what.topologyKey} 的分布约束改为 ScheduleAnyway`;
    case "hostPort":
      return `放弃 hostPort ${what.port}`;
    case "capacity":
      return `让 ${what.node} 有 ${what.to} 的 ${what.resource}（现有 ${what.from}）`;
    case "gates":
      return `移除调度门控 ${what.gates.join("、")}`;
  }
}

export const whyZhCN: WhyWords = {
  change,
  title: (pod) => `${pod} 为什么一直 Pending？`,
  attempt: (attempt, profile) => `Warning FailedScheduling · 第 ${attempt} 次尝试 · ${profile}`,
  backToStage: "显示舞台",
  addsUp: (sum, nodes, several) =>
    `各项加起来是 ${sum}，而不是 ${nodes}：一个节点给出几个理由，就在每个理由下各计一次（${several}）。`,
  perNode: "逐个节点",
  asReported: "调度器所报告的",
  allBlockers: "全部阻碍",
  node: "节点",
  reported: "已报告",
  hidden: "被第一次拒绝掩盖",
  howFar: "还差多少",
  nothingMore: "没有别的",
  fits: "合适",
  short: (amount, resource, asks, free) => `${resource} 还差 ${amount}：请求 ${asks}，空闲 ${free}`,
  cordoned: "已被 cordon",
  thenFits: "解除之后就合适",
  taint: (taint) => `污点 ${taint}`,
  unknown: "没有找到对 Pod 或该节点有用的改动",
  dashed:
    "虚线：kube-scheduler 在每个节点上遇到第一个失败的 Filter 插件就停止，所以这些原因要等前一个解决之后才会出现。",
  more: (count) => `还有 ${count} 个节点：见“决策”标签页`,
  fixes: "最小的修改",
  fixesNote: "每一项都在这个集群的副本上、用同一个调度器试过。",
  looking: "正在尝试各种改动…",
  failed: "由于我们的错误，寻找修改的过程停止了。",
  none: "没有找到对这个 Pod 或某一个节点有用的改动。",
  noScheduler: "没有调度器使用这个 Pod 的 schedulerName：没有谁会处理它。",
  fitsNodes: (nodes) => `适合 ${nodes}`,
  andMore: (count) => `以及另外 ${count} 个`,
  apply: "应用",
  applyLabel: (fix) => `应用：${fix}`,
  notInText: "它要改的对象不在编辑器的文本里。",
  textChanged: "文本刚刚改过，要先运行。",
  notEnough: (what) => `${what}：还不够。`,
  thenSays: (node, reasons) => `${node} 接着会说 ${reasons}。`,
  applied: "已应用。场景正在重新运行；在编辑器里撤销即可恢复。",
};
