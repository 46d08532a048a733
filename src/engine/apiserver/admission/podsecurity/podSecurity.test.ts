import { describe, expect, it } from "vitest";
import type { PodSpec } from "../../../api/pod.ts";
import { type Level, policyOf } from "./policy.ts";
import { describe as describeAll, violations } from "./standards.ts";

const container = (name: string, more: object = {}) => ({ name, image: "nginx", ...more });
const secure = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

describe("Pod Security Standards", () => {
  it.each<[string, Level, object, string]>([
    ["nothing wrong", "restricted", { containers: [container("a", { securityContext: secure })] }, ""],
    ["a bare Pod is fine for baseline", "baseline", { containers: [container("a")] }, ""],
    [
      "host namespaces and ports",
      "baseline",
      { hostPID: true, hostIPC: true, containers: [container("a", { ports: [{ hostPort: 80 }, { hostPort: 443 }] })] },
      'host namespaces (hostPID=true, hostIPC=true), hostPort (container "a" uses hostPorts 443, 80)',
    ],
    [
      "two containers",
      "baseline",
      {
        containers: ["a", "b"].map((name) => container(name, { securityContext: { privileged: true } })),
      },
      'privileged (containers "a", "b" must not set securityContext.privileged=true)',
    ],
    [
      "capabilities by their default",
      "baseline",
      { containers: [container("a", { securityContext: { capabilities: { add: ["SYS_ADMIN", "CHOWN"] } } })] },
      'non-default capabilities (container "a" must not include "SYS_ADMIN" in securityContext.capabilities.add)',
    ],
    [
      "Pod and container set what they must not",
      "restricted",
      {
        securityContext: { runAsNonRoot: false },
        containers: [container("a", { securityContext: { ...secure, runAsNonRoot: false } })],
      },
      'runAsNonRoot != true (pod and container "a" must not set securityContext.runAsNonRoot=false)',
    ],
    [
      "volumes",
      "restricted",
      {
        containers: [container("a", { securityContext: secure })],
        volumes: [{ name: "v", nfs: { server: "s", path: "/" } }],
      },
      'restricted volume types (volume "v" uses restricted volume type "nfs")',
    ],
  ])("%s", (_, level, spec, expected) => {
    expect(describeAll(violations({ level, version: Number.POSITIVE_INFINITY }, spec as PodSpec))).toBe(expected);
  });

  it("an old version knows nothing of hosts in probes", () => {
    const spec = { containers: [container("a", { livenessProbe: { httpGet: { host: "10.0.0.1", port: 80 } } })] };
    expect(violations({ level: "baseline", version: 33 }, spec as PodSpec)).toEqual([]);
    expect(violations({ level: "baseline", version: 34 }, spec as PodSpec)).toHaveLength(1);
  });

  it("reads labels", () => {
    const name = "pod-security.kubernetes.io/enforce";
    expect(policyOf({ [name]: "baseline", [`${name}-version`]: "v1.30" })).toEqual({
      enforce: { level: "baseline", version: 30 },
      warn: { level: "baseline", version: 30 },
      problems: [],
    });
    expect(policyOf({ [`${name}-version`]: "1.30" }).problems).toEqual([
      {
        reason: "FieldValueInvalid",
        field: `metadata.labels[${name}-version]`,
        message: 'Invalid value: "1.30": must be "latest" or "v1.x"',
      },
    ]);
  });
});
