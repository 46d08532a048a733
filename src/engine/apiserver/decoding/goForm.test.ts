import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { goForm } from "./goForm.ts";

const pod = (spec: object, metadata: object = {}): KubernetesObject =>
  ({ apiVersion: "v1", kind: "Pod", metadata: { name: "p", ...metadata }, spec }) as KubernetesObject;

describe("what Go leaves out of what was written", () => {
  it.each([
    ["empty maps and lists", { nodeSelector: {}, tolerations: [], volumes: null }, {}],
    ["false and empty where there is no pointer", { hostNetwork: false, hostname: "" }, {}],
    ["pointers keep what they point at", { automountServiceAccountToken: false, priority: 0 }, undefined],
    [
      "empty structs behind pointers",
      { affinity: {}, securityContext: { sysctls: [] } },
      { affinity: {}, securityContext: {} },
    ],
    [
      "items stay",
      { containers: [{ name: "c", env: [{ name: "A", value: "" }], stdin: false, ports: [{ hostPort: 0 }] }] },
      { containers: [{ name: "c", env: [{ name: "A" }], ports: [{}] }] },
    ],
    ["a type of a volume is a pointer", { volumes: [{ name: "v", hostPath: { path: "/", type: "" } }] }, undefined],
    [
      "spaces around quantities",
      { overhead: { cpu: " 1" }, volumes: [{ name: "v", emptyDir: { sizeLimit: "1Gi " } }] },
      { overhead: { cpu: "1" }, volumes: [{ name: "v", emptyDir: { sizeLimit: "1Gi" } }] },
    ],
    ["the old name of a Pod's account", { serviceAccount: "a" }, { serviceAccount: "a", serviceAccountName: "a" }],
    [
      "the new name counts",
      { serviceAccountName: "b", serviceAccount: "a" },
      { serviceAccount: "b", serviceAccountName: "b" },
    ],
  ])("%s", (_, spec, expected = spec) => {
    expect(goForm(pod(spec))).toEqual(pod(expected));
  });

  it("reads null in a map of texts as the empty text", () => {
    const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "m", labels: {} }, data: { a: null } };
    expect(goForm(map as unknown as KubernetesObject)).toEqual({ ...map, metadata: { name: "m" }, data: { a: "" } });
  });

  it("does not change its argument, nor kinds that it does not know", () => {
    const custom = { apiVersion: "x/v1", kind: "Custom", metadata: { name: "c" }, spec: { list: [] } };
    expect(goForm(custom as unknown as KubernetesObject)).toEqual(custom);
  });
});
