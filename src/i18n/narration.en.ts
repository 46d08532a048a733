import type { ContainerWord, NodeScore, TitleName } from "../projection/narration.ts";
import type { NarrationCatalogue } from "./catalogue.ts";

const titles: { readonly [T in TitleName]: string } = {
  read: "Read the file",
  discovery: "Discovery",
  lookUp: "Look up",
  request: "Request",
  apply: "Apply",
  reconcile: "Reconcile",
  authentication: "Authentication",
  authorization: "Authorization",
  decoding: "Decoding",
  defaulting: "Defaulting",
  mutatingAdmission: "Mutating admission",
  validation: "Validation",
  validatingAdmission: "Validating admission",
  storage: "Storage",
  reply: "Reply",
  watch: "Watch",
  queue: "Queue",
  pick: "Pick",
  assume: "Assume",
  bind: "Bind",
  event: "Event",
  admit: "Node admission",
  cgroup: "cgroup",
  volumes: "Volumes",
  sandbox: "Sandbox",
  image: "Image",
  create: "Create",
  start: "Start",
  exit: "Exit",
  probe: "Probe",
  status: "Status",
  endpoints: "Endpoints",
  rollout: "Rollout",
  scaling: "Scaling",
  fault: "Fault",
  taints: "Taints",
  eviction: "Eviction",
  otherPods: "Other Pods",
  otherObjects: "Rest of the file",
  notSimulated: "Not simulated",
  end: "How it stands",
};

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

const s = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

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

/** Ends a sentence, unless a list that goes on has done so. */
const stop = (text: string): string => (/[….]$/.test(text) ? text : `${text}.`);

const scoreList = (scores: readonly NodeScore[]): string =>
  scores.map(({ node, score }) => `${node} ${score}`).join(", ");

const kinds: { readonly [kind in ContainerWord]: string } = {
  pause: "pause container",
  init: "init container",
  sidecar: "sidecar",
  app: "container",
  ephemeral: "ephemeral container",
};

