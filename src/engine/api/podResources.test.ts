import { describe, expect, it } from "vitest";
import type { Container, Pod } from "./pod.ts";
import { milliOf, podRequests, podRequestsForAccounting, podRequestsForScoring, unitsOf } from "./podResources.ts";

const container = (name: string, cpu?: string, restartPolicy?: string): Container => ({
  name,
  restartPolicy,
  resources: cpu === undefined ? {} : { requests: { cpu } },
});

const podOf = (spec: Partial<Pod["spec"]>, status?: Pod["status"]): Pod => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "p" },
  spec: { containers: [], ...spec },
  status,
});

const cpuOf = (pod: Pod): unknown => milliOf(podRequests(pod).get("cpu") ?? 0n);

describe("podRequests", () => {
  it.each([
    ["the sum of the containers", { containers: [container("a", "1"), container("b", "250m")] }, 1250],
    ["sums before it rounds", { containers: [container("a", "500u"), container("b", "500u")] }, 1],
    ["rounds up", { containers: [container("a", "100n")] }, 1],
    [
      "a big init container counts alone",
      { containers: [container("a", "1")], initContainers: [container("i", "3")] },
      3000,
    ],
    [
      "small init containers do not count",
      { containers: [container("a", "1")], initContainers: [container("i", "1")] },
      1000,
    ],
    [
      "sidecars run beside the containers",
      { containers: [container("a", "1")], initContainers: [container("s", "2", "Always")] },
      3000,
    ],
    [
      "an init container runs beside the sidecars started before it",
      { containers: [container("a", "1")], initContainers: [container("s", "2", "Always"), container("i", "5")] },
      7000,
    ],
    ["overhead is added", { containers: [container("a", "1")], overhead: { cpu: "250m" } }, 1250],
    [
      "pod-level requests override, and overhead is still added",
      { containers: [container("a", "1")], resources: { requests: { cpu: "4" } }, overhead: { cpu: "1" } },
      5000,
    ],
  ] as [string, Partial<Pod["spec"]>, number][])("%s", (_name, spec, milli) => {
    expect(cpuOf(podOf(spec))).toBe(milli);
  });

  const held = {
    containerStatuses: [
      { name: "a", ready: true, restartCount: 0, image: "", imageID: "", resources: { requests: { cpu: "2" } } },
    ],
  };
  const spec = { containers: [container("a", "1")] };

  it("counts the larger of wish and holding during a resize", () => {
    expect(cpuOf(podOf(spec, held))).toBe(2000);
    expect(cpuOf(podOf({ containers: [container("a", "3")] }, held))).toBe(3000);
  });

  it("counts only the holding once the resize is infeasible", () => {
    const conditions = [{ type: "PodResizePending", status: "True", reason: "Infeasible" }];
    expect(cpuOf(podOf({ containers: [container("a", "3")] }, { ...held, conditions }))).toBe(2000);
  });
});

describe("defaults for scoring", () => {
  it("counts 100m and 200Mi for a container without requests, but not for an explicit zero", () => {
    const requests = podRequestsForScoring(podOf({ containers: [container("a"), container("b", "0")] }));
    expect(milliOf(requests.get("cpu")!)).toBe(100);
    expect(unitsOf(requests.get("memory")!)).toBe(419_430_400);
  });

  it("leaves pod-level requests out of the incoming Pod's score and in a node's account", () => {
    const pod = podOf({ containers: [container("a", "1")], resources: { requests: { cpu: "4" } } });
    expect(milliOf(podRequestsForScoring(pod).get("cpu")!)).toBe(1000);
    expect(milliOf(podRequestsForAccounting(pod, podRequests(pod)).get("cpu")!)).toBe(4000);
  });
});
