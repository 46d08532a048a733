/** What the simulation leaves out, in a few sentences; docs/not-simulated.md has the whole list. */
export const limitsEn = {
  lead: "Podyssey models Kubernetes v1.34. Scheduling is checked, case by case, against the answers of the real kube-scheduler code. These things are not simulated, or only in part:",
  items: [
    "Networking is a sketch: Pods get addresses and EndpointSlices, but no packet is routed; NetworkPolicy has no effect. Requests are those that the scenario declares for an Ingress: ingress-nginx, its canary annotations only.",
    "Containers do not run programs. Images have assumed sizes, starts take assumed times, and a probe answers as the scenario says.",
    "Admission webhooks answer as the scenario says; policies understand CEL, except for names of images.",
    "Dynamic Resource Allocation, node autoscaling and Gateway API are not part of it.",
    "Times are those of a quiet cluster with small, fixed latencies: the order is Kubernetes', the milliseconds are assumptions.",
  ],
};

export type LimitsWords = typeof limitsEn;
