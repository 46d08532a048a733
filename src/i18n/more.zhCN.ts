import type { ContainerWord, TitleName } from "../projection/narration.ts";
import type { MoreCatalogue } from "./catalogue.ts";
import { titles } from "./narration.zhCN.ts";

const faults = {
  failNode: "API 服务器仍然显示 Ready：它只知道 kubelet 最近一次写入的内容，而租约还没有过期。",
  cutOffKubelet: "从控制平面看，这和节点断电没有区别：两者都只表现为没有消息。",
  recoverNode: "下一次上报状态后，Ready 变为 True，因失联而加上的污点随之去掉。",
  restartKubelet: "容器属于容器运行时，而不是 kubelet：它重新找到这些容器，再逐个检查 Pod。",
  killSandbox: "没有沙箱的 Pod 没有网络，也没有 IP：所有容器都会停止，再在新的沙箱中启动。",
  addStaticPod: "kubelet 自己读取这个目录：不经过调度器和 API 服务器，由镜像 Pod 来显示它。",
  removeStaticPod: "只看文件。删除镜像 Pod 没有作用：kubelet 会重新创建它。",
  restartScheduler: "调度器不在磁盘上保存任何东西：Pod、节点和假定的绑定都来自对 API 服务器的监视。",
};

const imagesRemoved = {
  highThreshold:
    "kubelet 每五分钟把磁盘用量与 imageGCHighThresholdPercent 比较一次。先删最久没有用过的，直到降到下限阈值。",
  diskPressure: "在驱逐 Pod 之前，节点先腾出能腾的：所有没有人用的镜像，与阈值无关。",
  age: "它没有人用的时间已经超过 imageMaximumGCAge，与还剩多少空间无关。",
};

const stations: { readonly [station: string]: string } = {
  authentication: "请求者须用客户端证书、持有者令牌或其他方式证明身份，否则返回 401。",
  authorization: "使用 RBAC 时，必须有绑定到该用户的 Role 或 ClusterRole 允许对该资源执行此动词，否则返回 403。",
  decoding: "kubectl 要求严格的字段校验，拼错的字段会在这里被拒绝，而不是悄悄丢掉。",
  defaulting: "默认值属于 API 版本，并随对象一起保存，因此以后的版本不会改变它的含义。",
  validation: "校验在变更准入之后进行：检查的是即将保存的对象。",
  mutatingAdmission: "变更插件按固定顺序逐个运行，每个插件看到的是前一个插件处理后的结果。",
  validatingAdmission: "验证插件只能拒绝。ResourceQuota 排在最后，被拒绝的请求不会计入配额。",
};

const plugins: { readonly [plugin: string]: string } = {
  ServiceAccount: "每个 Pod 都以某个 ServiceAccount 的身份运行；它的令牌被挂载进来，容器才能调用 API。",
  Priority: "spec.priority 是 priorityClassName 对应的数值，调度队列和抢占都以它为准。",
  DefaultTolerationSeconds: "节点故障时，除非另有说明，Pod 会保留 300 秒后才被驱逐。",
  ResourceQuota: "配额的已用量在同一步中增加，两个请求不可能同时拿走最后一份。",
  LimitRanger: "名字空间的 LimitRange 会补上容器没有写的请求和限制。",
};

const filters: { readonly [plugin: string]: string } = {
  NodeResourcesFit: "这里只看节点上各 Pod 的请求量，不看实际用量，也不看限制。",
  TaintToleration: "污点会挡住不容忍它的 Pod。容忍只是允许，并不会吸引。",
  NodeAffinity: "nodeSelector 和必需的节点亲和性都必须与节点标签匹配。",
  NodeUnschedulable: "kubectl cordon 会设置 spec.unschedulable；已在该节点上运行的 Pod 不受影响。",
  NodePorts: "在一个节点上，每种协议和地址的 hostPort 只能被占用一次。",
  PodTopologySpread: "放在这里会使各拓扑域之间的差距超过 maxSkew。",
  InterPodAffinity: "Pod 亲和与反亲和看的是同一拓扑域中的 Pod。",
};

