import type { ContainerWord, NodeScore, TitleName } from "../projection/narration.ts";
import type { NarrationCatalogue } from "./catalogue.ts";

const queueEvents: { readonly [event: string]: string } = {
  AssignedPodAdd: "有 Pod 来到节点上",
  AssignedPodDelete: "有 Pod 离开了节点",
  NodeAdd: "有新节点",
  NodeAllocatableChange: "节点的可分配资源变了",
  NodeConditionChange: "节点的状况变了",
  NodeLabelChange: "节点的标签变了",
  NodeTaintChange: "节点的污点变了",
};

export const titles: { readonly [T in TitleName]: string } = {
  read: "读取文件",
  discovery: "发现 API",
  lookUp: "查询",
  request: "请求",
  apply: "应用",
  reconcile: "调谐",
  authentication: "认证",
  authorization: "鉴权",
  decoding: "解码",
  defaulting: "填充默认值",
  mutatingAdmission: "变更准入",
  validation: "校验",
  validatingAdmission: "验证准入",
  storage: "存储",
  reply: "响应",
  watch: "监视",
  queue: "队列",
  pick: "选定节点",
  assume: "假定",
  bind: "绑定",
  event: "事件",
  admit: "节点准入",
  cgroup: "cgroup",
  volumes: "卷",
  sandbox: "沙箱",
  image: "镜像",
  create: "创建",
  start: "启动",
  exit: "退出",
  probe: "探针",
  status: "状态",
  endpoints: "端点",
  rollout: "滚动更新",
  scaling: "扩缩容",
  fault: "故障",
  taints: "污点",
  resize: "调整资源",
  hook: "回调",
  eviction: "驱逐",
  otherPods: "其他 Pod",
  otherObjects: "文件其余部分",
  notSimulated: "未模拟",
  end: "最终状态",
};

const shortOf = { MemoryPressure: "内存", DiskPressure: "磁盘空间", PIDPressure: "进程号" };

const kinds: { readonly [kind in ContainerWord]: string } = {
  pause: "pause 容器",
  init: "Init 容器",
  sidecar: "边车容器",
  app: "容器",
  ephemeral: "临时容器",
};

const stop = (text: string): string => (/[….]$/.test(text) ? text : `${text}。`);

const scoreList = (scores: readonly NodeScore[]): string =>
  scores.map(({ node, score }) => `${node} ${score}`).join("，");

