import type { ContainerWord, TitleName } from "../projection/narration.ts";
import type { MoreCatalogue } from "./catalogue.ts";
import { titles } from "./narration.en.ts";

const faults = {
  failNode:
    "The API server still says Ready: it knows only what the kubelet last wrote, and the Lease has not run out.",
  cutOffKubelet: "From the control plane this looks like a node without power: both are known by their silence alone.",
  recoverNode: "With the next status the condition Ready turns True, and the taints that came with the silence go.",
  restartKubelet:
    "Containers belong to the runtime, not to the kubelet: it finds them again and looks at each Pod anew.",
  killSandbox:
    "A Pod without its sandbox has no network and no IP: all its containers are stopped and started in a new one.",
  addStaticPod:
    "The kubelet reads the directory by itself: neither scheduler nor API server is asked, and a mirror Pod shows it.",
  removeStaticPod:
    "Only the file counts. Deleting the mirror Pod would change nothing: the kubelet would make it again.",
  restartScheduler:
    "A scheduler keeps nothing on disk: Pods, nodes and what is assumed come from watching the API server.",
};

const imagesRemoved = {
  highThreshold:
    "Every five minutes the kubelet compares the disk with imageGCHighThresholdPercent. What was unused for longest goes first, down to the low threshold.",
  diskPressure:
    "Before a Pod has to go, the node spares what it can: every image that nobody uses, whatever the thresholds say.",
  age: "It was unused for longer than imageMaximumGCAge allows, however much room there is.",
};

const stations: { readonly [station: string]: string } = {
  authentication: "A client certificate, a bearer token or another method must show who is asking; otherwise: 401.",
  authorization:
    "With RBAC, a Role or ClusterRole bound to the user must allow this verb on this resource; otherwise: 403.",
  decoding: "kubectl asks for strict field validation, so a misspelt field is refused here and not silently dropped.",
  defaulting:
    "Defaults belong to the API version. They are stored with the object, so later releases can't change its meaning.",
  validation: "Validation runs after mutating admission: it checks the object as it will be stored.",
  mutatingAdmission:
    "Mutating plugins run one after the other in a fixed order; each sees what the one before it left.",
  validatingAdmission:
    "Validating plugins may only say no. ResourceQuota comes last, so that nothing refused is counted.",
};

const plugins: { readonly [plugin: string]: string } = {
  ServiceAccount: "Every Pod runs as a ServiceAccount. Its token is mounted so that the containers can call the API.",
  Priority: "spec.priority is the number behind priorityClassName; the scheduler's queue and preemption go by it.",
  DefaultTolerationSeconds:
    "When a node fails, the Pod stays for 300 s before it is evicted, unless it says otherwise.",
  ResourceQuota:
    "The quota's used numbers are raised in the same step, so two requests can't both take the last of it.",
  LimitRanger: "A LimitRange of the namespace sets requests and limits that a container leaves out.",
};

const filters: { readonly [plugin: string]: string } = {
  NodeResourcesFit: "What counts is what the Pods on the node request, not what they use. Limits play no part.",
  TaintToleration: "A taint keeps Pods off unless they tolerate it. A toleration permits; it doesn't attract.",
  NodeAffinity: "nodeSelector and required node affinity both have to match the node's labels.",
  NodeUnschedulable: "kubectl cordon sets spec.unschedulable; the Pods that run there stay.",
  NodePorts: "A hostPort can be taken once on a node, for each protocol and address.",
  PodTopologySpread: "The Pod would make the difference between the zones larger than maxSkew.",
  InterPodAffinity: "Pod affinity and anti-affinity look at the Pods that are in the same topology domain.",
};

const scorers: { readonly [plugin: string]: string } = {
  NodeResourcesFit: "LeastAllocated: the larger the free share of cpu and memory would be, the higher the score.",
  NodeResourcesBalancedAllocation: "Highest where cpu and memory would be used to about the same share.",
  TaintToleration: "Fewer PreferNoSchedule taints that the Pod doesn't tolerate means a higher score.",
  NodeAffinity: "The weights of the preferred terms that match, scaled to 100.",
  PodTopologySpread: "Domains with fewer matching Pods score higher.",
  InterPodAffinity: "Preferred affinity adds, preferred anti-affinity takes away.",
  ImageLocality: "Nodes that already hold large images of the Pod score higher.",
};

const probes: { readonly [probe: string]: string } = {
  startup: "Until the startup probe succeeds, the other probes wait. Too many failures restart the container.",
  readiness: "Readiness only decides whether the Pod gets traffic. It never restarts anything.",
  liveness: "When liveness fails often enough, the kubelet kills and restarts the container, in the same Pod.",
};

const queues: { readonly [queue: string]: string } = {
  activeQ: "Higher priority first; among equals, whoever has waited longer.",
  backoffQ: "After a failed attempt a Pod waits 1 s, then 2 s, 4 s, 8 s, at most 10 s.",
  unschedulablePods: "No timer wakes it: an event in the cluster does that the refusing plugins say may help.",
  gated: "A Pod with scheduling gates isn't even tried, until the last gate is removed.",
};

