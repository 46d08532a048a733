import { describe, expect, it } from "vitest";
import { applyDefaults } from "./index.ts";

describe("defaulting", () => {
  it("fills in a Pod and leaves the argument alone", () => {
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "p" },
      spec: { containers: [{ name: "c", image: "nginx", resources: { limits: { cpu: "1000m" } } }] },
    };
    const before = JSON.stringify(pod);
    expect(applyDefaults(pod)).toEqual({
      ...pod,
      spec: {
        containers: [
          {
            name: "c",
            image: "nginx",
            imagePullPolicy: "Always",
            terminationMessagePath: "/dev/termination-log",
            terminationMessagePolicy: "File",
            resources: { limits: { cpu: "1" }, requests: { cpu: "1" } },
          },
        ],
        dnsPolicy: "ClusterFirst",
        restartPolicy: "Always",
        securityContext: {},
        terminationGracePeriodSeconds: 30,
        schedulerName: "default-scheduler",
        enableServiceLinks: true,
      },
      status: {},
    });
    expect(JSON.stringify(pod)).toBe(before);
  });

  it.each([
    ["nginx", "Always"],
    ["nginx:1.27", "IfNotPresent"],
    ["reg:5000/a", "Always"],
    ["reg:5000/a:v1", "IfNotPresent"],
    [`q/x@sha256:${"a".repeat(64)}`, "IfNotPresent"],
  ])("pulls %s %s", (image, policy) => {
    const pod = { kind: "Pod", spec: { containers: [{ name: "c", image }] } };
    expect(applyDefaults(pod).spec.containers[0]).toMatchObject({ imagePullPolicy: policy });
  });

  it("keeps requests out of templates", () => {
    const container = { name: "c", image: "a", resources: { limits: { cpu: "1" } } };
    const deployment = { kind: "Deployment", spec: { template: { spec: { containers: [container] } } } };
    const defaulted = applyDefaults(deployment);
    expect(defaulted.spec).toMatchObject({
      replicas: 1,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
    });
    expect(defaulted.spec.template.spec.containers[0]!.resources).toEqual({ limits: { cpu: "1" } });
  });

  it("takes a Node's allocatable from its capacity", () => {
    expect(applyDefaults({ kind: "Node", status: { capacity: { cpu: "4", memory: "1024Mi" } } })).toMatchObject({
      status: { allocatable: { cpu: "4", memory: "1Gi" } },
    });
  });

  it("takes an empty entry of a list as empty, and a null field as absent", () => {
    const pod = {
      kind: "Pod",
      spec: { containers: [{ name: "c", image: "a:1", args: [null], env: null, ports: [null] }] },
    };
    const [container] = applyDefaults(pod).spec.containers;
    expect(container).toMatchObject({ args: [""], ports: [{ protocol: "TCP" }] });
    expect(container).not.toHaveProperty("env");
  });
});
