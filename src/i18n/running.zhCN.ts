import type { AutoscalingOutcome } from "../projection/autoscaler.ts";
import type { FigureName } from "../projection/model.ts";
import type { SameKeys } from "./catalogue.ts";
import type { runningEn } from "./running.en.ts";

const figures: { readonly [F in FigureName]: (value: string) => string } = {
  replicas: (value) => `${value} 个副本`,
  updated: (value) => `${value} 个已更新`,
  available: (value) => `${value} 个可用`,
  want: (value) => `期望 ${value}`,
  current: (value) => `当前 ${value}`,
  ready: (value) => `就绪 ${value}`,
  active: (value) => `${value} 个运行中`,
  succeeded: (value) => `${value} 个成功`,
  failed: (value) => `${value} 个失败`,
  completions: (value) => `需完成 ${value} 次`,
  schedule: (value) => value,
  suspended: () => "已挂起",
  healthy: (value) => `${value} 个健康`,
  needed: (value) => `至少 ${value} 个`,
  disruptions: (value) => `可中断 ${value} 个`,
};

const outcomes: { readonly [O in AutoscalingOutcome]: (p: { to: number; reason: string }) => string } = {
  waiting: ({ reason }) => `还没有指标${reason ? `：${reason}` : ""}`,
  tolerated: () => "容差 10% 内，不扩缩",
  same: () => "不扩缩",
  stabilized: ({ to, reason }) => `保持 ${to}：${reason}`,
  limited: ({ to, reason }) => `→ ${to}：${reason}`,
  scales: ({ to }) => `→ ${to}`,
  other: ({ to }) => `→ ${to}：部分 Pod 尚未测得指标`,
};

export const runningZhCN: SameKeys<typeof runningEn> = {
  strip: "工作负载",
  figure: (p) => figures[p.what](p.value),
  ofTarget: (p) => `${p.metric} ${p.current} / ${p.target}`,
  outcome: (p) => outcomes[p.outcome](p),
  clients: "客户端",
  ingressClass: (p) => `类 ${p.name}`,
  anyHost: "任意主机名",
  header: (p) => `canary-by-header: ${p.header}`,
  cookie: (p) => `canary-by-cookie: ${p.cookie}`,
  weight: (p) => `canary-weight: ${p.weight}${p.of === 100 ? "" : ` / ${p.of}`}`,
  counted: (p) => `最近 ${p.seconds} 秒 ${p.count} 个请求`,
  failed: (p) => `${p.count} 个失败`,
  noRequests: (p) => `最近 ${p.seconds} 秒没有请求`,
  endpoints: (p) => (p.ready === p.all ? `${p.all} 个端点，全部就绪` : `${p.all} 个端点，${p.ready} 个就绪`),
  noEndpoints: "还没有端点",
  endpointsShort: (p) => `就绪 ${p.ready} / ${p.all}`,
  noPod: "没有匹配的 Pod",
  noSelector: "没有选择算符",
  headless: "无头服务：DNS 返回各 Pod 的 IP",
  headlessShort: "无头服务",
  port: (p) => [p.type, p.port].filter(Boolean).join(" "),
  noTraffic: "没有流量",
  noTrafficHint: "未就绪，Service 不会把请求发给它",
  unplaced: (p) => `${p.count} 个 Pod 还没有节点`,
  others: (p) => `另有 ${p.count} 个 Pod`,
  vacant: "没有本次运行的 Pod",
  podsHere: (p) => `${p.count} 个 Pod`,
  broken: (p) => (p.broken === "failNode" ? "断电" : "失联"),
  brokenHint: (p) => (p.broken === "failNode" ? "机器断电" : "节点连不上 API 服务器"),
  restarts: (p) => `重启 ${p.count} 次`,
  stoppedBy: ({ probe, failures }) => `被 kubelet 终止：${probe} 探针连续失败 ${failures} 次`,
  lastStoppedBy: ({ probe }) => `因 ${probe} 探针`,
  inARow: ({ ok, consecutive, threshold }) =>
    `连续 ${consecutive} 次；${ok ? "successThreshold" : "failureThreshold"} 为 ${threshold}`,
  ago: ({ span }) => `${span}前`,
  noHeartbeats: ({ nodes }) => `没有心跳：${nodes.length > 2 ? `${nodes.length} 个节点` : nodes.join("、")}`,
  nodes: "节点",
};
