import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { warningsFor } from "./index.ts";

const container = (more: object = {}): object => ({ name: "c", image: "nginx", ...more });
const pod = (spec: object, metadata: object = {}): KubernetesObject =>
  ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", ...metadata },
    spec: { containers: [container()], ...spec },
  }) as KubernetesObject;

const deployment = (spec: object, metadata: object = {}): KubernetesObject =>
  ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", generation: 1, ...metadata },
    spec: { template: { spec: { containers: [container()], ...spec } } },
  }) as KubernetesObject;

const port = (more: object): object => ({ containerPort: 80, protocol: "TCP", ...more });

describe("what a Pod is warned of", () => {
  it.each([
    [
      "a variable that hides another, and one that goes on with it",
      {
        containers: [
          container({
            env: [
              { name: "A", value: "1" },
              { name: "A", value: "2" },
              { name: "A", value: "$(A)3" },
            ],
          }),
        ],
      },
      ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
    ],
    [
      "one port twice, in two containers",
      { containers: [container({ ports: [port({})] }), container({ name: "d", ports: [port({ name: "x" })] })] },
      ["spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]"],
    ],
    [
      "a port with and without a host port",
      { containers: [container({ ports: [port({}), port({ hostPort: 80 })] })] },
      ["spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]"],
    ],
    [
      "a host port with and without an address",
      { containers: [container({ ports: [port({ hostPort: 80 }), port({ hostPort: 80, hostIP: "10.0.0.1" })] })] },
      ["spec.containers[0].ports[1]: dangerously ambiguous port definition with spec.containers[0].ports[0]"],
    ],
    [
      "an address without a host port",
      { containers: [container({ ports: [port({ hostIP: "10.0.0.1" })] })] },
      [
        "spec.containers[0].ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:10.0.0.1}",
      ],
    ],
    [
      "old labels of nodes",
      {
        nodeSelector: { "beta.kubernetes.io/arch": "arm64" },
        topologySpreadConstraints: [{ topologyKey: "failure-domain.beta.kubernetes.io/zone", labelSelector: {} }],
      },
      [
        'spec.nodeSelector[beta.kubernetes.io/arch]: deprecated since v1.14; use "kubernetes.io/arch" instead',
        'spec.topologySpreadConstraints[0].topologyKey: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
      ],
    ],
    [
      "repeated and empty pull secrets, repeated aliases",
      {
        hostAliases: [{ ip: "1.2.3.4" }, { ip: "1.2.3.4" }],
        imagePullSecrets: [{ name: "a" }, { name: "a" }, { name: "" }],
      },
      [
        'spec.hostAliases[1].ip: duplicate ip "1.2.3.4"',
        'spec.imagePullSecrets[1].name: duplicate name "a"',
        'spec.imagePullSecrets[2].name: invalid empty name ""',
      ],
    ],
    [
      "files over one another",
      {
        volumes: [
          { name: "v", configMap: { name: "m", items: [{ path: "a" }, { path: "a/b" }] } },
          {
            name: "p",
            projected: {
              sources: [{ secret: { name: "s", items: [{ path: "x" }] } }, { serviceAccountToken: { path: "x" } }],
            },
          },
        ],
      },
      [
        'volume "v" (ConfigMap "m"): overlapping paths: "a/b" with "a"',
        'volume "p" (Projected ServiceAccountToken): overlapping paths: "x" with "x"',
      ],
    ],
    [
      "half a byte",
      { containers: [container({ resources: { limits: { memory: "1500m" }, requests: { memory: "1500m" } } })] },
      [
        'spec.containers[0].resources.limits[memory]: fractional byte value "1500m" is invalid, must be an integer',
        'spec.containers[0].resources.requests[memory]: fractional byte value "1500m" is invalid, must be an integer',
      ],
    ],
    [
      "a term that selects nothing",
      { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "z" }] } } },
      [
        "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod",
      ],
    ],
  ])("%s", (_, spec, expected) => {
    expect(warningsFor(pod(spec))).toEqual(expected);
  });

  it("says nothing when a Pod is written again", () => {
    expect(warningsFor(pod({ imagePullSecrets: [{ name: "" }] }), pod({}))).toEqual([]);
  });
});

describe("what other kinds are warned of", () => {
  it("names a Deployment's template, and again only when its spec changes", () => {
    const old = deployment({});
    const bad = { terminationGracePeriodSeconds: -1 };
    const text =
      "spec.template.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1";
    expect(warningsFor(deployment(bad))).toEqual([text]);
    expect(warningsFor(deployment(bad), old)).toEqual([]);
    expect(warningsFor(deployment(bad, { generation: 2 }), old)).toEqual([text]);
  });

  it("wants names that can be host names", () => {
    expect(warningsFor(deployment({}, { name: "a.b" }))).toEqual([
      "metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
    ]);
  });

  it.each([
    [
      {
        kind: "Service",
        spec: { type: "ClusterIP", clusterIP: "None", sessionAffinity: "None", loadBalancerIP: "1.2.3.4" },
      },
      ["spec.loadBalancerIP is ignored for headless services", "spec.SessionAffinity is ignored for headless services"],
    ],
    [
      { kind: "PersistentVolume", spec: { persistentVolumeReclaimPolicy: "Recycle" } },
      [
        "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.",
      ],
    ],
  ])("%o", (object, expected) => {
    expect(warningsFor({ apiVersion: "v1", metadata: { name: "x" }, ...object } as KubernetesObject)).toEqual(expected);
  });
});