const scorers: { readonly [plugin: string]: string } = {
  NodeResourcesFit: "LeastAllocated：放置后 CPU 和内存的空闲比例越大，得分越高。",
  NodeResourcesBalancedAllocation: "CPU 与内存的使用比例越接近，得分越高。",
  TaintToleration: "Pod 不容忍的 PreferNoSchedule 污点越少，得分越高。",
  NodeAffinity: "匹配的偏好条件的权重之和，再换算到 100 分。",
  PodTopologySpread: "匹配的 Pod 越少的拓扑域，得分越高。",
  InterPodAffinity: "偏好亲和加分，偏好反亲和减分。",
  ImageLocality: "已有该 Pod 所需大镜像的节点得分更高。",
};

const probes: { readonly [probe: string]: string } = {
  startup: "启动探针成功之前，其他探针都要等待；失败次数过多会重启容器。",
  readiness: "就绪探针只决定 Pod 是否接收流量，从不重启任何东西。",
  liveness: "存活探针失败到一定次数后，kubelet 会在同一个 Pod 里终止并重启容器。",
};

const queues: { readonly [queue: string]: string } = {
  activeQ: "优先级高的在前；优先级相同时，等得久的在前。",
  backoffQ: "每次尝试失败后，Pod 依次等待 1 秒、2 秒、4 秒、8 秒，最多 10 秒。",
  unschedulablePods: "没有定时器叫醒它：要等集群中出现拒绝它的插件认为有帮助的事件。",
  gated: "带有调度门控的 Pod 根本不会被尝试，直到最后一个门控被移除。",
};

const containers: { readonly [kind in ContainerWord]: string } = {
  pause: "pause 容器持有其他容器共享的名字空间。",
  init: "Init 容器逐个运行，前一个以 0 退出后，下一个才会启动。",
  sidecar: "边车容器是 restartPolicy: Always 的 Init 容器：启动得早，并一直运行。",
  app: "应用容器按列表顺序创建，彼此不等待对方就绪。",
  ephemeral: "临时容器是为了调试而加入运行中 Pod 的，从不重启。",
};

