import { describe, expect, it } from "vitest";
import { etcdKey, kindOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { descriptionOf } from "./describers.ts";

/** What is said of the first of the objects, in a cluster that has them all, a minute after its start. */
function described(...objects: readonly object[]): string {
  const all = objects as readonly KubernetesObject[];
  const [object] = all;
  const records = new Map(all.map((each) => [etcdKey(each), each as unknown]));
  const kind = kindOf(object.apiVersion, object.kind)!;
  return descriptionOf(object, kind, { records, now: 60_000 }, true).join("\n");
}

const text = (indented: string): string => indented.replace(/^\n/, "").replace(/^ {6}/gm, "").trimEnd();

const slice = (name: string, addresses: readonly string[]): object => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name, namespace: "foo", labels: { "kubernetes.io/service-name": "bar" } },
  endpoints: addresses.map((address) => ({ addresses: [address] })),
  ports: [{ name: "port-tcp", port: 9527, protocol: "TCP" }],
});

const balanced = {
  type: "LoadBalancer",
  selector: { blah: "heh" },
  clusterIP: "1.2.3.4",
  ipFamilies: ["IPv4"],
  loadBalancerIP: "5.6.7.8",
  sessionAffinity: "None",
  externalTrafficPolicy: "Local",
  healthCheckNodePort: 32222,
};

const port = { name: "port-tcp", port: 8080, protocol: "TCP", nodePort: 31111 };

// After TestDescribeService of kubectl's pkg/describe/describe_test.go.
describe("a Service", () => {
  const service = (spec: object): object => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "bar", namespace: "foo" },
    spec: { ...balanced, ...spec },
  });

  it.each<[string, string, string]>([
    [
      "with three endpoints",
      described(
        service({ internalTrafficPolicy: "Cluster", ports: [{ ...port, targetPort: 9527 }] }),
        slice("bar-abcde", ["10.244.0.1", "10.244.0.2", "10.244.0.3"]),
      ),
      text(`
      Name:                     bar
      Namespace:                foo
      Labels:                   <none>
      Annotations:              <none>
      Selector:                 blah=heh
      Type:                     LoadBalancer
      IP Families:              IPv4
      IP:                       1.2.3.4
      IPs:                      <none>
      Desired LoadBalancer IP:  5.6.7.8
      Port:                     port-tcp  8080/TCP
      TargetPort:               9527/TCP
      NodePort:                 port-tcp  31111/TCP
      Endpoints:                10.244.0.1:9527,10.244.0.2:9527,10.244.0.3:9527
      Session Affinity:         None
      External Traffic Policy:  Local
      Internal Traffic Policy:  Cluster
      HealthCheck NodePort:     32222
      Events:                   <none>`),
    ],
    [
      "with five endpoints in two slices, a named target port, and both policies local",
      described(
        service({ internalTrafficPolicy: "Local", ports: [{ ...port, targetPort: "targetPort" }] }),
        slice("bar-12345", ["10.244.0.1", "10.244.0.2"]),
        slice("bar-54321", ["10.244.0.3", "10.244.0.4", "10.244.0.5"]),
      ),
      text(`
      Name:                     bar
      Namespace:                foo
      Labels:                   <none>
      Annotations:              <none>
      Selector:                 blah=heh
      Type:                     LoadBalancer
      IP Families:              IPv4
      IP:                       1.2.3.4
      IPs:                      <none>
      Desired LoadBalancer IP:  5.6.7.8
      Port:                     port-tcp  8080/TCP
      TargetPort:               targetPort/TCP
      NodePort:                 port-tcp  31111/TCP
      Endpoints:                10.244.0.1:9527,10.244.0.2:9527,10.244.0.3:9527 + 2 more...
      Session Affinity:         None
      External Traffic Policy:  Local
      Internal Traffic Policy:  Local
      HealthCheck NodePort:     32222
      Events:                   <none>`),
    ],
    [
      "with an address of a load balancer, and no slice",
      described({
        ...service({ ipFamilyPolicy: "SingleStack", clusterIPs: ["1.2.3.4"], ports: [{ ...port, targetPort: "web" }] }),
        status: { loadBalancer: { ingress: [{ ip: "5.6.7.8", ipMode: "VIP" }] } },
      }),
      text(`
      Name:                     bar
      Namespace:                foo
      Labels:                   <none>
      Annotations:              <none>
      Selector:                 blah=heh
      Type:                     LoadBalancer
      IP Family Policy:         SingleStack
      IP Families:              IPv4
      IP:                       1.2.3.4
      IPs:                      1.2.3.4
      Desired LoadBalancer IP:  5.6.7.8
      LoadBalancer Ingress:     5.6.7.8 (VIP)
      Port:                     port-tcp  8080/TCP
      TargetPort:               web/TCP
      NodePort:                 port-tcp  31111/TCP
      Endpoints:                <none>
      Session Affinity:         None
      External Traffic Policy:  Local
      HealthCheck NodePort:     32222
      Events:                   <none>`),
    ],
  ])("%s", (_, said, expected) => {
    expect(said).toBe(expected);
  });
});

