/** The engine's table of contents: everything that the world outside imports. */

// The vocabulary
export type { DaemonSet, Deployment, Job, ReplicaSet, StatefulSet } from "./api/apps.ts";
export type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from "./api/autoscaling.ts";
export type { Event, Namespace, Node, PodDisruptionBudget, Service, Taint } from "./api/core.ts";
export type { EndpointSlice } from "./api/discovery.ts";
export { apiPath, etcdKeyOf, type KindInfo, kindOf, kinds, resourceByName } from "./api/kinds.ts";
export type { Condition, KubernetesObject, Quantity, ResourceList, Status } from "./api/meta.ts";
export type {
  Container,
  ContainerState,
  ContainerStatus,
  Pod,
  Toleration,
  TopologySpreadConstraint,
} from "./api/pod.ts";
export { nanoQuantity, podRequests } from "./api/podResources.ts";
export { type PrintedPodStatus, printPodStatus } from "./api/printPod.ts";
export { explainToleration, type TolerationMatch } from "./api/taints.ts";
export type { WebhookBehaviour } from "./apiserver/admission/webhook/scriptedWebhooks.ts";
// What a manifest is checked with, without a cluster
export { type CheckedObject, checkObject, decodingProblem } from "./apiserver/checkObject.ts";
// The arithmetic behind a decision
export { checkTolerations } from "./apiserver/checkTolerations.ts";
export type { ApiServerEvent, FieldChange, RequestVerb, Station, WatchType } from "./apiserver/events.ts";
export type { ControllerEvent } from "./controllers/events.ts";
export type { CustomMetric } from "./customMetrics.ts";
// Why a Pod is Pending
export { diagnose } from "./diagnosis/diagnose.ts";
export { editObject } from "./diagnosis/editObject.ts";
export {
  type Layers,
  type NodeLayers,
  type PodLayers,
  type ResourceLayers,
  resourceLayers,
} from "./diagnosis/layers.ts";
export type {
  Change,
  ChangeKind,
  Diagnosis,
  EditStep,
  Fix,
  NodeDiagnosis,
  NotEnough,
  ObjectEdit,
} from "./diagnosis/model.ts";
export { explainPreemption, type PreemptionNode, type PreemptionReport } from "./diagnosis/preemption.ts";
export { explainSpread } from "./diagnosis/spread.ts";
// The trace
export type {
  CanaryRule,
  IngressBackend,
  IngressChange,
  IngressNginxEvent,
  IngressTraffic,
} from "./ingressnginx/events.ts";
export type { Traffic } from "./ingressnginx/traffic.ts";
export { type VirtualMillis, virtualTime } from "./kernel/clock.ts";
export type { RecordChange, Records } from "./kernel/records.ts";
export { TraceCursor, type TraceEntry } from "./kernel/trace.ts";
export { printedRefusal } from "./kubectl/apply.ts";
// The run
export type { KubectlCommand, TaintSpec, Target } from "./kubectl/commands.ts";
// kubectl on the cluster of a moment
export { type Completion, completeKubectl } from "./kubectl/console/complete.ts";
export { runKubectl } from "./kubectl/console/console.ts";
export type { ConsoleMoment } from "./kubectl/console/moment.ts";
export type { ConsoleLine, ConsoleResult, ConsoleStep } from "./kubectl/console/result.ts";
export type { KubectlEvent } from "./kubectl/events.ts";
export type { ApiSchema } from "./kubectl/explain/schema.ts";
export { age as printedAge } from "./kubectl/print/age.ts";
export { yamlText as printedYaml } from "./kubectl/print/yaml.ts";
export { defaultConfiguration as defaultKubeletConfiguration } from "./kubelet/configuration.ts";
export type {
  ContainerKind,
  ImageStore,
  KubeletEvent,
  KubeletPodRecord,
  KubeletStep,
  RuntimeContainer,
} from "./kubelet/events.ts";
export type { Behaviour, RuntimeModelOptions } from "./kubelet/runtimeModel.ts";
export type { Load } from "./load.ts";
export type { Fault } from "./machines.ts";
// The scheduler
export { type BulkOptions, BulkScheduler, type PlacementLine, scheduleAll } from "./scheduler/bulk.ts";
export type {
  QueuedPod,
  QueueName,
  QueueRecord,
  SchedulerEvent,
  SchedulingPhase,
} from "./scheduler/component/events.ts";
export type { DecisionRecord, PluginScore, PluginStatus } from "./scheduler/framework/decisionRecord.ts";
export type { Normalization, Operands } from "./scheduler/framework/operands.ts";
export type { SpreadDomain, SpreadDomains } from "./scheduler/plugins/podtopologyspread/domains.ts";
export type { PreemptionCriterion } from "./scheduler/preemption/pickCandidate.ts";
export type { ScriptStep } from "./script.ts";
export { isSimulated } from "./simulatedKinds.ts";
export {
  Simulation,
  type SimulationCursor,
  type SimulationEnd,
  type SimulationEntry,
  type SimulationEvent,
  type SimulationInput,
  type SimulationOptions,
} from "./simulation.ts";
