import type { Difference, ProbeKind } from "../projection/inspection/model.ts";
import type { SameKeys } from "./catalogue.ts";
import type { inspectorEn } from "./inspector.en.ts";

export const inspectorZhCN: SameKeys<typeof inspectorEn> = {
  "inspector.decision": "决策",
  "inspector.why": "为什么？",
  "inspector.object": "对象",
  "inspector.events": "事件",
  "inspector.kubectl": "kubectl",
  "inspector.calculators": "计算器",
  "inspector.calculator": ({ calculator }) => `计算器：${calculatorNames[calculator]}`,
  "inspector.noDecision": "调度器还没有看过这个 Pod。",
  "inspector.noPod": "舞台上没有 Pod，调度器没有什么可决定的。",
  "inspector.noAttempt": "在这次运行中，调度器没有尝试调度这个 Pod。",
  "inspector.notSeen": ({ beat }) => `调度器还没有看过这个 Pod。调度尝试从第 ${beat} 步开始。`,
  "inspector.inQueue": ({ beat }) => `这个 Pod 在调度队列里等候。调度尝试从第 ${beat} 步开始。`,
  "inspector.inHand": ({ beat }) => `调度器已从队列中取出这个 Pod。调度尝试从第 ${beat} 步开始。`,
  "inspector.loading": "加载中…",
  "inspector.goTo": ({ beat }) => `转到第 ${beat} 步`,

  "why.scheduled": ({ pod, node }) => `${pod} 被分配给 ${node}。`,
  "why.notYet": "这一步还没有结论。",
  "why.perNode": "逐个节点看是什么挡住了它",

  "object.choose": "选择对象",
  "object.onStage": "回到这一步的对象",
  "object.search": "按名称、名字空间或类型搜索",
  "object.kind": "类型",
  "object.allKinds": ({ count }) => `所有类型（${count}）`,
  "object.ofKind": ({ kind, count }) => `${kind}（${count}）`,
  "object.list": "这一步 etcd 中的对象",
  "object.none": "没有匹配的对象。",
  "object.more": ({ count }) => `另有 ${count} 个：请搜索以缩小范围`,
  "object.yaml": "YAML",
  "object.inRequest": "请求中的对象。在这一步，API 服务器还没有保存它。",
  "object.nothing": "到这一步还没有创建任何对象。",
  "object.gone": ({ time }) => `于 t = ${time} 被删除，etcd 中已经没有它。`,
  "object.coming": ({ time }) => `etcd 中还没有它：它在 t = ${time} 创建。`,
  "object.absent": "在这一步，etcd 中没有这个对象。",
  "object.unchanged": "这一步没有变化",
  "object.changes": ({ count }) => `这一步有 ${count} 行变化`,
  "object.new": "这一步新建",
  "object.added": "新增",
  "object.removed": "删除",
  "object.changed": "修改",
  "object.was": ({ value }) => `原为 ${value}`,
  "object.folded": ({ lines, changes }) => `${lines} 行${changes > 0 ? `，${changes} 行有变化` : ""}`,
  "object.characters": ({ count }) => `… ${count} 个字符`,
  "object.unfold": ({ field }) => `展开 ${field}`,
  "object.fold": ({ field }) => `折叠 ${field}`,
  "object.copy": "复制 YAML",
  "object.copied": "已复制。",
  "object.copyFailed": "浏览器不允许使用剪贴板。",

  "events.none": "到这一步还没有事件。",
  "events.noMatch": "没有符合筛选条件的事件。",
  "events.object": "对象",
  "events.allObjects": "所有对象",
  "events.type": "类型",
  "events.all": "全部",
  "events.order": ({ newestFirst }) =>
    newestFirst ? "最新的在前；按下改为最早的在前" : "最早的在前；按下改为最新的在前",
  "events.count": ({ shown, of }) => (shown === of ? `${of} 个事件` : `${of} 个事件中的 ${shown} 个`),
  "events.over": ({ count, span }) => `${span} 内 ×${count}`,
  "events.openObject": ({ object }) => `在“对象”中查看 ${object}`,

  "rosetta.title": "状态对照",
  "rosetta.lead": "五个地方都在说这个 Pod 的状态，但说法不同。",
  "rosetta.leadAgree": "五个地方都在说这个 Pod 的状态，此刻说法一致。",
  "rosetta.at": ({ time }) => `t = ${time}`,
  "rosetta.container": "容器",
  "rosetta.api": "API 中",
  "rosetta.runtime": "运行时",
  "rosetta.differs": "不同",
  "rosetta.lastEvent": "最近的事件",
  "rosetta.noStatus": "还没有状态",
  "rosetta.why": ({ why, eventTime }) => whyZhCN(why, eventTime),
};

const calculatorNames = { resources: "资源分层", spread: "分布与偏差", taints: "污点与容忍度", preemption: "抢占" };