// After TestDescribeIngress.
describe("an Ingress", () => {
  const byService = { service: { name: "default-backend", port: { number: 80 } } };
  const byResource = { resource: { apiGroup: "example.com", kind: "foo", name: "bar" } };
  const rules = (backend: object): object => ({
    rules: [{ host: "foo.bar.com", http: { paths: [{ path: "/foo", backend }] } }],
  });
  const ingress = (spec: object, labels?: object): object => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "bar", namespace: "foo", labels },
    spec: { ingressClassName: "test", ...spec },
  });

  it.each<[string, object, string]>([
    [
      "a rule for a Service that is not there",
      ingress(rules(byService), { id1: "app1", id2: "app2" }),
      text(`
      Name:             bar
      Labels:           id1=app1
                        id2=app2
      Namespace:        foo
      Address:          
      Ingress Class:    test
      Default backend:  <default>
      Rules:
        Host         Path  Backends
        ----         ----  --------
        foo.bar.com  
                     /foo   default-backend:80 (<error: services "default-backend" not found>)
      Annotations:   <none>
      Events:        <none>`),
    ],
    [
      "a default backend, and a rule for a resource",
      ingress({ defaultBackend: byResource, ...rules({ resource: { kind: "foo", name: "bar" } }) }),
      text(`
      Name:             bar
      Labels:           <none>
      Namespace:        foo
      Address:          
      Ingress Class:    test
      Default backend:  APIGroup: example.com, Kind: foo, Name: bar
      Rules:
        Host         Path  Backends
        ----         ----  --------
        foo.bar.com  
                     /foo   APIGroup: <none>, Kind: foo, Name: bar
      Annotations:   <none>
      Events:        <none>`),
    ],
    [
      "no rule",
      ingress({ defaultBackend: byService, ingressClassName: undefined }),
      text(`
      Name:             bar
      Labels:           <none>
      Namespace:        foo
      Address:          
      Ingress Class:    <none>
      Default backend:  default-backend:80 (<error: services "default-backend" not found>)
      Rules:
        Host        Path  Backends
        ----        ----  --------
        *           *     default-backend:80 (<error: services "default-backend" not found>)
      Annotations:  <none>
      Events:       <none>`),
    ],
  ])("%s", (_, object, expected) => {
    expect(described(object)).toBe(expected);
  });
});

describe("volumes, tolerations and annotations", () => {
  it("are told one below the other", () => {
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: {
        name: "web",
        namespace: "default",
        annotations: {
          short: "a",
          long: "x".repeat(150),
          lines: "one\ntwo",
          "kubectl.kubernetes.io/last-applied-configuration": "{}",
        },
      },
      spec: {
        containers: [],
        volumes: [
          { name: "host", hostPath: { path: "/var/log" } },
          { name: "info", downwardAPI: { items: [{ path: "ip", fieldRef: { fieldPath: "status.podIP" } }] } },
          { name: "driver", csi: { driver: "a.b", volumeAttributes: { size: "1", kind: "x" } } },
          {
            name: "own",
            ephemeral: {
              volumeClaimTemplate: { metadata: { labels: { a: "b" } }, spec: { storageClassName: "fast" } },
            },
          },
          { name: "odd", fc: {} },
        ],
        tolerations: [
          { operator: "Exists" },
          { key: "b", operator: "Equal", value: "c", effect: "NoSchedule" },
          { key: "a", operator: "Exists", effect: "NoExecute", tolerationSeconds: 30 },
        ],
        topologySpreadConstraints: [
          {
            topologyKey: "zone",
            whenUnsatisfiable: "DoNotSchedule",
            maxSkew: 1,
            labelSelector: { matchLabels: { app: "web" } },
          },
        ],
      },
    };
    expect(described(pod)).toBe(
      text(`
      Name:         web
      Namespace:    default
      Node:         <none>
      Labels:       <none>
      Annotations:  lines:
                      one
                      two
                    long:
                      ${"x".repeat(138)}...
                    short: a
      Status:       
      IP:           
      IPs:          <none>
      Containers: <none>
      Volumes:
        host:
          Type:          HostPath (bare host directory volume)
          Path:          /var/log
          HostPathType:  <none>
        info:
          Type:  DownwardAPI (a volume populated by information about the pod)
          Items:
            status.podIP -> ip
        driver:
          Type:              CSI (a Container Storage Interface (CSI) volume source)
          Driver:            a.b
          FSType:            
          ReadOnly:          false
          VolumeAttributes:      kind=x
                                 size=1
        own:
          Type:          EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)
          StorageClass:  fast
          Volume:        
          Labels:            a=b
          Annotations:   <none>
          Capacity:      
          Access Modes:  
        odd:
        <unknown>
      QoS Class:                    BestEffort
      Node-Selectors:               <none>
      Tolerations:                  op=Exists
                                    a:NoExecute op=Exists for 30s
                                    b=c:NoSchedule
      Topology Spread Constraints:  zone:DoNotSchedule when max skew 1 is exceeded for selector app=web
      Events:                       <none>`),
    );
  });
});

