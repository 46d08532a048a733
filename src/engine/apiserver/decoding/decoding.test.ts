import { describe, expect, it } from "vitest";
import { decodingRefusal } from "./index.ts";

const container = { name: "web", image: "nginx:1.27" };
const pod = (spec: object, metadata: object = {}): { apiVersion: string; kind: string; metadata: object } =>
  ({ apiVersion: "v1", kind: "Pod", metadata: { name: "web", ...metadata }, spec }) as never;
const field = "json: cannot unmarshal";

describe("decoding", () => {
  it.each([
    [pod({ containers: [{ ...container, env: null }], volumes: null }), null],
    [pod({ containers: [container], contaners: [] }), 'strict decoding error: unknown field "spec.contaners"'],
    [
      pod({ containers: [{ ...container, imagee: "x" }], restartpolicy: "Never" }),
      'strict decoding error: unknown field "spec.containers[0].imagee", unknown field "spec.restartpolicy"',
    ],
    [
      pod({ containers: [container] }, { labels: { v: 1 } }),
      `${field} number into Go struct field ObjectMeta.metadata.labels of type string`,
    ],
    [
      pod({ containers: [{ ...container, command: "sleep 1" }] }),
      `${field} string into Go struct field Container.spec.containers.command of type []string`,
    ],
    [
      pod({ containers: [container], hostNetwork: "true" }),
      `${field} string into Go struct field PodSpec.spec.hostNetwork of type bool`,
    ],
    [
      pod({ containers: [{ ...container, ports: [{ containerPort: 99999999999 }] }] }),
      `${field} number 99999999999 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32`,
    ],
    [
      pod({ containers: [{ ...container, resources: { requests: { memory: "1MB" } } }] }),
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      { apiVersion: "apps/v1", kind: "Deployment", metadata: {}, spec: { replicas: "3" } },
      `${field} string into Go struct field DeploymentSpec.spec.replicas of type int32`,
    ],
    [
      { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: {}, spec: { renewTime: "yesterday" } },
      'parsing time "yesterday" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "yesterday" as "2006"',
    ],
    [{ apiVersion: "example.com/v1", kind: "Widget", metadata: {}, spec: { anything: 1 } }, null],
  ])("%j", (object, expected) => {
    expect(decodingRefusal(object)).toBe(expected);
  });
});