function whyZhCN(why: Difference, eventTime: string): string {
  switch (why.kind) {
    case "agree":
      return `**说法一致：**Pod 正在运行，容器已就绪，kubelet 也已上报。${why.past ? `事件是历史：最近一条是 Warning ${why.past}，发生在 t = ${eventTime}。` : ""}`;
    case "unasked":
      return "**为什么都还没有内容：**还没有节点，也就没有 kubelet 上报；调度器也还没有写下结论。";
    case "unscheduled":
      return "**为什么都还没有内容：**还没有节点，也就没有 kubelet 上报。原因在 PodScheduled 状况里。";
    case "gated":
      return "**为什么 STATUS 不是阶段：**phase 仍是 Pending。SchedulingGated 是 PodScheduled 状况的原因：在 schedulingGates 清空之前，调度器不理会这个 Pod。";
    case "bound":
      return `**为什么还是 Pending：**Pod 已有节点，但 ${why.node} 的 kubelet 还没有接手。在它上报之前，API 里没有任何容器的状态。`;
    case "accepted":
      return `**为什么还是 Pending：**${why.node} 的 kubelet 已接手这个 Pod，但还没有启动容器，也还没有上报状态。`;
    case "terminating":
      return `**为什么是 Terminating：**因为设置了 metadata.deletionTimestamp，kubectl 才这样显示；并没有这个阶段。phase 仍是 ${why.phase || "原来的值"}${terminatingZhCN(why)}。`;
    case "nodeLost":
      return "**为什么是 Unknown：**节点不再上报，没人知道容器的情况。Pod 正在删除，需要 kubelet 确认。";
    case "silent":
      return why.told
        ? `**为什么还是 ${why.status}：**${why.node} 不再上报，这里是它的 kubelet 最后说的话。此后只有 Ready 被节点生命周期控制器改为 False。`
        : `**为什么还是 ${why.status}：**${why.node} 已经不再上报，控制平面还不知道。这里是它的 kubelet 最后说的话。`;
    case "evicted":
      return `**为什么是 ${why.reason}：**设置了 status.reason 时，kubectl 就显示它。背后的 phase 是 Failed，与容器状态无关。`;
    case "unpublished":
      return `**为什么 ${why.container} 仍是“${why.api}”：**运行时已经是 ${why.runtime}。kubelet 在一次同步结束时才上报状态，所以 API 会晚一点。`;
    case "pulling":
      return `**为什么 ${why.container} 仍是“${why.api}”：**kubelet 在一次同步结束时才上报状态，而这次同步正忙于拉取 ${why.image}。`;
    case "readyUnpublished":
      return `**为什么 READY ${why.ready ? "还没有算上" : "仍算上"} ${why.container}：**在 kubelet 看来它${why.ready ? "已经就绪" : "已不再就绪"}；下一次同步才上报，所以 API 会晚一点。`;
    case "probeFails":
      return `**探针在失败，为什么什么都没变：**${why.container} 的 ${why.probe} 探针已连续失败 ${why.failures} 次。${
        why.failures < why.threshold
          ? `连续 ${why.threshold} 次才算数：那时${probeEndZhCN[why.probe]}。`
          : `已达到 failureThreshold（${why.threshold}）：${probeEndZhCN[why.probe]}。`
      }`;
    case "cannotStart":
      return `**为什么是 ${why.status}：**STATUS 显示 ${why.container} 在等什么。只要还有容器从未启动过，phase 就是 Pending。`;
    case "crashes":
      return `**为什么是 ${why.status}：**${why.status === "NotReady" ? `${why.container} 已结束，还有容器在运行，而 Pod 未就绪` : `STATUS 显示容器 ${why.container} 的状态`}。phase 仍是 ${why.phase}：${why.again ? "重启策略会再次启动容器，所以 Pod 并没有失败" : "重启策略不会再启动它，但并非所有容器都已结束"}。`;
    case "initFails":
      return `**为什么是 ${why.status}：**Init 容器完成之前，phase 是 Pending。STATUS 加上 Init: 和 ${why.container} 卡住的原因。`;
    case "init":
      return `**为什么是 ${why.status}：**phase 不分步骤，一直是 Pending。STATUS 数出已完成的 Init 容器。`;
    case "creating":
      return why.status === "PodInitializing"
        ? `**为什么是 ${why.status}：**Init 容器工作期间，直到自己被启动，容器都以此为等待的原因。每个容器都启动过一次之前，phase 是 Pending。`
        : `**为什么是 ${why.status}：**这是容器在等待的事：卷、沙箱、镜像。每个容器都启动过一次之前，phase 是 Pending。`;
    case "notReady":
      return why.nodeWasSilent
        ? "**为什么 Running 却未就绪：**容器是就绪的。节点失联期间，节点生命周期控制器把 Ready 改成了 False；kubelet 下一次上报会改回来。"
        : `**为什么 Running 却未就绪：**Running 只说明容器启动了，不说明能提供服务。${why.containers ? `${why.containers} 未就绪` : "还缺一个状况"}${why.reason ? `（${why.reason}）` : ""}，所以 Service 不会把流量发到这里。`;
    case "finished":
      return `**为什么是 ${why.status}：**phase ${why.phase} 概括整个 Pod${why.reasoned ? "；STATUS 是已结束容器的原因。" : "。没有容器给出原因，所以 STATUS 就是 phase。"}`;
    case "plain":
      return `**目前有的：**phase ${why.phase ? `是 ${why.phase}` : "未设置"}，kubectl 由此得出 STATUS ${why.status}，彼此不矛盾。`;
  }
}

const probeEndZhCN: { readonly [P in ProbeKind]: string } = {
  startup: "kubelet 重启容器",
  liveness: "kubelet 重启容器",
  readiness: "容器不再就绪",
};

function terminatingZhCN({ ends, seconds }: Extract<Difference, { kind: "terminating" }>): string {
  switch (ends) {
    case "running":
      return `，容器有 ${seconds} 秒来结束`;
    case "ended":
      return "；它的容器都不再运行，kubelet 确认之后对象才会消失";
    case "held":
      return "；它没有节点，留住它的是 metadata.finalizers";
    case "silent":
      return "；它的节点不再上报，没有 kubelet 确认容器已结束，所以对象还在";
  }
}
