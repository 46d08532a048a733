import type { More } from "../projection/more.ts";

/** A page of the Kubernetes docs, with its title in both languages as the docs have it. */
export interface DocsPage {
  /** Below `/docs/`; a place on the page after `#`, which both languages have. */
  readonly path: string;
  readonly en: string;
  readonly zhCN: string;
}

const page = (path: string, en: string, zhCN: string): DocsPage => ({ path, en, zhCN });
const at = (of: DocsPage, anchor: string): DocsPage => ({ ...of, path: `${of.path}#${anchor}` });

const apiConcepts = page("reference/using-api/api-concepts/", "Kubernetes API Concepts", "Kubernetes API 概念");
const apply = page(
  "tasks/manage-kubernetes-objects/declarative-config/",
  "Declarative Management of Kubernetes Objects Using Configuration Files",
  "使用配置文件对 Kubernetes 对象进行声明式管理",
);
const admission = page(
  "reference/access-authn-authz/admission-controllers/",
  "Admission Control in Kubernetes",
  "Kubernetes 中的准入控制",
);
const access = page(
  "concepts/security/controlling-access/",
  "Controlling Access to the Kubernetes API",
  "Kubernetes API 访问控制",
);
const components = page("concepts/overview/components/", "Kubernetes Components", "Kubernetes 组件");
const controllers = page("concepts/architecture/controller/", "Controllers", "控制器");
const lifecycle = page("concepts/workloads/pods/pod-lifecycle/", "Pod Lifecycle", "Pod 的生命周期");
const framework = page("concepts/scheduling-eviction/scheduling-framework/", "Scheduling Framework", "调度框架");
const scheduler = page("concepts/scheduling-eviction/kube-scheduler/", "Kubernetes Scheduler", "Kubernetes 调度器");
const readiness = page(
  "concepts/scheduling-eviction/pod-scheduling-readiness/",
  "Pod Scheduling Readiness",
  "Pod 调度就绪态",
);
const priority = page(
  "concepts/scheduling-eviction/pod-priority-preemption/",
  "Pod Priority and Preemption",
  "Pod 优先级和抢占",
);
const resources = page(
  "concepts/configuration/manage-resources-containers/",
  "Resource Management for Pods and Containers",
  "为 Pod 和容器管理资源",
);
const packing = page("concepts/scheduling-eviction/resource-bin-packing/", "Resource Bin Packing", "资源装箱");
const taints = page("concepts/scheduling-eviction/taint-and-toleration/", "Taints and Tolerations", "污点和容忍度");
const assign = page("concepts/scheduling-eviction/assign-pod-node/", "Assigning Pods to Nodes", "将 Pod 指派给节点");
const spread = page(
  "concepts/scheduling-eviction/topology-spread-constraints/",
  "Pod Topology Spread Constraints",
  "Pod 拓扑分布约束",
);
const tuning = page(
  "concepts/scheduling-eviction/scheduler-perf-tuning/",
  "Scheduler Performance Tuning",
  "调度器性能调优",
);
const volumes = page("concepts/storage/volumes/", "Volumes", "卷");
const persistentVolumes = page("concepts/storage/persistent-volumes/", "Persistent Volumes", "持久卷");
const storageClasses = page("concepts/storage/storage-classes/", "Storage Classes", "存储类");
const volumeLimits = page("concepts/storage/storage-limits/", "Node-specific Volume Limits", "特定于节点的卷数限制");
const nodes = page("concepts/architecture/nodes/", "Nodes", "节点");
const images = page("concepts/containers/images/", "Images", "镜像");
const probes = page(
  "concepts/configuration/liveness-readiness-startup-probes/",
  "Liveness, Readiness, and Startup Probes",
  "存活、就绪和启动探针",
);
const pressureEviction = page(
  "concepts/scheduling-eviction/node-pressure-eviction/",
  "Node-pressure Eviction",
  "节点压力驱逐",
);
const resize = page(
  "tasks/configure-pod-container/resize-container-resources/",
  "Resize CPU and Memory Resources assigned to Containers",
  "调整分配给容器的 CPU 和内存资源",
);
const pods = page("concepts/workloads/pods/", "Pods", "Pod");
const ingress = page("concepts/services-networking/ingress/", "Ingress", "Ingress");
const managing = page("concepts/workloads/management/", "Managing Workloads", "管理工作负载");
const debugPods = page("tasks/debug/debug-application/debug-pods/", "Debug Pods", "调试 Pod");
const objects = page("concepts/overview/working-with-objects/", "Objects In Kubernetes", "Kubernetes 对象");

const stations: { readonly [station: string]: DocsPage } = {
  authentication: page("reference/access-authn-authz/authentication/", "Authenticating", "用户认证"),
  authorization: page("reference/access-authn-authz/authorization/", "Authorization", "鉴权"),
  mutatingAdmission: admission,
  validatingAdmission: admission,
};

/** By plugin, for Filter and Score alike. */
const plugins: { readonly [plugin: string]: DocsPage } = {
  NodeResourcesFit: resources,
  NodeResourcesBalancedAllocation: packing,
  TaintToleration: taints,
  NodeAffinity: assign,
  NodeName: at(assign, "nodename"),
  NodeUnschedulable: at(nodes, "manual-node-administration"),
  PodTopologySpread: spread,
  InterPodAffinity: at(assign, "inter-pod-affinity-and-anti-affinity"),
  VolumeBinding: at(storageClasses, "volume-binding-mode"),
  VolumeZone: persistentVolumes,
  VolumeRestrictions: persistentVolumes,
  NodeVolumeLimits: volumeLimits,
  ImageLocality: images,
};

