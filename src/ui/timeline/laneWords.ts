import { nameOf } from "../../projection/records.ts";
import type { Lane, LaneLabel } from "../../projection/timeline/model.ts";
import type { TimelineWords } from "./useTimelineWords.ts";

const steps = [
  "admit",
  "cgroup",
  "volumes",
  "sandbox",
  "initContainers",
  "appContainers",
  "probes",
  "terminating",
  "terminated",
] as const;

/** What a bar says. */
export function barText(label: LaneLabel, t: TimelineWords): string {
  if (typeof label === "string") return label;
  switch (label.key) {
    case "step": {
      const step = steps.find((each) => each === label.step);
      return step ? t(`bar.step.${step}`) : label.step;
    }
    case "run":
    case "endpoints":
    case "replicas":
      return t(`bar.${label.key}`, { count: label.count });
    case "sandbox":
      return t("bar.sandbox", { ip: label.ip });
    default:
      return t(`bar.${label.key}`);
  }
}

/** What a bar says in short, where there is a way. */
export function shortText(label: LaneLabel): readonly string[] {
  return typeof label !== "string" && (label.key === "replicas" || label.key === "endpoints") ? [`${label.count}`] : [];
}

export interface LaneName {
  /** For its place beside the lane. */
  readonly short: string;
  /** Where there is no room for that. */
  readonly shorter?: string;
  readonly whole: string;
}

/** `others`: whether several containers have probes. */
export function laneName(lane: Lane, others: boolean, t: TimelineWords): LaneName {
  const same = (name: string) => ({ short: name, whole: name });
  switch (lane.kind) {
    case "apiServer":
      return same(t("lane.apiServer"));
    case "scheduler":
      return same("kube-scheduler");
    case "queue":
      return same(t("lane.queue"));
    case "kubectl":
    case "etcd":
      return same(lane.kind);
    case "controller":
      return { short: lane.name.replace(/-controller$/, ""), whole: lane.name };
    case "kubelet":
      return same(`kubelet ${lane.name}`);
    case "endpoints":
      // As kubectl abbreviates them.
      return {
        short: t("lane.endpoints", { name: nameOf(lane.name) }),
        shorter: `ep ${nameOf(lane.name)}`,
        whole: t("lane.endpoints", lane),
      };
    case "autoscaler":
    case "traffic":
      return { short: t(`lane.${lane.kind}`, { name: nameOf(lane.name) }), whole: t(`lane.${lane.kind}`, lane) };
    case "pod":
      return { short: nameOf(lane.name), whole: lane.name };
    case "probe": {
      const probe = t(`lane.${lane.probe ?? "readiness"}`);
      const period = lane.periodSeconds === undefined ? "" : t("lane.period", { seconds: lane.periodSeconds });
      return {
        short: others ? `${lane.name} ${probe}` : probe,
        whole: t("lane.probeTitle", { probe, container: lane.name, period }),
      };
    }
    default:
      return same(lane.name);
  }
}
