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
    [pod({ containers: [{ ...container, resources: { requests: { cpu: " 1 " } } }] }), null],
    [
      // What a type reads itself ends decoding: it is told in place of the wrong type before it.
      pod({ hostNetwork: "true", containers: [{ ...container, resources: { requests: { cpu: "one" } } }], hostPID: 1 }),
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      pod({ hostPID: 1, containers: [container], hostNetwork: "true" }),
      `${field} number into Go struct field PodSpec.spec.hostPID of type bool`,
    ],
    [
      pod({ containers: [{ ...container, livenessProbe: { httpGet: { port: true } } }] }),
      `${field} bool into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32`,
    ],
    [
      pod({ containers: [{ ...container, livenessProbe: { tcpSocket: { port: 80.5 } } }] }),
      `${field} number 80.5 into Go struct field TCPSocketAction.spec.containers.livenessProbe.tcpSocket.port of type int32`,
    ],
    [
      pod({ containers: [container] }, { creationTimestamp: 1 }),
      `${field} number into Go struct field ObjectMeta.metadata.creationTimestamp of type string`,
    ],
    [
      pod({ containers: [container], restartPolicy: 1 }),
      `${field} number into Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy`,
    ],
    [{ apiVersion: "example.com/v1", kind: "Widget", metadata: {}, spec: { anything: 1 } }, null],
  ])("%j", (object, expected) => {
    expect(decodingRefusal(object)).toBe(expected);
  });
});