const containers: { readonly [kind in ContainerWord]: string } = {
  pause: "The pause container holds the namespaces that the others share.",
  init: "Init containers run one after the other; each has to exit with 0 before the next starts.",
  sidecar: "A sidecar is an init container with restartPolicy: Always: it starts early and keeps running.",
  app: "App containers are created in list order; none waits for another to be ready.",
  ephemeral: "An ephemeral container is added to a running Pod for debugging; it is never restarted.",
};

/** The whys behind the sentences of the beats: fetched when someone asks for the first. */
export const moreEn: MoreCatalogue = {
  "kubectl.read": () =>
    "Nothing has left your machine yet: kubectl turns YAML into JSON and works out which request to send.",
  "kubectl.discovery": () =>
    "Discovery maps apiVersion and kind to a path. The answer is cached on disk, so most commands skip it.",
  "kubectl.lookUp": () => "apply always looks first: 404 leads to POST, 200 to a PATCH of the difference.",
  "kubectl.send": ({ verb }) =>
    `To the API server this is the verb ${verb}. It now passes one station after the other.`,
  reconcile: () =>
    "Controllers learn by watching, compare what is wanted with what is there, and write the difference to the API server.",

  station: ({ station }) =>
    stations[station] ?? "What passes a station goes on to the next; a refusal ends the request there.",
  admission: ({ plugin }) => plugins[plugin] ?? "An admission plugin may change the object before it is stored.",
  refused: ({ station }) =>
    `The request ends at ${titles[station as TitleName]?.toLowerCase() ?? station}: nothing was written to etcd, and nobody else heard of it.`,

  "etcd.write": () => "Every write raises the revision of the whole store; the object carries it as resourceVersion.",
  "reply.created": () => "The command is done here. That the Pod is stored doesn't mean that it runs.",
  watch: () => "Nobody polls: components keep a watch open and are told of each change, in the order of revisions.",
  pending: () => "phase Pending covers everything up to the first running container, image pulls included.",

  "queue.pop": () => "One Pod at a time: what the scheduler decides for this one counts for the next.",
  queue: ({ queue }) =>
    queues[queue] ?? "The scheduler keeps three queues; an event in the cluster moves Pods between them.",
  preFilter: ({ skip }) =>
    `${skip ? `These have nothing to check for this Pod and skip it: ${skip}.` : "Every plugin has something to check."} The nodes are then asked with the zones in turn, from where the last search ended.`,
  "filter.refused": ({ plugin }) =>
    `${filters[plugin] ?? "This plugin has a rule of its own."} Filtering of a node stops at the first plugin that refuses.`,
  "filter.pass": () =>
    "On the left what the Pod requests, on the right what is left of allocatable after the requests of others.",
  "filter.all": ({ total, wanted }) =>
    wanted < total
      ? `In a large cluster the search stops once ${wanted} nodes fit.`
      : "Below 100 nodes every one is asked.",
  "postFilter.none": ({ message }) =>
    `Preemption runs only when no node is left after Filter.${message ? ` In its words: ${message}` : ""}`,
  victims: () =>
    "The scheduler only deletes the victims; the Pod waits for its next turn. Their node is nominated, not reserved: a Pod of higher priority may still take it.",
  failedScheduling: () => "The scheduler writes this as an Event and into the Pod's condition PodScheduled.",
  preScore: ({ skip }) =>
    skip ? `Skipped, because they would rate all nodes alike: ${skip}.` : "Every Score plugin has something to rate.",
  "score.skipped": () => "With a single feasible node the scheduler goes straight on.",
  score: ({ plugin }) =>
    scorers[plugin] ?? "A plugin rates every node from 0 to 100; its weight says how much that counts.",
  pick: () => "A node's total is the sum of its normalised scores, each times its plugin's weight.",
  assume: () => "So the next Pod can be scheduled before this binding has been written.",
  reserve: () => "Reserve sets aside what is not a node's resource, such as volumes; Permit can make a Pod wait.",
  "bind.send": () => "The scheduler starts nothing. All it does is set one field of the Pod, through this subresource.",
  "bind.stored": () => "The same write sets the condition PodScheduled to True. nodeName never changes again.",
  "bind.watch": ({ node }) =>
    `Each kubelet watches only Pods with spec.nodeName=${node.startsWith("node") ? node : `“${node}”`}. The scheduler never talks to it.`,

  "kubelet.admit": () => "The kubelet trusts nobody: it repeats the resource check with what it knows of its own node.",
  "kubelet.volumes": () => "All volumes have to be there before the first container is made.",
  "kubelet.sandbox": () => "Containers may come and go; the sandbox keeps the network namespace, and so the IP.",
  "kubelet.pull": () => "By default a kubelet pulls one image at a time; the others on the node wait.",
  "kubelet.pullFailed": () => "The kubelet tries again after 10 s, 20 s, 40 s … up to 5 min, for ever.",
  "kubelet.container": ({ kind }) => containers[kind],
  "kubelet.exited": ({ policy }) =>
    `The Pod's restartPolicy is ${policy}. Restarts happen in the same Pod, on the same node, with a growing pause.`,
  probe: ({ probe }) => probes[probe],
  status: () => "Only now does kubectl show it: the API server knows what the kubelet last wrote.",
  ready: () => "Running says that containers run; Ready says that they may get traffic.",
  endpoints: () => "The EndpointSlice controller watches Pods and Services; no probe talks to a Service.",
  rollout: () =>
    "maxSurge says how many Pods there may be too many, maxUnavailable how many may be missing: step by step, within both.",
  autoscaler: () =>
    "Every 15 seconds: replicas × measured ÷ wanted, rounded up. A number within 10% of the target changes nothing.",
  ingress: () =>
    "It is a program beside the control plane. It reads Ingresses, Services and EndpointSlices, and sends requests straight to the Pods that are ready.",
  canary: () =>
    "Header comes before cookie, cookie before weight; always and never are decisions. The weight is drawn for each request.",
  traffic: () => "By weight each request is drawn, so the shares only come near what is asked for.",
  "traffic.failing": () =>
    "A probe that passes says little about every request. Who watches the answers sees it first, and can take the weight back.",
  fault: ({ fault }) => faults[fault],
  "node.notReady": () =>
    "The kubelet renews its Lease every 10 s; after 50 s without one the node lifecycle controller stops believing it.",
  "node.tainted": () =>
    "NoSchedule keeps new Pods away. NoExecute evicts those that are there, once their toleration has run out: 300 s by default.",
  evicted: () =>
    "The API server only marks it. A kubelet that can't be reached never confirms, so the Pod stays Terminating.",
  pressure: () =>
    "The kubelet looks every 10 s, and keeps the condition for five minutes after it was last true, lest it flaps. Its taint keeps new Pods away.",
  imagesRemoved: ({ why }) => imagesRemoved[why],
  hook: ({ hook }) =>
    hook === "postStart"
      ? "It is called right after the start, beside the process. Until it returns the container is not told as running, and the next one waits."
      : "It is called before SIGTERM, and its time is taken from the grace period. Meanwhile Services forget the Pod.",
  verdict: ({ reason }) =>
    reason === "Evicted"
      ? "First who uses more than it requests, then who has the lower priority, then who is furthest above. Disruption budgets and grace periods don't count; the object stays, as Failed."
      : "The kubelet decides for itself and tells the API server afterwards. The object stays, as Failed.",
  resized: () =>
    "The spec says what is wanted, allocatedResources what the kubelet has set aside, resources what the container has.",
  resizePending: ({ reason }) =>
    reason === "Deferred"
      ? "It is tried again when another Pod ends, and every three minutes."
      : "It is not tried again: this node will never have so much.",
  notSimulated: () => "The list of what is and isn't simulated is behind the label under the timeline.",
  summary: () => "Change the YAML and the run is made anew; ← walks back.",

  apply: () =>
    "kubectl sends the objects of a file one after the other, each as a request of its own: there is no transaction over them.",
  "kubectl.error": () => "kubectl found this out by itself, with what discovery says: no object was sent for it.",
  "other.refused": () =>
    "Each object of a file is a request of its own: one that is refused does not hold up the others.",
  "other.pod": () => "It went the same way on its own. The list in the transport row puts another Pod on stage.",
  "other.deleted": () =>
    "Deleting takes two steps: the API server marks the Pod, and the kubelet confirms when its containers are gone.",
  command: () =>
    "A command is nothing special to the cluster: a few requests that pass the same stations as the first.",
  pods: () => "A controller only writes objects. Its Pods go through scheduler and kubelet as any other Pod does.",
  schedulingRefused: () => "What was assumed and reserved is given back, and the Pod goes back to a queue.",
  preBind: () =>
    "What has to exist before the Pod may go there is written now, such as a claim's binding to a volume; the Pod waits for it.",
  "bind.event": () =>
    "Events are objects of their own, written after the fact and dropped after an hour. Nothing in the cluster waits for one.",
  "kubelet.refused": () =>
    "A Pod that its kubelet refuses is Failed and stays so. Its controller, if it has one, makes another Pod.",
  "kubelet.cgroup": () =>
    "Here the kernel enforces what the manifest says: cpu limits by throttling, memory limits by killing.",
  "kubelet.volumeFailed": () => "The kubelet tries again and again. Until every volume is there, no container is made.",
  "kubelet.sandboxFailed": () =>
    "Without a sandbox there is no network and no IP: the containers wait, the kubelet tries again.",
  "kubelet.startFailed": () => "The container exists but has never run. The kubelet tries again, with a growing pause.",
  "kubelet.waits": ({ reason }) =>
    reason === "CrashLoopBackOff"
      ? "The pause doubles from 10 s to 5 min, and is forgotten after 10 minutes without a crash."
      : "Waiting is a state of the container, with its reason; the Pod's phase does not tell it apart.",
  "kubelet.ending": () =>
    "preStop and SIGTERM first; SIGKILL for what still runs when the grace period is over. Sidecars end after the app containers.",
};