export const narrationEn: NarrationCatalogue = {
  word: ({ text }) => text,
  title: ({ name }) => titles[name],
  "place.of": ({ at, of }) => `${at} of ${of}`,
  "place.node": ({ at, of }) => `node ${at} of ${of}`,
  "place.attempt": ({ attempt }) => `attempt ${attempt}`,
  "place.nodes": ({ count }) => s(count, "node"),

  "kubectl.read": ({ file, objects, first }) =>
    objects === 1
      ? `**kubectl** reads ${file}: one object, ${first}.`
      : `**kubectl** reads ${file}: ${s(objects, "object")}, the first is ${first}.`,
  "kubectl.read.more": () =>
    "Nothing has left your machine yet: kubectl turns YAML into JSON and works out which request to send.",
  "kubectl.discovery": ({ cached }) =>
    cached
      ? "**kubectl** knows from its discovery cache which path serves each kind."
      : "**kubectl** asks the API server which kinds it serves, and at which paths.",
  "kubectl.discovery.more": () =>
    "Discovery maps apiVersion and kind to a path. The answer is cached on disk, so most commands skip it.",
  "kubectl.lookUp": ({ about, code }) =>
    code === 404
      ? `**kubectl** asks for ${about}: 404, there is none yet. So it will create it.`
      : `**kubectl** asks for ${about}: ${code}, it exists. So it will send only what changed.`,
  "kubectl.lookUp.more": () => "apply always looks first: 404 leads to POST, 200 to a PATCH of the difference.",
  "kubectl.send": ({ client, method, path, about }) =>
    `**${client}** sends ${method} ${path} with ${about} as its body.`,
  "kubectl.send.more": ({ verb }) =>
    `To the API server this is the verb ${verb}. It now passes one station after the other.`,
  "kubectl.applied": ({ about, code, outcome }) =>
    outcome ? `**${about}**: ${code}, ${outcome}.` : `**${about}** is stored: ${code}.`,
  "kubectl.appliedMore": ({ count, names }) =>
    stop(`**kubectl** went on with the file meanwhile: ${s(count, "more object")}, ${names}`),
  "kubectl.error": ({ text }) => `**kubectl** prints: ${text}`,

  "reconcile.createReplicaSet": ({ controller, key, name }) =>
    `**${controller}** sees Deployment ${key} and makes ReplicaSet ${name} for this version of it.`,
  "reconcile.createPods": ({ controller, key, want, have }) =>
    `**${controller}** wants ${s(want, "Pod")} for ${key} and counts ${have}: it creates what is missing.`,
  "reconcile.refused": ({ controller, key, message }) =>
    `**${controller}** tries to create a Pod for ${key} and is refused: ${message}. It will try again.`,
  "reconcile.other": ({ controller, kind, key, decision, want, have }) =>
    want === undefined
      ? `**${controller}** looks at ${kind} ${key}: ${decision}.`
      : `**${controller}** looks at ${kind} ${key}: wants ${want}, has ${have ?? 0}.`,
  "reconcile.more": () =>
    "Controllers learn by watching, compare what is wanted with what is there, and write the difference to the API server.",

  "station.authentication": ({ user }) => `Who is asking? **${user}**, says the API server's authentication.`,
  "station.authorization": ({ user, verb, resource, namespace }) =>
    `May ${user} **${verb} ${resource}**${namespace ? ` in namespace ${namespace}` : ""}? Authorization says yes.`,
  "station.decoding": ({ kind }) => `The body is decoded as **${kind}**; every field is known.`,
  "station.defaulting": ({ count, example }) =>
    count === 0
      ? "**Defaulting** finds every field set."
      : `**Defaulting** fills in ${s(count, "field")} that the file leaves out${example ? `, such as ${example}` : ""}.`,
  "station.validation": ({ about }) => `**Validation** checks every field of ${about} and finds nothing wrong.`,
  "station.more": ({ station }) => stations[station] ?? "",
  "admission.quiet": ({ count, names, validating, changes }) => {
    if (validating)
      return `**${s(count, "validating plugin")}** ${count === 1 ? "has" : "have"} no objection: ${names}.`;
    const does = count === 1 ? ["looks", "changes"] : ["look", "change"];
    return `**${s(count, "mutating plugin")}** ${does[0]} and ${does[1]} ${changes === 0 ? "nothing" : s(changes, "field")}: ${names}.`;
  },
  "admission.changed": ({ plugin, count, fields }) => stop(`**${plugin}** changes ${s(count, "field")}: ${fields}`),
  "admission.quota": ({ about, namespace, quotas }) =>
    quotas === 0
      ? `**ResourceQuota** comes last: namespace ${namespace} has no quota, so there is nothing to count.`
      : `**ResourceQuota** comes last: ${about} stays within what namespace ${namespace} may use.`,
  "admission.more": ({ plugin }) => plugins[plugin] ?? "An admission plugin may change the object before it is stored.",
  refused: ({ code, reason, message }) => `Refused with **${code} ${reason}**: ${message}`,
  "refused.more": ({ station }) =>
    `The request ends at ${titles[station as TitleName]?.toLowerCase() ?? station}: nothing was written to etcd, and nobody else heard of it.`,

  "etcd.write": ({ key, revision }) => `**etcd** stores ${key} at revision ${revision}.`,
  "etcd.write.more": () =>
    "Every write raises the revision of the whole store; the object carries it as resourceVersion.",
  "reply.created": ({ code, client, output }) =>
    `**${code}** goes back to ${client}${output ? `, which prints “${output}”` : ""}.`,
  "reply.created.more": () => "The command is done here. That the Pod is stored doesn't mean that it runs.",
  "watch.fanOut": ({ count, names, about }) =>
    stop(`The **watch** tells ${count === 1 ? "one watcher" : `${count} watchers`} about ${about}: ${names}`),
  "watch.more": () =>
    "Nobody polls: components keep a watch open and are told of each change, in the order of revisions.",
  pending: ({ pod }) => `**${pod}** is stored, and Pending: no node has been chosen for it.`,
  "pending.more": () => "phase Pending covers everything up to the first running container, image pulls included.",

  "queue.active": ({ pod, ahead }) =>
    `**kube-scheduler** puts ${pod} into activeQ${ahead === 0 ? ": nobody is ahead of it" : `, behind ${s(ahead, "other Pod")}`}.`,
  "queue.gated": ({ pod }) => `**${pod}** has scheduling gates: it isn't tried until they are gone.`,
  "queue.pop": ({ pod, attempt, priority, left }) =>
    `**kube-scheduler** takes ${pod} (priority ${priority}) in hand for attempt ${attempt}; ${left === 0 ? "activeQ is empty" : `${left} still wait`}.`,
  "queue.pop.more": () => "One Pod at a time: what the scheduler decides for this one counts for the next.",
  "queue.moved": ({ pod, to, event, hint }) =>
    `**${pod}** moves to ${to}: ${event}${hint ? `, and ${hint} says that may help` : ""}.`,
  "queue.waits": ({ pod, queue, plugins: refusing }) =>
    `**${pod}** waits in ${queue}${refusing ? ` until something happens that ${refusing} may care about` : ""}.`,
  "queue.more": ({ queue }) => queues[queue] ?? "",
  preFilter: ({ pod, needs, filters: count }) =>
    `**PreFilter** sums up ${pod}${needs ? `: ${needs}` : ", which requests nothing"}. ${s(count, "Filter plugin")} will be asked.`,
  "preFilter.nodes": ({ nodes }) => `**PreFilter** narrows the search at once: only ${nodes} can do.`,
  "preFilter.refused": ({ plugin, reasons }) => `**${plugin}** refuses before any node is asked: ${reasons}.`,
  "preFilter.more": ({ skip }) =>
    skip ? `These have nothing to check for this Pod and skip it: ${skip}.` : "Every plugin has something to check.",
  "filter.pass": ({ node, room }) => `**${node}** passes${room ? `: ${room}` : " every Filter plugin"}.`,
  "filter.refused": ({ node, plugin, reasons, room }) =>
    `**${node}** is out, says ${plugin}: ${reasons}${room ? ` (${room})` : ""}.`,
  "filter.refused.more": ({ plugin }) =>
    `${filters[plugin] ?? ""} Filtering of a node stops at the first plugin that refuses.`.trim(),
  "filter.pass.more": () =>
    "On the left what the Pod requests, on the right what is left of allocatable after the requests of others.",
  "filter.all": ({ asked, feasible, total }) =>
    `**Filter** asks ${asked} of ${s(total, "node")}: ${feasible === 0 ? "none fits" : `${feasible} ${feasible === 1 ? "fits" : "fit"}`}.`,
  "filter.all.more": ({ total, wanted }) =>
    wanted < total
      ? `In a large cluster the search stops once ${wanted} nodes fit.`
      : "Below 100 nodes every one is asked.",
  "postFilter.none": () => "**PostFilter**: would evicting Pods of lower priority help? No.",
  "postFilter.none.more": ({ message }) => message || "Preemption runs only when no node is left after Filter.",
  "postFilter.nominated": ({ node, victims, count }) =>
    `**Preemption** picks ${node}: ${count === 1 ? "one Pod" : `${count} Pods`} of lower priority must go: ${victims}.`,
  failedScheduling: ({ message }) => `**FailedScheduling**: ${message}`,
  "failedScheduling.more": () => "The scheduler writes this as an Event and into the Pod's condition PodScheduled.",
  preScore: ({ feasible, scorers: count }) =>
    `**${s(feasible, "node")}** ${feasible === 1 ? "is" : "are"} left; ${s(count, "Score plugin")} will rate them.`,
  "preScore.more": ({ skip }) =>
    skip ? `Skipped, because they would rate all nodes alike: ${skip}.` : "Every Score plugin has something to rate.",
  "score.skipped": ({ node }) => `Only **${node}** is left, so nothing needs to be scored.`,
  "score.skipped.more": () => "With a single feasible node the scheduler goes straight on.",
  "score.plugin": ({ plugin, weight, scores, same }) =>
    same
      ? `**${plugin}** makes no difference: ${scores[0]?.score ?? 0} for every node.`
      : `**${plugin}**${weight === 1 ? "" : ` (weight ${weight})`} gives ${scoreList(scores)}.`,
  "score.range": ({ plugin, weight, low, high, node, others }) =>
    `**${plugin}**${weight === 1 ? "" : ` (weight ${weight})`} gives from ${low} to ${high}; ${high} goes to ${node}${others > 0 ? ` and ${others} more` : ""}.`,
  "score.more": ({ plugin }) => scorers[plugin] ?? "",
  "pick.won": ({ node, total, second, secondTotal }) =>
    `**${node}** wins with ${total} points; next is ${second} with ${secondTotal}.`,
  "pick.decided": ({ node, total, second, secondTotal, plugin, other }) =>
    `**${node}** wins, ${total} to ${secondTotal} for ${second}. ${plugin} decides it: without it, ${other} would win.`,
  "pick.only": ({ node }) => `**${node}** it is: no other node fits.`,
  "pick.tie": ({ node, total, count, names }) =>
    `${stop(`${count} nodes tie at ${total}: ${names}`)} Chance picks **${node}**.`,
  "pick.more": () => "A node's total is the sum of its normalised scores, each times its plugin's weight.",
  assume: ({ pod, node }) => `The scheduler **assumes** ${pod} on ${node}: its requests count there from now on.`,
  "assume.more": () => "So the next Pod can be scheduled before this binding has been written.",
  reserve: ({ plugins: ran }) =>
    ran ? `**Reserve** and **Permit** agree; ran: ${ran}.` : "**Reserve** and **Permit** have nothing to hold back.",
  "reserve.more": () =>
    "Reserve sets aside what is not a node's resource, such as volumes; Permit can make a Pod wait.",
  schedulingRefused: ({ phase, message }) => `**${phase}** refuses: ${message}`,

  preBind: ({ plugins: ran }) => `**PreBind** prepares what the Pod needs on its node: ${ran}.`,
  "bind.send": ({ path, node }) => `**kube-scheduler** sends POST ${path}: target ${node}.`,
  "bind.send.more": () =>
    "The scheduler starts nothing. All it does is set one field of the Pod, through this subresource.",
  "bind.stored": ({ node, revision }) => `**etcd** stores spec.nodeName: ${node} at revision ${revision}.`,
  "bind.stored.more": () => "The same write sets the condition PodScheduled to True. nodeName never changes again.",
  "bind.event": ({ message }) => `Event **Scheduled**: ${message}`,
  "bind.watch": ({ node, pod }) => `The watch tells the kubelet of **${node}** that ${pod} is its to run.`,
  "bind.watch.more": ({ node }) =>
    `Each kubelet watches only Pods with spec.nodeName=${node.startsWith("node") ? node : `“${node}”`}. The scheduler never talks to it.`,

  "kubelet.admit": ({ node, pod }) => `The kubelet of **${node}** checks once more that ${pod} fits, and admits it.`,
  "kubelet.admit.more": () =>
    "The kubelet trusts nobody: it repeats the resource check with what it knows of its own node.",
  "kubelet.refused": ({ node, reason, message }) => `The kubelet of **${node}** refuses, ${reason}: ${message}`,
  "kubelet.cgroup": ({ pod }) => `A **cgroup** and directories for ${pod} are made.`,
  "kubelet.volumes": ({ count, names }) =>
    count === 0
      ? "There are no **volumes** to mount."
      : `**${s(count, "volume")}** ${count === 1 ? "is" : "are"} mounted on the node: ${names}.`,
  "kubelet.volumes.more": () => "All volumes have to be there before the first container is made.",
  "kubelet.volumeFailed": ({ volume, message }) => `Volume **${volume}** can't be mounted: ${message}`,
  "kubelet.sandbox": ({ ip }) =>
    `The **pause** container starts: the Pod has its network${ip ? `, and the IP ${ip}` : ""}.`,
  "kubelet.sandbox.more": () => "Containers may come and go; the sandbox keeps the network namespace, and so the IP.",
  "kubelet.sandboxFailed": ({ message }) => `The sandbox can't be made: ${message}`,
  "kubelet.pull": ({ image, size, seconds }) =>
    `containerd pulls **${image}**${size ? `: ${size}` : ""}${seconds ? ` in ${seconds}` : ""}.`,
  "kubelet.pull.more": () => "By default a kubelet pulls one image at a time; the others on the node wait.",
  "kubelet.pullFailed": ({ image, message }) => `Pulling **${image}** fails: ${message}`,
  "kubelet.pullFailed.more": () => "The kubelet tries again after 10 s, 20 s, 40 s … up to 5 min, for ever.",
  "kubelet.create": ({ container, kind, present }) =>
    `The ${kinds[kind]} **${container}** is created${present ? "; its image was already on the node" : ""}.`,
  "kubelet.start": ({ container, kind, again }) =>
    `The ${kinds[kind]} **${container}** starts${again ? " again" : ""}.`,
  "kubelet.container.more": ({ kind }) => containers[kind],
  "kubelet.startFailed": ({ container, message }) => `**${container}** can't be started: ${message}`,
  "kubelet.exited": ({ container, code, reason, kind }) =>
    `**${container}** exits with ${code}${reason ? ` (${reason})` : ""}${kind === "init" && code === 0 ? ": it has done its part" : ""}.`,
  "kubelet.exited.more": ({ policy }) =>
    `The Pod's restartPolicy is ${policy}. Restarts happen in the same Pod, on the same node, with a growing pause.`,
  "kubelet.waits": ({ reason, message }) => `**${reason}**: ${message}`,
  "kubelet.ending": ({ pod, done }) =>
    done
      ? `Nothing of **${pod}** is left on the node: its cgroup, volumes and sandbox are gone.`
      : `The kubelet stops what still runs in **${pod}**, and then its sandbox.`,

  "probe.passed": ({ probe, container, handler, consecutive, threshold, decisive }) =>
    `The **${probe} probe** of ${container} succeeds (${handler})${decisive || consecutive >= threshold ? "" : `, ${consecutive} of ${threshold}`}.`,
  "probe.failed": ({ probe, container, consecutive, threshold, message }) =>
    `The **${probe} probe** of ${container} fails, ${consecutive} of ${threshold}${message ? `: ${message}` : "."}`,
  "probe.more": ({ probe }) => probes[probe] ?? "",
  "status.published": ({ pod, status, ready }) => `The kubelet publishes: **${pod}** is ${status}, ${ready} ready.`,
  "status.written": ({ pod, status, client }) => `${client} writes, and **${pod}** is ${status}.`,
  "status.more": () => "Only now does kubectl show it: the API server knows what the kubelet last wrote.",
  ready: ({ pod }) => `**${pod}** is Ready: all its containers are.`,
  "ready.more": () => "Running says that containers run; Ready says that they may get traffic.",
  endpoints: ({ service, count }) =>
    `Service **${service}** now has ${s(count, "ready endpoint")}: traffic can reach the Pod.`,
  "endpoints.gone": ({ service, count }) =>
    `Service **${service}** takes the Pod out: ${s(count, "ready endpoint")} left.`,
  "endpoints.more": () => "The EndpointSlice controller watches Pods and Services; no probe talks to a Service.",
  command: ({ command, output }) => (output ? `**${command}**: ${stop(output)}` : `**${command}**`),
  "command.goesOn": ({ command, output }) => `**${command}** goes on${output ? `: ${stop(output)}` : "."}`,
  "rollout.newSet": ({ deployment, set, replicas, image, isFirst }) =>
    isFirst
      ? `Deployment ${deployment} makes **${set}** for ${image}, with ${s(replicas, "replica")}.`
      : `The template changed: Deployment ${deployment} makes **${set}** for ${image}, with ${s(replicas, "replica")} to begin with.`,
  "rollout.scale": ({ deployment, set, from, to }) =>
    `Deployment ${deployment} scales **${set}** ${from < to ? "up" : "down"}, from ${from} to ${to}.`,
  "rollout.more": () =>
    "maxSurge says how many Pods there may be too many, maxUnavailable how many may be missing: step by step, within both.",
  "pods.created": ({ owner, count, names }) =>
    `${owner} makes ${count === 1 ? "a Pod" : `${count} Pods`}: **${names}**.`,
  "pods.deleted": ({ owner, count, names }) =>
    `${owner} takes ${count === 1 ? "a Pod" : `${count} Pods`} away: **${names}**.`,
  "pods.ready": ({ count, names, nodes }) => `**${names}** ${count === 1 ? "is" : "are"} Ready, on ${nodes}.`,
  autoscaler: ({ name, metric, current, target, formula, from, to, outcome, reason }) => {
    const sum = formula
      ? `ceil(${formula.replicas} × ${formula.current} / ${formula.target}) = ${formula.result}`
      : "Pods that are not measured yet count as well";
    const measured = `HPA ${name}: ${metric} ${current} of ${target}`;
    switch (outcome) {
      case "tolerated":
        return `${measured} is within the tolerance of 10%: **${to}** stay.`;
      case "scales":
        return `${measured}, ${sum}: ${from} become **${to}**.`;
      case "limited":
        return `${measured}, ${sum}; ${reason} makes it **${to}**.`;
      case "stabilized":
        return `${measured}, ${sum}; but **${to}** stay (${reason}): a recent pass asked for more.`;
      default:
        return `${measured}, ${sum}: **${to}** stay.`;
    }
  },
  "autoscaler.more": () =>
    "Every 15 seconds: replicas × measured ÷ wanted, rounded up. A number within 10% of the target changes nothing.",
  "ingress.added": ({ ingress, hosts, services, endpoints }) =>
    `ingress-nginx takes **Ingress ${ingress}** in: requests for ${hosts} go to Service ${services}, which has ${s(endpoints, "ready endpoint")}.`,
  "ingress.more": () =>
    "It is a program beside the control plane. It reads Ingresses, Services and EndpointSlices, and sends requests straight to the Pods that are ready.",
  "ingress.removed": ({ ingress }) => `**Ingress ${ingress}** is gone: its requests find nobody any more.`,
  "ingress.switched": ({ ingress, from, to }) =>
    `**Ingress ${ingress}** sends requests to Service **${to}** now, no longer to ${from}.`,
  "canary.added": ({ ingress, canary, service, rule }) =>
    `Ingress ${canary} is a canary: it joins **${ingress}**. Service **${service}** gets ${rule ? `what its rules say: ${rule}` : "nothing yet, as it has no rule"}.`,
  "canary.changed": ({ service, rule }) => `The rules of canary **${service}** are now: ${rule || "none"}.`,
  "canary.weight": ({ service, from, to }) =>
    to === 0
      ? `canary-weight goes from ${from} back to **0**: **${service}** gets only what a header or a cookie sends.`
      : `canary-weight goes from ${from} to **${to}**: of what no header or cookie decides, **${service}** gets ${to} in 100.`,
  "canary.removed": ({ ingress, service }) =>
    `The canary **${service}** leaves: Ingress ${ingress} has its main backend alone.`,
  "canary.more": () =>
    "Header comes before cookie, cookie before weight; always and never are decisions. The weight is drawn for each request.",
  "traffic.shares": ({ seconds, requests, shares }) =>
    `${requests} requests in the last ${seconds} s: ${shares.map((share) => `**${share.requests}** to ${share.service}`).join(", ")}.`,
  "traffic.more": () => "By weight each request is drawn, so the shares only come near what is asked for.",
  "traffic.failing": ({ service, status, count, requests }) =>
    status === 503
      ? `Nobody behind Service **${service}** is ready: nginx answers ${count} of ${requests} requests with **503**.`
      : status === 502
        ? `Nobody behind Service **${service}** takes the connection: ${count} of ${requests} requests get **502**.`
        : `**${service}** answers ${count} of ${requests} requests with **${status}**.`,
  "traffic.failing.more": () =>
    "A probe that passes says little about every request. Who watches the answers sees it first, and can take the weight back.",
  "traffic.recovered": ({ service }) => `No request to **${service}** fails any more.`,
  "traffic.notFound": ({ count }) =>
    `No Ingress is for the host and path of ${s(count, "request")}: nginx answers **404**.`,
  "fault.failNode": ({ node }) =>
    `**${node}** loses power: its kubelet and its containers are gone at once, and nobody is told.`,
  "fault.cutOffKubelet": ({ node }) =>
    `**${node}** no longer reaches the API server. Its containers run on; nothing that it says gets through.`,
  "fault.recoverNode": ({ node }) => `**${node}** works again: its kubelet starts and reports to the API server.`,
  "fault.restartKubelet": ({ node }) =>
    `The **kubelet** of ${node} ends and starts again; the containers don't notice.`,
  "fault.killSandbox": ({ node, pod }) => `The pause container of **${pod}** dies on ${node}, and its network with it.`,
  "fault.addStaticPod": ({ node, pod }) =>
    `A manifest comes into the directory of static Pods on **${node}**: its kubelet runs **${pod}**.`,
  "fault.removeStaticPod": ({ node, pod }) =>
    `The manifest of **${pod}** is taken from the directory of static Pods on **${node}**.`,
  "fault.restartScheduler": () =>
    "**kube-scheduler** ends and starts again: it builds its queue anew from what the API server has.",
  "fault.more": ({ fault }) => faults[fault],
  "node.notReady": ({ node, status, seconds }) =>
    `${seconds > 0 ? `After ${seconds} s without a heartbeat` : "Without a heartbeat"}, node-controller sets Ready of **${node}** to ${status}.`,
  "node.notReady.more": () =>
    "The kubelet renews its Lease every 10 s; after 50 s without one the node lifecycle controller stops believing it.",
  "node.ready": ({ node }) => `**${node}** is Ready again.`,
  "node.tainted": ({ node, taints }) => `**${node}** gets the taint ${taints}.`,
  "node.untainted": ({ node, taints }) => `**${node}** loses the taint ${taints}.`,
  "node.tainted.more": () =>
    "NoSchedule keeps new Pods away. NoExecute evicts those that are there, once their toleration has run out: 300 s by default.",
  evicted: ({ pod, node, seconds }) =>
    seconds > 0
      ? `**${pod}** tolerated the taint of ${node} for ${seconds} s; now taint-eviction-controller deletes it.`
      : `**${pod}** does not tolerate the taint of ${node}: taint-eviction-controller deletes it.`,
  "evicted.more": () =>
    "The API server only marks it. A kubelet that can't be reached never confirms, so the Pod stays Terminating.",
  "other.pod": ({ pod, status, node, message }) =>
    node
      ? `**${pod}** is ${status} on ${node}.`
      : message
        ? `**${pod}** is ${status}: ${message}`
        : `**${pod}** is ${status}: it has no node.`,
  "other.deleted": ({ count, names }) =>
    count === 1 ? `**${names}** is gone: it was deleted.` : `**${names}** are gone: they were deleted.`,
  "other.pods": ({ owner, count, status, names }) => stop(`**${owner}**: ${s(count, "more Pod")} ${status}, ${names}`),
  "other.refused": ({ about, message }) => `**${about}** was refused: ${message}`,
  notSimulated: ({ kind, name, stored }) =>
    stored
      ? `**${kind} ${name}** is kept in etcd, but Podyssey doesn't simulate what acts on it.`
      : `**${kind} ${name}** is left out: this cluster doesn't know its kind.`,
  "notSimulated.more": () => "The list of what is and isn't simulated is behind the label under the timeline.",
  summary: ({ total, counts }) => {
    const [{ status } = { status: "" }] = counts;
    if (counts.length > 1)
      return `Of ${s(total, "Pod")}, ${counts.map((each) => `**${each.count} ${each.status}**`).join(", ")}.`;
    if (status === "Running")
      return total === 1 ? "The Pod is **Running**: this is the end of the way." : `All ${total} Pods are **Running**.`;
    return total === 1 ? `The Pod ends up **${status}**.` : `All ${total} Pods end up **${status}**.`;
  },
  "summary.refused": () => "No **Pod** came of this file.",
  "summary.more": () => "Change the YAML and the run is made anew; ← walks back.",
};