const containers: { readonly [kind: string]: DocsPage } = {
  pause: pods,
  init: page("concepts/workloads/pods/init-containers/", "Init Containers", "Init 容器"),
  sidecar: page("concepts/workloads/pods/sidecar-containers/", "Sidecar Containers", "边车容器"),
  ephemeral: page("concepts/workloads/pods/ephemeral-containers/", "Ephemeral Containers", "临时容器"),
  app: page("concepts/containers/", "Containers", "容器"),
};

/** Where the docs tell the story behind a why; no why goes without. */
const pages: { readonly [K in More["key"]]: DocsPage | ((params: Extract<More, { key: K }>["params"]) => DocsPage) } = {
  "kubectl.read": apply,
  "kubectl.discovery": page("concepts/overview/kubernetes-api/", "The Kubernetes API", "Kubernetes API"),
  "kubectl.lookUp": apply,
  "kubectl.send": apiConcepts,
  "kubectl.error": page("reference/kubectl/", "Command line tool (kubectl)", "命令行工具 (kubectl)"),
  apply,
  command: page("reference/kubectl/", "Command line tool (kubectl)", "命令行工具 (kubectl)"),
  reconcile: controllers,
  station: ({ station }) => stations[station] ?? apiConcepts,
  admission: ({ plugin }) => at(admission, plugin.toLowerCase()),
  refused: access,
  "etcd.write": at(components, "etcd"),
  "reply.created": apiConcepts,
  watch: at(apiConcepts, "efficient-detection-of-changes"),
  pending: at(lifecycle, "pod-phase"),
  "queue.pop": at(priority, "effect-of-pod-priority-on-scheduling-order"),
  queue: ({ queue }) => (queue === "gated" ? readiness : framework),
  preFilter: at(framework, "pre-filter"),
  "filter.refused": ({ plugin }) => plugins[plugin] ?? at(framework, "filter"),
  "filter.pass": at(framework, "filter"),
  "filter.all": tuning,
  "postFilter.none": at(priority, "preemption"),
  victims: at(priority, "preemption"),
  failedScheduling: debugPods,
  preScore: at(framework, "pre-score"),
  "score.skipped": scheduler,
  score: ({ plugin }) => (plugin === "NodeResourcesFit" ? packing : (plugins[plugin] ?? at(framework, "scoring"))),
  pick: at(framework, "normalize-scoring"),
  assume: framework,
  reserve: at(framework, "reserve"),
  schedulingRefused: at(framework, "reserve"),
  preBind: at(framework, "pre-bind"),
  "bind.send": at(framework, "bind"),
  "bind.stored": at(assign, "nodename"),
  "bind.event": page("reference/kubernetes-api/cluster-resources/event-v1/", "Event", "Event"),
  "bind.watch": at(components, "kubelet"),
  "kubelet.admit": nodes,
  "kubelet.refused": nodes,
  "kubelet.cgroup": page("concepts/architecture/cgroups/", "About cgroup v2", "关于 cgroup v2"),
  "kubelet.volumes": volumes,
  "kubelet.volumeFailed": volumes,
  "kubelet.sandbox": at(pods, "pod-networking"),
  "kubelet.sandboxFailed": page(
    "concepts/architecture/cri/",
    "Container Runtime Interface (CRI)",
    "容器运行时接口（CRI）",
  ),
  "kubelet.pull": images,
  "kubelet.pullFailed": at(images, "imagepullbackoff"),
  "kubelet.container": ({ kind }) => containers[kind],
  "kubelet.startFailed": at(lifecycle, "container-states"),
  "kubelet.exited": at(lifecycle, "restart-policy"),
  "kubelet.waits": at(lifecycle, "container-states"),
  "kubelet.ending": at(lifecycle, "pod-termination"),
  probe: probes,
  status: at(lifecycle, "pod-conditions"),
  ready: at(lifecycle, "pod-conditions"),
  endpoints: page("concepts/services-networking/endpoint-slices/", "EndpointSlices", "EndpointSlice"),
  rollout: page("concepts/workloads/controllers/deployment/", "Deployments", "Deployment"),
  pods: page("concepts/workloads/controllers/replicaset/", "ReplicaSet", "ReplicaSet"),
  autoscaler: page("tasks/run-application/horizontal-pod-autoscale/", "Horizontal Pod Autoscaling", "Pod 水平自动扩缩"),
  ingress,
  canary: at(managing, "canary-deployments"),
  traffic: ingress,
  "traffic.failing": probes,
  fault: nodes,
  "node.notReady": at(nodes, "node-heartbeats"),
  "node.tainted": at(taints, "taint-based-evictions"),
  pressure: at(pressureEviction, "node-conditions"),
  imagesRemoved: page("concepts/architecture/garbage-collection/", "Garbage Collection", "垃圾收集"),
  hook: page("concepts/containers/container-lifecycle-hooks/", "Container Lifecycle Hooks", "容器生命周期回调"),
  verdict: pressureEviction,
  resized: resize,
  resizePending: resize,
  evicted: at(taints, "taint-based-evictions"),
  "other.refused": access,
  "other.pod": lifecycle,
  "other.deleted": at(lifecycle, "pod-termination"),
  notSimulated: objects,
  summary: lifecycle,
};

/** The page that goes with a why. */
export function docsOf({ key, params }: More): DocsPage {
  const found = pages[key] as DocsPage | ((given: More["params"]) => DocsPage);
  return typeof found === "function" ? found(params) : found;
}