export const narrationZhCN: NarrationCatalogue = {
  word: ({ text }) => text,
  title: ({ name }) => titles[name],
  "place.of": ({ at, of }) => `${at} / ${of}`,
  "place.node": ({ at, of }) => `节点 ${at} / ${of}`,
  "place.attempt": ({ attempt }) => `第 ${attempt} 次尝试`,
  "place.nodes": ({ count }) => `${count} 个节点`,

  "kubectl.read": ({ file, objects, first }) =>
    objects === 1
      ? `**kubectl** 读取 ${file}：一个对象，${first}。`
      : `**kubectl** 读取 ${file}：共 ${objects} 个对象，第一个是 ${first}。`,
  "kubectl.discovery": ({ cached }) =>
    cached
      ? "**kubectl** 从本地的发现缓存中得知每种类型对应的路径。"
      : "**kubectl** 询问 API 服务器提供哪些类型、路径是什么。",
  "kubectl.lookUp": ({ about, code }) =>
    code === 404
      ? `**kubectl** 查询 ${about}：404，尚不存在，因此要创建它。`
      : `**kubectl** 查询 ${about}：${code}，已经存在，因此只发送变更。`,
  "kubectl.send": ({ client, method, path, about }) => `**${client}** 发送 ${method} ${path}，请求体是 ${about}。`,
  "kubectl.applied": ({ about, code, outcome }) =>
    outcome ? `**${about}**：${code}，${outcome}。` : `**${about}** 已保存：${code}。`,
  "kubectl.appliedMore": ({ count, names }) => stop(`其间 **kubectl** 继续处理文件：又有 ${count} 个对象，${names}`),
  "kubectl.error": ({ text }) => `**kubectl** 输出：${text}`,

  "reconcile.createReplicaSet": ({ controller, key, name }) =>
    `**${controller}** 看到 Deployment ${key}，为它的这个版本创建 ReplicaSet ${name}。`,
  "reconcile.createPods": ({ controller, key, want, have }) =>
    `**${controller}** 要让 ${key} 有 ${want} 个 Pod，现有 ${have} 个：缺多少就创建多少。`,
  "reconcile.refused": ({ controller, key, message }) =>
    `**${controller}** 想为 ${key} 创建 Pod，被拒绝：${message}。它会再试。`,
  "reconcile.other": ({ controller, kind, key, decision, want, have }) =>
    want === undefined
      ? `**${controller}** 检查 ${kind} ${key}：${decision}。`
      : `**${controller}** 检查 ${kind} ${key}：期望 ${want}，现有 ${have ?? 0}。`,
  "station.authentication": ({ user }) => `是谁在请求？API 服务器认证的结果是 **${user}**。`,
  "station.authorization": ({ user, verb, resource, namespace }) =>
    `${user} 能否${namespace ? `在名字空间 ${namespace} 中` : ""}对 **${resource}** 执行 **${verb}**？鉴权通过。`,
  "station.decoding": ({ kind }) => `请求体按 **${kind}** 解码，没有未知字段。`,
  "station.defaulting": ({ count, example }) =>
    count === 0
      ? "所有字段都已写明，无需**默认值**。"
      : `填充文件中没有写的 ${count} 个字段的**默认值**${example ? `，例如 ${example}` : ""}。`,
  "station.validation": ({ about }) => `**校验** ${about} 的每个字段，没有发现问题。`,
  "admission.quiet": ({ count, names, validating, changes }) =>
    validating
      ? `**${count} 个验证插件**没有异议：${names}。`
      : `**${count} 个变更插件**${changes === 0 ? "没有改动任何内容" : `改动了 ${changes} 个字段`}：${names}。`,
  "admission.changed": ({ plugin, count, fields }) => stop(`**${plugin}** 改动了 ${count} 个字段：${fields}`),
  "admission.quota": ({ about, namespace, quotas }) =>
    quotas === 0
      ? `最后是 **ResourceQuota**：名字空间 ${namespace} 没有配额，无需计量。`
      : `最后是 **ResourceQuota**：${about} 没有超出名字空间 ${namespace} 的配额。`,
  refused: ({ code, reason, message }) => `请求被拒绝，**${code} ${reason}**：${message}`,
  "etcd.write": ({ key, revision }) => `**etcd** 保存 ${key}，修订版本 ${revision}。`,
  "reply.created": ({ code, client, output }) => `**${code}** 返回给 ${client}${output ? `，它输出“${output}”` : ""}。`,
  "watch.fanOut": ({ count, names, about }) => stop(`**监视**把 ${about} 的变化通知 ${count} 个监视者：${names}`),
  pending: ({ pod }) => `**${pod}** 已保存，处于 Pending：还没有为它选定节点。`,
  "queue.active": ({ pod, ahead }) =>
    `**kube-scheduler** 把 ${pod} 放入 activeQ${ahead === 0 ? "，前面没有其他 Pod" : `，前面还有 ${ahead} 个 Pod`}。`,
  "queue.gated": ({ pod }) => `**${pod}** 带有调度门控：门控移除之前不会尝试调度。`,
  "queue.pop": ({ pod, attempt, priority, left }) =>
    `**kube-scheduler** 取出 ${pod}（优先级 ${priority}），开始第 ${attempt} 次尝试；${left === 0 ? "activeQ 已空" : `还有 ${left} 个在等`}。`,
  "queue.moved": ({ pod, to, event, hint }) => {
    const what = queueEvents[event];
    return `**${pod}** 移入 ${to}：${what ? `${what}（${event}）` : event}${hint ? `，${hint} 认为这可能有帮助` : ""}。`;
  },
  "queue.waits": ({ pod, queue, plugins: refusing }) =>
    `**${pod}** 在 ${queue} 中等待${refusing ? `，直到出现 ${refusing} 关心的变化` : ""}。`,
  preFilter: ({ pod, needs, filters: count }) =>
    `**PreFilter** 汇总 ${pod} 的需求${needs ? `：${needs}` : "：没有请求资源"}。接下来由 ${count} 个 Filter 插件检查。`,
  "preFilter.nodes": ({ nodes }) => `**PreFilter** 直接缩小范围：只有 ${nodes} 可用。`,
  "preFilter.refused": ({ plugin, reasons }) => `还没检查节点，**${plugin}** 就拒绝了：${reasons}。`,
  "filter.pass": ({ node, room }) => `**${node}** 通过${room ? `：${room}` : "了所有 Filter 插件"}。`,
  "filter.refused": ({ node, plugin, reasons, room }) =>
    `**${node}** 被 ${plugin} 排除：${reasons}${room ? `（${room}）` : ""}。`,
  "filter.all": ({ asked, feasible, total }) =>
    `**Filter** 检查了 ${total} 个节点中的 ${asked} 个：${feasible === 0 ? "没有合适的" : `${feasible} 个合适`}。`,
  "victims.leave": ({ victims, node, grace }) =>
    `**kube-scheduler** 删除 ${victims}，${grace > 0 ? `给它 ${grace} s 结束；在此之前 ${node} 还没有空位` : "让它立即结束"}。`,
  "victims.gone": ({ victims, node, after }) =>
    `**${victims}** ${after > 0 ? `用了 ${after} s ` : ""}在 ${node} 上结束：它的资源请求不再计算。`,
  "postFilter.none": () => "**PostFilter**：驱逐优先级更低的 Pod 有用吗？没有用。",
  "postFilter.nominated": ({ node, victims, count }) =>
    `**抢占**选中 ${node}：要驱逐 ${count} 个优先级更低的 Pod：${victims}。`,
  failedScheduling: ({ message }) => `**FailedScheduling**：${message}`,
  preScore: ({ feasible, scorers: count }) => `剩下 **${feasible} 个节点**，由 ${count} 个 Score 插件打分。`,
  "score.skipped": ({ node }) => `只剩 **${node}**，无需打分。`,
  "score.plugin": ({ plugin, weight, scores, same }) =>
    same
      ? `**${plugin}** 分不出高下：每个节点都是 ${scores[0]?.score ?? 0} 分。`
      : `**${plugin}**${weight === 1 ? " " : `（权重 ${weight}）`}打分：${scoreList(scores)}。`,
  "score.range": ({ plugin, weight, low, high, node, others }) =>
    `**${plugin}**${weight === 1 ? " " : `（权重 ${weight}）`}打分，从 ${low} 到 ${high}；得 ${high} 分的是 ${node}${others > 0 ? ` 等 ${others + 1} 个节点` : ""}。`,
  "pick.won": ({ node, total, second, secondTotal }) =>
    `**${node}** 以 ${total} 分胜出，其次是 ${second}，${secondTotal} 分。`,
  "pick.decided": ({ node, total, second, secondTotal, plugin, other }) =>
    `**${node}** 以 ${total} 分胜出，${second} 为 ${secondTotal} 分。关键在 ${plugin}：没有它，胜出的会是 ${other}。`,
  "pick.only": ({ node }) => `选定 **${node}**：没有其他合适的节点。`,
  "pick.tie": ({ node, total, count, names }) =>
    `${stop(`${count} 个节点同为 ${total} 分：${names}`)}随机选中 **${node}**。`,
  assume: ({ pod, node, requests }) =>
    `调度器**假定** ${pod} 已在 ${node} 上：${requests ? "它的请求" : "它"}从现在起计入该节点。`,
  reserve: ({ plugins: ran }) =>
    ran ? `**Reserve** 和 **Permit** 通过，运行了：${ran}。` : "**Reserve** 和 **Permit** 没有什么要等的。",
  schedulingRefused: ({ phase, message }) => `**${phase}** 拒绝：${message}`,

  preBind: ({ plugins: ran }) => `**PreBind** 为 Pod 在节点上做准备：${ran}。`,
  "bind.send": ({ path, node }) => `**kube-scheduler** 发送 POST ${path}，目标是 ${node}。`,
  "bind.stored": ({ node, revision }) => `**etcd** 保存 spec.nodeName: ${node}，修订版本 ${revision}。`,
  "bind.event": ({ message }) => `事件 **Scheduled**：${message}`,
  "bind.watch": ({ node, pod }) => `监视通知 **${node}** 的 kubelet：${pod} 由它运行。`,
  "kubelet.admit": ({ node, pod }) => `**${node}** 的 kubelet 再次确认放得下 ${pod}，并接纳它。`,
  "kubelet.refused": ({ node, reason, message }) => `**${node}** 的 kubelet 拒绝，${reason}：${message}`,
  "kubelet.cgroup": ({ pod }) => `为 ${pod} 创建 **cgroup** 和目录。`,
  "kubelet.volumes": ({ count, names }) =>
    count === 0 ? "没有**卷**需要挂载。" : `节点上挂载了 **${count} 个卷**：${names}。`,
  "kubelet.volumeFailed": ({ volume, message }) => `卷 **${volume}** 无法挂载：${message}`,
  "kubelet.sandbox": ({ ip }) => `**pause** 容器启动：Pod 有了网络${ip ? `，IP 是 ${ip}` : ""}。`,
  "kubelet.sandboxFailed": ({ message }) => `无法创建沙箱：${message}`,
  "kubelet.pull": ({ image, size, seconds }) =>
    `containerd 下载 **${image}**${size ? `：${size}` : ""}${seconds ? `，用时 ${seconds}` : ""}。`,
  "kubelet.pullFailed": ({ image, message }) => `下载 **${image}** 失败：${message}`,
  "kubelet.create": ({ container, kind, present }) =>
    `${kinds[kind]} **${container}** 已创建${present ? "，镜像早已在节点上" : ""}。`,
  "kubelet.start": ({ container, kind, again }) => `${kinds[kind]} **${container}** ${again ? "再次" : ""}启动。`,
  "kubelet.startFailed": ({ container, message }) => `**${container}** 无法启动：${message}`,
  "kubelet.exited": ({ container, code, reason, kind, stoppedBy }) =>
    `**${container}** 以 ${code} 退出${reason ? `（${reason}）` : ""}${stoppedBy ? `：${stoppedBy.probe} 探针连续失败 ${stoppedBy.failures} 次，kubelet 终止了它` : kind === "init" && code === 0 ? "：任务完成" : ""}。`,
  "kubelet.waits": ({ reason, message }) => `**${reason}**：${message}`,
  "kubelet.ending": ({ pod, done }) =>
    done
      ? `节点上不再有 **${pod}** 的任何东西：cgroup、卷和沙箱都已清除。`
      : `kubelet 停止 **${pod}** 中还在运行的容器，然后停止它的沙箱。`,

  "probe.passed": ({ probe, container, handler, consecutive, threshold, decisive }) =>
    `${container} 的 **${probe} 探针**成功（${handler}）${decisive || consecutive >= threshold ? "" : `，${consecutive} / ${threshold}`}。`,
  "probe.failed": ({ probe, container, consecutive, threshold, message }) =>
    `${container} 的 **${probe} 探针**失败，${consecutive} / ${threshold}${message ? `：${message}` : "。"}`,
  "status.published": ({ pod, status, ready }) => `kubelet 上报状态：**${pod}** 为 ${status}，就绪 ${ready}。`,
  "status.written": ({ pod, status, client }) => `${client} 写入之后，**${pod}** 为 ${status}。`,
  ready: ({ pod }) => `**${pod}** 就绪（Ready）：所有容器都已就绪。`,
  endpoints: ({ service, count }) => `Service **${service}** 现有 ${count} 个就绪端点：流量可以到达这个 Pod。`,
  "endpoints.gone": ({ service, count }) => `Service **${service}** 移除了这个 Pod：还剩 ${count} 个就绪端点。`,
  command: ({ command, output }) => (output ? `**${command}**：${stop(output)}` : `**${command}**`),
  "command.goesOn": ({ command, output }) => `**${command}** 继续执行${output ? `：${stop(output)}` : "。"}`,
  "rollout.newSet": ({ deployment, set, replicas, image, isFirst }) =>
    isFirst
      ? `Deployment ${deployment} 为 ${image} 新建 **${set}**，设 ${replicas} 个副本。`
      : `模板变了：Deployment ${deployment} 为 ${image} 新建 **${set}**，先设 ${replicas} 个副本。`,
  "rollout.scale": ({ deployment, set, from, to }) =>
    `Deployment ${deployment} 把 **${set}** 从 ${from} 个${from < to ? "扩" : "缩"}到 ${to} 个。`,
  "pods.created": ({ owner, count, names }) => `${owner} 创建 ${count} 个 Pod：**${names}**。`,
  "pods.deleted": ({ owner, count, names }) => `${owner} 删除 ${count} 个 Pod：**${names}**。`,
  "pods.ready": ({ names, nodes }) => `**${names}** 就绪（Ready），位于 ${nodes}。`,
  autoscaler: ({ name, metric, current, target, formula, from, to, outcome, reason }) => {
    const sum = formula
      ? `ceil(${formula.replicas} × ${formula.current} / ${formula.target}) = ${formula.result}`
      : "尚未测得指标的 Pod 也计算在内";
    const measured = `HPA ${name}：${metric} 为 ${current}，目标 ${target}`;
    switch (outcome) {
      case "tolerated":
        return `${measured}，在 10% 容差内：保持 **${to}** 个。`;
      case "scales":
        return `${measured}，${sum}：从 ${from} 个变为 **${to}** 个。`;
      case "limited":
        return `${measured}，${sum}；受 ${reason} 限制，定为 **${to}** 个。`;
      case "stabilized":
        return `${measured}，${sum}；但近期的建议值更高，保持 **${to}** 个（${reason}）。`;
      default:
        return `${measured}，${sum}：保持 **${to}** 个。`;
    }
  },
  "ingress.added": ({ ingress, hosts, services, endpoints }) =>
    `ingress-nginx 接管 **Ingress ${ingress}**：对 ${hosts} 的请求发往 Service ${services}，它有 ${endpoints} 个就绪端点。`,
  "ingress.removed": ({ ingress }) => `**Ingress ${ingress}** 已删除：它的请求再也找不到去处。`,
  "ingress.switched": ({ ingress, from, to }) =>
    `**Ingress ${ingress}** 现在把请求发往 Service **${to}**，不再发往 ${from}。`,
  "canary.added": ({ ingress, canary, service, rule }) =>
    `Ingress ${canary} 是灰度（canary），并入 **${ingress}**。Service **${service}** ${rule ? `按规则接收请求：${rule}` : "还没有规则，暂时收不到请求"}。`,
  "canary.changed": ({ service, rule }) => `灰度 **${service}** 的规则变为：${rule || "无"}。`,
  "canary.weight": ({ service, from, to }) =>
    to === 0
      ? `canary-weight 从 ${from} 退回 **0**：**${service}** 只接收由请求头或 Cookie 指定的请求。`
      : `canary-weight 从 ${from} 变为 **${to}**：请求头和 Cookie 都没有决定的请求，每 100 个有 ${to} 个发往 **${service}**。`,
  "canary.removed": ({ ingress, service }) => `灰度 **${service}** 退出：Ingress ${ingress} 只剩主后端。`,
  "traffic.shares": ({ seconds, requests, shares }) =>
    `最近 ${seconds} 秒 ${requests} 个请求：${shares.map((share) => `${share.service} **${share.requests}** 个`).join("，")}。`,
  "traffic.failing": ({ service, status, count, requests }) =>
    status === 503
      ? `Service **${service}** 后面没有就绪的 Pod：${requests} 个请求中有 ${count} 个被 nginx 回答 **503**。`
      : status === 502
        ? `Service **${service}** 后面没有谁接受连接：${requests} 个请求中有 ${count} 个得到 **502**。`
        : `**${service}** 对 ${requests} 个请求中的 ${count} 个回答 **${status}**。`,
  "traffic.recovered": ({ service }) => `发往 **${service}** 的请求不再失败。`,
  "traffic.notFound": ({ count }) => `有 ${count} 个请求的主机名和路径没有对应的 Ingress：nginx 回答 **404**。`,
  "fault.failNode": ({ node }) => `**${node}** 断电：它的 kubelet 和容器立刻消失，而且不会有任何通知。`,
  "fault.cutOffKubelet": ({ node }) => `**${node}** 连不上 API 服务器了。容器仍在运行，但它的状态传不出去。`,
  "fault.recoverNode": ({ node }) => `**${node}** 恢复正常：kubelet 启动，并向 API 服务器上报。`,
  "fault.restartKubelet": ({ node }) => `${node} 的 **kubelet** 退出后重新启动，容器不受影响。`,
  "fault.killSandbox": ({ node, pod }) => `**${pod}** 在 ${node} 上的 pause 容器退出，它的网络随之消失。`,
  "fault.addStaticPod": ({ node, pod }) =>
    `**${node}** 的静态 Pod 目录里多了一份清单：它的 kubelet 直接运行 **${pod}**。`,
  "fault.removeStaticPod": ({ node, pod }) => `**${pod}** 的清单从 **${node}** 的静态 Pod 目录中移走。`,
  "fault.restartScheduler": () => "**kube-scheduler** 退出后重新启动：它根据 API 服务器中的内容重建队列。",
  "node.notReady": ({ node, status, seconds }) =>
    `${seconds > 0 ? `${seconds} 秒没有心跳` : "没有心跳"}，node-controller 把 **${node}** 的 Ready 设为 ${status}。`,
  "node.ready": ({ node }) => `**${node}** 重新就绪（Ready）。`,
  "node.pressure": ({ node, pressure, on }) =>
    on
      ? `**${node}** 缺${shortOf[pressure]}：它的 kubelet 把 ${pressure} 设为 True。`
      : `**${node}** 已有一段时间不缺${shortOf[pressure]}：${pressure} 变为 False。`,
  "images.removed": ({ node, count, names, size }) =>
    `**${node}** 的 kubelet 删除 ${count} 个没有人用的镜像（${names}），腾出 ${size}。`,
  "hook.ran": ({ hook, container, seconds }) => `${container} 的 **${hook}** 运行，用时 ${seconds}。`,
  "hook.failed": ({ hook, container }) =>
    hook === "postStart"
      ? `${container} 的 **postStart** 失败：kubelet 杀死该容器。`
      : `${container} 的 **preStop** 失败或耗时太长：终止流程继续，不再等它。`,
  "kubelet.verdict": ({ node, pod, reason, message }) =>
    `${node} 的 kubelet 终止 **${pod}**：${reason}。${message.trim()}`,
  "kubelet.resized": ({ container }) => `**containerd** 从现在起按新的数量限制 **${container}**，进程继续运行。`,
  "resize.pending": ({ pod, reason, message }) => `**${pod}** 维持现有资源，${reason}：${message}`,
  "node.tainted": ({ node, taints }) => `**${node}** 被加上污点 ${taints}。`,
  "node.untainted": ({ node, taints }) => `**${node}** 的污点 ${taints} 被去掉。`,
  evicted: ({ pod, node, seconds }) =>
    seconds > 0
      ? `**${pod}** 对 ${node} 的污点容忍了 ${seconds} 秒，现在由 taint-eviction-controller 删除。`
      : `**${pod}** 不容忍 ${node} 的污点，由 taint-eviction-controller 删除。`,
  "other.pod": ({ pod, status, node, message }) =>
    node
      ? `**${pod}** 在 ${node} 上，状态为 ${status}。`
      : message
        ? `**${pod}** 为 ${status}：${message}`
        : `**${pod}** 为 ${status}：还没有节点。`,
  "other.deleted": ({ names }) => `**${names}** 已被删除。`,
  "other.pods": ({ owner, count, status, names }) => stop(`**${owner}**：另有 ${count} 个 Pod 为 ${status}，${names}`),
  "other.refused": ({ about, message }) => `**${about}** 被拒绝：${message}`,
  notSimulated: ({ kind, name, stored }) =>
    stored
      ? `**${kind} ${name}** 已保存在 etcd 中，但 Podyssey 不模拟处理它的组件。`
      : `**${kind} ${name}** 被略过：这个集群不认识它的类型。`,
  summary: ({ total, counts }) => {
    const [{ status } = { status: "" }] = counts;
    if (counts.length > 1)
      return `共 ${total} 个 Pod：${counts.map((each) => `**${each.count} 个 ${each.status}**`).join("，")}。`;
    if (status === "Running")
      return total === 1 ? "Pod 已经 **Running**，全程结束。" : `全部 ${total} 个 Pod 都已 **Running**。`;
    return total === 1 ? `Pod 最终为 **${status}**。` : `全部 ${total} 个 Pod 最终都为 **${status}**。`;
  },
  "summary.refused": () => "这个文件没有产生任何 **Pod**。",
  "summary.gone": ({ count }) => `最后，${count === 1 ? "它的 **Pod**" : `全部 ${count} 个 **Pod**`} 都已消失。`,
};
