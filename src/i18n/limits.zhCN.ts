import type { LimitsWords } from "./limits.en.ts";

export const limitsZhCN: LimitsWords = {
  lead: "Podyssey 模拟 Kubernetes v1.34。调度结果逐例与真实 kube-scheduler 代码的答案核对。以下内容没有模拟，或只模拟了一部分：",
  items: [
    "网络只是示意：Pod 有地址和 EndpointSlice，但不转发数据包，NetworkPolicy 不起作用。请求只来自场景为 Ingress 声明的流量：模拟 ingress-nginx，只认它的灰度（canary）注解。",
    "容器不运行程序。镜像大小和启动时间是假定值，探针按场景的设定回答。",
    "准入 Webhook 按场景的设定回答；准入策略支持 CEL，镜像名称函数除外。",
    "不包括动态资源分配（DRA）、节点自动扩缩和 Gateway API。",
    "时间取自一个空闲集群，使用小而固定的延迟：顺序与 Kubernetes 相同，毫秒数是假定值。",
  ],
};