export const moreZhCN: MoreCatalogue = {
  "kubectl.read": () => "此时还没有发出任何请求：kubectl 把 YAML 转成 JSON，并确定要发送什么请求。",
  "kubectl.discovery": () => "发现机制把 apiVersion 和 kind 对应到路径。结果缓存在磁盘上，多数命令无需再问。",
  "kubectl.lookUp": () => "apply 总是先查询：404 之后用 POST 创建，200 之后用 PATCH 发送差异。",
  "kubectl.send": ({ verb }) => `对 API 服务器来说，这个请求的动词是 ${verb}。接下来它要逐一经过各个环节。`,
  reconcile: () => "控制器通过监视得知变化，比较期望状态与实际状态，再把差异写回 API 服务器。",

  station: ({ station }) => stations[station] ?? "通过一个站点的请求继续前往下一个；被拒绝则到此为止。",
  admission: ({ plugin }) => plugins[plugin] ?? "准入插件可以在对象保存之前修改它。",
  refused: ({ station }) => `请求止于“${titles[station as TitleName] ?? station}”：没有写入 etcd，其他组件也不会知道。`,

  "etcd.write": () => "每次写入都会使整个存储的修订版本加一，对象以 resourceVersion 记录它。",
  "reply.created": () => "命令到此结束。Pod 已保存，并不等于已经运行。",
  watch: () => "没有组件轮询：它们保持监视连接，按修订版本的顺序得知每次变化。",
  pending: () => "Pending 阶段一直持续到第一个容器运行，其中包括下载镜像的时间。",

  "queue.pop": () => "一次只调度一个 Pod：对它的决定会影响下一个。",
  queue: ({ queue }) => queues[queue] ?? "调度器有三个队列；集群中的事件让 Pod 在它们之间移动。",
  preFilter: ({ skip }) =>
    `${skip ? `以下插件对这个 Pod 无需检查，直接跳过：${skip}。` : "每个插件都有要检查的内容。"}随后各可用区轮流，从上次搜索结束处开始逐个检查节点。`,
  "filter.refused": ({ plugin }) =>
    `${filters[plugin] ?? "这个插件有自己的规则。"}某个节点一旦被一个插件拒绝，就不再检查其余插件。`,
  "filter.pass": () => "左边是 Pod 的请求量，右边是可分配量减去其他 Pod 请求后的余量。",
  "filter.all": ({ total, wanted }) =>
    wanted < total ? `在大集群中，找到 ${wanted} 个合适的节点就停止搜索。` : "少于 100 个节点时，每个节点都会检查。",
  "postFilter.none": ({ message }) =>
    `只有 Filter 之后没有节点剩下时，才会考虑抢占。${message ? `它的原话：${message}` : ""}`,
  victims: () =>
    "调度器只删除被抢占的 Pod，自己的 Pod 等下一次尝试。节点只是被提名，并没有预留：优先级更高的 Pod 仍可能占用它。",
  failedScheduling: () => "调度器把这段文字写成事件，也写入 Pod 的 PodScheduled 状况。",
  preScore: ({ skip }) => (skip ? `以下插件会给所有节点同样的分数，因此跳过：${skip}。` : "每个 Score 插件都要打分。"),
  "score.skipped": () => "只有一个可行节点时，调度器直接进入下一步。",
  score: ({ plugin }) => scorers[plugin] ?? "插件给每个节点打 0 到 100 分；权重决定它占多少。",
  pick: () => "节点的总分是各插件归一化得分乘以权重之和。",
  assume: () => "这样，绑定还没写完就可以调度下一个 Pod。",
  reserve: () => "Reserve 预留卷之类不属于节点资源的东西；Permit 可以让 Pod 等待。",
  "bind.send": () => "调度器不启动任何东西，只通过这个子资源设置 Pod 的一个字段。",
  "bind.stored": () => "同一次写入把 PodScheduled 状况设为 True。nodeName 此后不再改变。",
  "bind.watch": ({ node }) => `每个 kubelet 只监视自己的 Pod（spec.nodeName=${node}）。调度器从不直接联系它。`,

  "kubelet.admit": () => "kubelet 不轻信：它根据自己掌握的节点情况重新检查资源。",
  "kubelet.volumes": () => "所有卷都就位之后，才会创建第一个容器。",
  "kubelet.sandbox": () => "容器可以来来去去，沙箱保住网络名字空间，也就保住了 IP。",
  "kubelet.pull": () => "默认情况下，一个 kubelet 一次只下载一个镜像，同节点上的其他下载要排队。",
  "kubelet.pullFailed": () => "kubelet 会在 10 秒、20 秒、40 秒……最长 5 分钟后重试，永不放弃。",
  "kubelet.container": ({ kind }) => containers[kind],
  "kubelet.exited": ({ policy }) =>
    `该 Pod 的 restartPolicy 是 ${policy}。重启发生在同一个 Pod、同一个节点上，间隔逐渐变长。`,
  probe: ({ probe }) => probes[probe],
  status: () => "到这时 kubectl 才看得到：API 服务器只知道 kubelet 最近一次写入的内容。",
  ready: () => "Running 表示容器在运行，Ready 表示可以接收流量。",
  endpoints: () => "EndpointSlice 控制器监视 Pod 和 Service；探针并不直接与 Service 打交道。",
  rollout: () => "maxSurge 限定最多可以多出几个 Pod，maxUnavailable 限定最多可以缺几个；更新在两者之内逐步进行。",
  autoscaler: () => "每 15 秒计算一次：副本数 × 当前值 ÷ 目标值，向上取整。与目标相差不超过 10% 时不扩缩。",
  ingress: () => "它是控制平面之外的程序：读取 Ingress、Service 和 EndpointSlice，把请求直接发给就绪的 Pod。",
  canary: () => "优先级：请求头、Cookie、权重；always 和 never 直接决定去向。权重对每个请求单独抽签。",
  traffic: () => "按权重是逐个请求抽签，所以实际比例只是接近设定值。",
  "traffic.failing": () => "探针通过并不代表每个请求都正常。盯着响应的人最先发现问题，可以把权重退回去。",
  fault: ({ fault }) => faults[fault],
  "node.notReady": () => "kubelet 每 10 秒续一次租约（Lease）；超过 50 秒没有续约，节点生命周期控制器就不再相信它。",
  "node.tainted": () =>
    "NoSchedule 不让新的 Pod 调度过来；NoExecute 会驱逐已有的 Pod，但要等到容忍时间用完：默认 300 秒。",
  evicted: () => "API 服务器只是做上删除标记。联系不上的 kubelet 无法确认，所以 Pod 一直停在 Terminating。",
  pressure: () => "kubelet 每 10 秒检查一次；压力消失后状况还会保持五分钟，以免来回摆动。相应的污点不让新 Pod 进来。",
  imagesRemoved: ({ why }) => imagesRemoved[why],
  hook: ({ hook }) =>
    hook === "postStart"
      ? "它在启动之后立即调用，与进程同时进行。返回之前容器不算 Running，下一个容器也要等。"
      : "它在 SIGTERM 之前调用，时间从宽限期里扣。在此期间 Service 会忘掉这个 Pod。",
  verdict: ({ reason }) =>
    reason === "Evicted"
      ? "先看谁的用量超过请求，再看谁的优先级低，最后看谁超得最多。干扰预算和宽限期都不起作用；对象保留，阶段为 Failed。"
      : "kubelet 自己作出决定，事后才告诉 API 服务器。对象保留，阶段为 Failed。",
  resized: () => "spec 写的是想要的，allocatedResources 是 kubelet 已经划出的，resources 是容器实际得到的。",
  resizePending: ({ reason }) =>
    reason === "Deferred" ? "有别的 Pod 结束时会再试，每三分钟也会试一次。" : "不会再试：这个节点永远没有这么多。",
  notSimulated: () => "哪些内容没有模拟，见时间线下方的说明。",
  summary: () => "修改 YAML 会重新运行；按 ← 可以往回走。",

  apply: () => "kubectl 逐个发送文件中的对象，每个都是独立的请求：它们之间没有事务。",
  "kubectl.error": () => "这是 kubectl 根据发现信息自己得出的：没有为此发送任何对象。",
  "other.refused": () => "文件中的每个对象都是独立的请求：一个被拒绝，不影响其他对象。",
  "other.pod": () => "它自己走过了同样的路。在控制行的列表里可以换另一个 Pod 上台。",
  "other.deleted": () => "删除分两步：API 服务器先标记 Pod，容器都结束后由 kubelet 确认。",
  command: () => "对集群来说命令并不特殊：就是几个请求，经过与第一个请求相同的站点。",
  pods: () => "控制器只写对象。它的 Pod 和别的 Pod 一样，要经过调度器和 kubelet。",
  schedulingRefused: () => "假定和预留的都会归还，Pod 回到队列中。",
  preBind: () => "Pod 去那里之前必须存在的东西现在写入，例如申领与卷的绑定；Pod 会等它完成。",
  "bind.event": () => "事件是独立的对象，事后才写，一小时后清除。集群中没有谁会等待事件。",
  "kubelet.refused": () => "被 kubelet 拒绝的 Pod 变为 Failed，并一直如此。如果有控制器，它会另建一个 Pod。",
  "kubelet.cgroup": () => "内核在这里执行清单中的限制：CPU 超限会被节流，内存超限会被杀死。",
  "kubelet.volumeFailed": () => "kubelet 会一再重试。所有卷就绪之前，不会创建任何容器。",
  "kubelet.sandboxFailed": () => "没有沙箱就没有网络和 IP：容器等待，kubelet 重试。",
  "kubelet.startFailed": () => "容器已存在，但从未运行。kubelet 会重试，间隔越来越长。",
  "kubelet.waits": ({ reason }) =>
    reason === "CrashLoopBackOff"
      ? "间隔从 10 秒加倍到 5 分钟；10 分钟不崩溃就重新计算。"
      : "等待是容器的状态，带有原因；Pod 的阶段（phase）不区分它。",
  "kubelet.ending": () => "先是 preStop 和 SIGTERM；宽限期结束时仍在运行的用 SIGKILL。边车容器在应用容器之后结束。",
};