describe("objects that are told shortly", () => {
  const named = (apiVersion: string, kind: string, rest: object, namespace?: string): object => ({
    apiVersion,
    kind,
    metadata: { name: "it", namespace },
    ...rest,
  });

  it.each<[string, object, string]>([
    [
      "a PodDisruptionBudget",
      named(
        "policy/v1",
        "PodDisruptionBudget",
        {
          spec: { minAvailable: 22, selector: { matchLabels: { app: "web" } } },
          status: { disruptionsAllowed: 5, currentHealthy: 4, desiredHealthy: 3, expectedPods: 6 },
        },
        "ns1",
      ),
      text(`
      Name:           it
      Namespace:      ns1
      Min available:  22
      Selector:       app=web
      Status:
          Allowed disruptions:  5
          Current:              4
          Desired:              3
          Total:                6
      Events:                   <none>`),
    ],
    [
      "a PriorityClass",
      named("scheduling.k8s.io/v1", "PriorityClass", { value: 10, globalDefault: true, description: "test" }),
      text(`
      Name:              it
      Value:             10
      GlobalDefault:     true
      PreemptionPolicy:  PreemptLowerPriority
      Description:       test
      Annotations:       <none>
      Events:            <none>`),
    ],
    [
      "a StorageClass",
      named("storage.k8s.io/v1", "StorageClass", {
        provisioner: "my-provisioner",
        parameters: { b: "2", a: "1" },
        reclaimPolicy: "Retain",
        allowedTopologies: [
          {
            matchLabelExpressions: [
              { key: "zone", values: ["zone1", "zone2"] },
              { key: "host", values: ["node1"] },
            ],
          },
        ],
      }),
      text(`
      Name:                  it
      IsDefaultClass:        No
      Annotations:           <none>
      Provisioner:           my-provisioner
      Parameters:            a=1,b=2
      AllowVolumeExpansion:  <unset>
      MountOptions:          <none>
      ReclaimPolicy:         Retain
      AllowedTopologies:     
        Term 0:              zone in [zone1, zone2]
                             host in [node1]
      Events:                <none>`),
    ],
    [
      "a Secret, whose data stay secret, and without events",
      named("v1", "Secret", { type: "Opaque", data: { key: "c2VjcmV0", other: "YQ==" } }, "default"),
      text(`
      Name:         it
      Namespace:    default
      Labels:       <none>
      Annotations:  <none>

      Type:  Opaque

      Data
      ====
      key:    6 bytes
      other:  1 bytes`),
    ],
    [
      "a ResourceQuota",
      named(
        "v1",
        "ResourceQuota",
        {
          spec: { scopes: ["BestEffort"] },
          status: { hard: { pods: "10", "requests.cpu": "2" }, used: { pods: "1" } },
        },
        "default",
      ),
      text(`
      Name:       it
      Namespace:  default
      Scopes:     BestEffort
       * Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.
      Resource      Used  Hard
      --------      ----  ----
      pods          1     10
      requests.cpu  0     2`),
    ],
    [
      "a kind that kubectl has no describer for",
      named("node.k8s.io/v1", "RuntimeClass", {
        handler: "runc",
        overhead: { podFixed: { cpu: "250m" } },
        scheduling: { tolerations: [{ key: "a", operator: "Exists" }] },
      }),
      text(`
      Name:         it
      Namespace:    
      Labels:       <none>
      Annotations:  <none>
      API Version:  node.k8s.io/v1
      Handler:      runc
      Kind:         RuntimeClass
      Metadata:
      Overhead:
        Pod Fixed:
          Cpu:  250m
      Scheduling:
        Tolerations:
          Key:       a
          Operator:  Exists
      Events:        <none>`),
    ],
  ])("%s", (_, object, expected) => {
    expect(described(object)).toBe(expected);
  });
});

describe("a claim that grows", () => {
  it("tells how far it has come", () => {
    const claim = {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data", namespace: "foo" },
      spec: { volumeName: "pv", storageClassName: "fast" },
      status: {
        phase: "Bound",
        capacity: { storage: "1Gi" },
        conditions: [
          {
            type: "FileSystemResizePending",
            status: "True",
            lastTransitionTime: "2030-01-01T00:00:30Z",
            message: "Waiting for user to (re-)start a pod to finish file system resize of volume on node.",
          },
        ],
      },
    };
    expect(described(claim)).toContain(
      text(`
      Used By:       <none>
      Conditions:
        Type                      Status  LastProbeTime                     LastTransitionTime                Reason  Message
        ----                      ------  -----------------                 ------------------                ------  -------
        FileSystemResizePending   True    Mon, 01 Jan 0001 00:00:00 +0000   Tue, 01 Jan 2030 00:00:30 +0000           Waiting for user to (re-)start a pod to finish file system resize of volume on node.`),
    );
  });
});
