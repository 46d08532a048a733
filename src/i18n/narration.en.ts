import type { ContainerWord, NodeScore, TitleName } from "../projection/narration.ts";
import type { NarrationCatalogue } from "./catalogue.ts";

/** What happened in the cluster that lets the scheduler's queue wake Pods, where its name does not say it. */
const queueEvents: { readonly [event: string]: string } = {
  AssignedPodAdd: "a Pod came onto a node",
  AssignedPodDelete: "a Pod left its node",
  NodeAdd: "a node is new",
  NodeAllocatableChange: "a node has other room",
  NodeConditionChange: "a node's condition changed",
  NodeLabelChange: "a node has other labels",
  NodeTaintChange: "a node has other taints",
};

export const titles: { readonly [T in TitleName]: string } = {
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
  hook: "Hook",
  eviction: "Eviction",
  resize: "Resize",
  otherPods: "Other Pods",
  otherObjects: "Rest of the file",
  notSimulated: "Not simulated",
  end: "How it stands",
};

const shortOf = { MemoryPressure: "memory", DiskPressure: "disk", PIDPressure: "process IDs" };

const s = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

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
  "kubectl.discovery": ({ cached }) =>
    cached
      ? "**kubectl** knows from its discovery cache which path serves each kind."
      : "**kubectl** asks the API server which kinds it serves, and at which paths.",
  "kubectl.lookUp": ({ about, code }) =>
    code === 404
      ? `**kubectl** asks for ${about}: 404, there is none yet. So it will create it.`
      : `**kubectl** asks for ${about}: ${code}, it exists. So it will send only what changed.`,
  "kubectl.send": ({ client, method, path, about }) =>
    `**${client}** sends ${method} ${path} with ${about} as its body.`,
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
  "station.authentication": ({ user }) => `Who is asking? **${user}**, says the API server's authentication.`,
  "station.authorization": ({ user, verb, resource, namespace }) =>
    `May ${user} **${verb} ${resource}**${namespace ? ` in namespace ${namespace}` : ""}? Authorization says yes.`,
  "station.decoding": ({ kind }) => `The body is decoded as **${kind}**; every field is known.`,
  "station.defaulting": ({ count, example }) =>
    count === 0
      ? "**Defaulting** finds every field set."
      : `**Defaulting** fills in ${s(count, "field")} that the file leaves out${example ? `, such as ${example}` : ""}.`,
  "station.validation": ({ about }) => `**Validation** checks every field of ${about} and finds nothing wrong.`,
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
  refused: ({ code, reason, message }) => `Refused with **${code} ${reason}**: ${message}`,
  "etcd.write": ({ key, revision }) => `**etcd** stores ${key} at revision ${revision}.`,
  "reply.created": ({ code, client, output }) =>
    `**${code}** goes back to ${client}${output ? `, which prints “${output}”` : ""}.`,
  "watch.fanOut": ({ count, names, about }) =>
    stop(`The **watch** tells ${count === 1 ? "one watcher" : `${count} watchers`} about ${about}: ${names}`),
  pending: ({ pod }) => `**${pod}** is stored, and Pending: no node has been chosen for it.`,
  "queue.active": ({ pod, ahead }) =>
    `**kube-scheduler** puts ${pod} into activeQ${ahead === 0 ? ": nobody is ahead of it" : `, behind ${s(ahead, "other Pod")}`}.`,
  "queue.gated": ({ pod }) => `**${pod}** has scheduling gates: it isn't tried until they are gone.`,
  "queue.pop": ({ pod, attempt, priority, left }) =>
    `**kube-scheduler** takes ${pod} (priority ${priority}) in hand for attempt ${attempt}; ${left === 0 ? "activeQ is empty" : `${left} still wait`}.`,
  "queue.moved": ({ pod, to, event, hint }) => {
    const what = queueEvents[event];
    return `**${pod}** moves to ${to}: ${what ? `${what} (${event})` : event}${hint ? `, and ${hint} says that may help` : ""}.`;
  },
  "queue.waits": ({ pod, queue, plugins: refusing }) =>
    `**${pod}** waits in ${queue}${refusing ? ` until something happens that ${refusing} may care about` : ""}.`,
  preFilter: ({ pod, needs, filters: count }) =>
    `**PreFilter** sums up ${pod}${needs ? `: ${needs}` : ", which requests nothing"}. ${s(count, "Filter plugin")} will be asked.`,
  "preFilter.nodes": ({ nodes }) => `**PreFilter** narrows the search at once: only ${nodes} can do.`,
  "preFilter.refused": ({ plugin, reasons }) => `**${plugin}** refuses before any node is asked: ${reasons}.`,
  "filter.pass": ({ node, room }) => `**${node}** passes${room ? `: ${room}` : " every Filter plugin"}.`,
  "filter.refused": ({ node, plugin, reasons, room }) =>
    `**${node}** is out, says ${plugin}: ${reasons}${room ? ` (${room})` : ""}.`,
  "filter.all": ({ asked, feasible, total }) =>
    `**Filter** asks ${asked} of ${s(total, "node")}: ${feasible === 0 ? "none fits" : `${feasible} ${feasible === 1 ? "fits" : "fit"}`}.`,
  "victims.leave": ({ victims, count, node, grace }) =>
    `**kube-scheduler** deletes ${victims}: ${count === 1 ? "it" : "they"} ${grace > 0 ? `${count === 1 ? "has" : "have"} ${grace} s to end, and until then ${node} has no room` : `${count === 1 ? "ends" : "end"} at once`}.`,
  "victims.gone": ({ victims, count, node, after }) =>
    `**${victims}** ${count === 1 ? "has" : "have"} ended on ${node}${after > 0 ? ` after ${after} s` : ""}: ${count === 1 ? "its" : "their"} requests count no more.`,
  "postFilter.none": () => "**PostFilter**: would evicting Pods of lower priority help? No.",
  "postFilter.nominated": ({ node, victims, count }) =>
    `**Preemption** picks ${node}: ${count === 1 ? "one Pod" : `${count} Pods`} of lower priority must go: ${victims}.`,
  failedScheduling: ({ message }) => `**FailedScheduling**: ${message}`,
  preScore: ({ feasible, scorers: count }) =>
    `**${s(feasible, "node")}** ${feasible === 1 ? "is" : "are"} left; ${s(count, "Score plugin")} will rate them.`,
  "score.skipped": ({ node }) => `Only **${node}** is left, so nothing needs to be scored.`,
  "score.plugin": ({ plugin, weight, scores, same }) =>
    same
      ? `**${plugin}** makes no difference: ${scores[0]?.score ?? 0} for every node.`
      : `**${plugin}**${weight === 1 ? "" : ` (weight ${weight})`} gives ${scoreList(scores)}.`,
  "score.range": ({ plugin, weight, low, high, node, others }) =>
    `**${plugin}**${weight === 1 ? "" : ` (weight ${weight})`} gives from ${low} to ${high}; ${high} goes to ${node}${others > 0 ? ` and ${others} more` : ""}.`,
  "pick.won": ({ node, total, second, secondTotal }) =>
    `**${node}** wins with ${total} points; next is ${second} with ${secondTotal}.`,
  "pick.decided": ({ node, total, second, secondTotal, plugin, other }) =>
    `**${node}** wins, ${total} to ${secondTotal} for ${second}. ${plugin} decides it: without it, ${other} would win.`,
  "pick.only": ({ node }) => `**${node}** it is: no other node fits.`,
  "pick.tie": ({ node, total, count, names }) =>
    `${stop(`${count} nodes tie at ${total}: ${names}`)} Chance picks **${node}**.`,
  assume: ({ pod, node, requests }) =>
    `The scheduler **assumes** ${pod} on ${node}: ${requests ? "its requests count" : "it counts"} there from now on.`,
  reserve: ({ plugins: ran }) =>
    ran ? `**Reserve** and **Permit** agree; ran: ${ran}.` : "**Reserve** and **Permit** have nothing to hold back.",
  schedulingRefused: ({ phase, message }) => `**${phase}** refuses: ${message}`,

  preBind: ({ plugins: ran }) => `**PreBind** prepares what the Pod needs on its node: ${ran}.`,
  "bind.send": ({ path, node }) => `**kube-scheduler** sends POST ${path}: target ${node}.`,
  "bind.stored": ({ node, revision }) => `**etcd** stores spec.nodeName: ${node} at revision ${revision}.`,
  "bind.event": ({ message }) => `Event **Scheduled**: ${message}`,
  "bind.watch": ({ node, pod }) => `The watch tells the kubelet of **${node}** that ${pod} is its to run.`,
  "kubelet.admit": ({ node, pod }) => `The kubelet of **${node}** checks once more that ${pod} fits, and admits it.`,
  "kubelet.refused": ({ node, reason, message }) => `The kubelet of **${node}** refuses, ${reason}: ${message}`,
  "kubelet.cgroup": ({ pod }) => `A **cgroup** and directories for ${pod} are made.`,
  "kubelet.volumes": ({ count, names }) =>
    count === 0
      ? "There are no **volumes** to mount."
      : `**${s(count, "volume")}** ${count === 1 ? "is" : "are"} mounted on the node: ${names}.`,
  "kubelet.volumeFailed": ({ volume, message }) => `Volume **${volume}** can't be mounted: ${message}`,
  "kubelet.sandbox": ({ ip }) =>
    `The **pause** container starts: the Pod has its network${ip ? `, and the IP ${ip}` : ""}.`,
  "kubelet.sandboxFailed": ({ message }) => `The sandbox can't be made: ${message}`,
  "kubelet.pull": ({ image, size, seconds }) =>
    `containerd pulls **${image}**${size ? `: ${size}` : ""}${seconds ? ` in ${seconds}` : ""}.`,
  "kubelet.pullFailed": ({ image, message }) => `Pulling **${image}** fails: ${message}`,
  "kubelet.create": ({ container, kind, present }) =>
    `The ${kinds[kind]} **${container}** is created${present ? "; its image was already on the node" : ""}.`,
  "kubelet.start": ({ container, kind, again }) =>
    `The ${kinds[kind]} **${container}** starts${again ? " again" : ""}.`,
  "kubelet.startFailed": ({ container, message }) => `**${container}** can't be started: ${message}`,
  "kubelet.exited": ({ container, code, reason, kind, stoppedBy }) =>
    `**${container}** exits with ${code}${reason ? ` (${reason})` : ""}${stoppedBy ? `: the kubelet killed it because its ${stoppedBy.probe} probe failed ${stoppedBy.failures}×` : kind === "init" && code === 0 ? ": it has done its part" : ""}.`,
  "kubelet.waits": ({ reason, message }) => `**${reason}**: ${message}`,
  "kubelet.ending": ({ pod, done }) =>
    done
      ? `Nothing of **${pod}** is left on the node: its cgroup, volumes and sandbox are gone.`
      : `The kubelet stops what still runs in **${pod}**, and then its sandbox.`,

  "probe.passed": ({ probe, container, handler, consecutive, threshold, decisive }) =>
    `The **${probe} probe** of ${container} succeeds (${handler})${decisive || consecutive >= threshold ? "" : `, ${consecutive} of ${threshold}`}.`,
  "probe.failed": ({ probe, container, consecutive, threshold, message }) =>
    `The **${probe} probe** of ${container} fails, ${consecutive} of ${threshold}${message ? `: ${message}` : "."}`,
  "status.published": ({ pod, status, ready }) => `The kubelet publishes: **${pod}** is ${status}, ${ready} ready.`,
  "status.written": ({ pod, status, client }) => `${client} writes, and **${pod}** is ${status}.`,
  ready: ({ pod }) => `**${pod}** is Ready: all its containers are.`,
  endpoints: ({ service, count }) =>
    `Service **${service}** now has ${s(count, "ready endpoint")}: traffic can reach the Pod.`,
  "endpoints.gone": ({ service, count }) =>
    `Service **${service}** takes the Pod out: ${s(count, "ready endpoint")} left.`,
  command: ({ command, output }) => (output ? `**${command}**: ${stop(output)}` : `**${command}**`),
  "command.goesOn": ({ command, output }) => `**${command}** goes on${output ? `: ${stop(output)}` : "."}`,
  "rollout.newSet": ({ deployment, set, replicas, image, isFirst }) =>
    isFirst
      ? `Deployment ${deployment} makes **${set}** for ${image}, with ${s(replicas, "replica")}.`
      : `The template changed: Deployment ${deployment} makes **${set}** for ${image}, with ${s(replicas, "replica")} to begin with.`,
  "rollout.scale": ({ deployment, set, from, to }) =>
    `Deployment ${deployment} scales **${set}** ${from < to ? "up" : "down"}, from ${from} to ${to}.`,
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
  "ingress.added": ({ ingress, hosts, services, endpoints }) =>
    `ingress-nginx takes **Ingress ${ingress}** in: requests for ${hosts} go to Service ${services}, which has ${s(endpoints, "ready endpoint")}.`,
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
  "traffic.shares": ({ seconds, requests, shares }) =>
    `${requests} requests in the last ${seconds} s: ${shares.map((share) => `**${share.requests}** to ${share.service}`).join(", ")}.`,
  "traffic.failing": ({ service, status, count, requests }) =>
    status === 503
      ? `Nobody behind Service **${service}** is ready: nginx answers ${count} of ${requests} requests with **503**.`
      : status === 502
        ? `Nobody behind Service **${service}** takes the connection: ${count} of ${requests} requests get **502**.`
        : `**${service}** answers ${count} of ${requests} requests with **${status}**.`,
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
  "node.notReady": ({ node, status, seconds }) =>
    `${seconds > 0 ? `After ${seconds} s without a heartbeat` : "Without a heartbeat"}, node-controller sets Ready of **${node}** to ${status}.`,
  "node.ready": ({ node }) => `**${node}** is Ready again.`,
  "node.pressure": ({ node, pressure, on }) =>
    on
      ? `**${node}** is short of ${shortOf[pressure]}: its kubelet turns ${pressure} True.`
      : `**${node}** has had enough ${shortOf[pressure]} for a while: ${pressure} turns False.`,
  "images.removed": ({ node, count, names, size }) =>
    `The kubelet of **${node}** removes ${s(count, "image")} that nobody uses, ${names}: ${size} are free again.`,
  "hook.ran": ({ hook, container, seconds }) => `**${hook}** of ${container} runs: it takes ${seconds}.`,
  "hook.failed": ({ hook, container }) =>
    hook === "postStart"
      ? `**postStart** of ${container} fails: the kubelet kills the container.`
      : `**preStop** of ${container} fails or takes too long: the end goes on without it.`,
  "kubelet.verdict": ({ node, pod, reason, message }) =>
    stop(`The kubelet of ${node} ends **${pod}**: ${reason}. ${message.trim()}`),
  "kubelet.resized": ({ container }) =>
    `**containerd** holds **${container}** to other amounts from now on; the process runs on.`,
  "resize.pending": ({ pod, reason, message }) => stop(`**${pod}** keeps what it has, ${reason}: ${message}`),
  "node.tainted": ({ node, taints }) => `**${node}** gets the taint ${taints}.`,
  "node.untainted": ({ node, taints }) => `**${node}** loses the taint ${taints}.`,
  evicted: ({ pod, node, seconds }) =>
    seconds > 0
      ? `**${pod}** tolerated the taint of ${node} for ${seconds} s; now taint-eviction-controller deletes it.`
      : `**${pod}** does not tolerate the taint of ${node}: taint-eviction-controller deletes it.`,
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
  summary: ({ total, counts }) => {
    const [{ status } = { status: "" }] = counts;
    if (counts.length > 1)
      return `Of ${s(total, "Pod")}, ${counts.map((each) => `**${each.count} ${each.status}**`).join(", ")}.`;
    if (status === "Running")
      return total === 1
        ? "The Pod is **Running**: the journey ends here."
        : `${total === 2 ? "Both" : `All ${total}`} Pods are **Running**.`;
    return total === 1
      ? `The Pod ends up **${status}**.`
      : `${total === 2 ? "Both" : `All ${total}`} Pods end up **${status}**.`;
  },
  "summary.refused": () => "No **Pod** came of this file.",
  "summary.gone": ({ count }) =>
    count === 1 ? "In the end its **Pod** is gone." : `In the end all ${count} **Pods** are gone.`,
};
