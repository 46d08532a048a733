import { describe, expect, it } from "vitest";
import { StoredCluster } from "../../../testing/storedCluster.ts";
import { kindOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Container, Pod } from "../../api/pod.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";

const object = (apiVersion: string, kind: string, name: string, rest: object = {}, namespace = "default") =>
  ({ apiVersion, kind, metadata: { name, namespace }, ...rest }) as KubernetesObject;

const pod = (containers: readonly Partial<Container>[], rest: Partial<Pod["spec"]> = {}): Pod =>
  object("v1", "Pod", "m", {
    spec: { containers: containers.map((c, i) => ({ name: `c${i}`, image: "nginx:1.27", ...c })), ...rest },
  }) as Pod;

const limits = (...items: object[]) => object("v1", "LimitRange", "lr", { spec: { limits: items } });

function create<T extends KubernetesObject>(given: T, ...seeded: readonly KubernetesObject[]) {
  const cluster = new StoredCluster(seeded);
  return cluster.run(cluster.client.create<T>(given));
}

/** What is stored, or the refusal's message. */
function stored<T extends KubernetesObject>(given: T, ...seeded: readonly KubernetesObject[]): T {
  const result = create(given, ...seeded);
  if (!result.ok) throw new Error(result.status.message);
  return result.object;
}

function refusal(given: KubernetesObject, ...seeded: readonly KubernetesObject[]): string {
  const result = create(given, ...seeded);
  return result.ok ? "created" : result.status.message;
}

describe("LimitRanger", () => {
  it("fills in what is left out, and says so", () => {
    const range = limits({
      type: "Container",
      default: { cpu: "500m", memory: "256Mi" },
      defaultRequest: { cpu: "100m" },
    });
    const { metadata, spec } = stored(pod([{ name: "web", resources: { limits: { memory: "1Gi" } } }]), range);
    expect(spec.containers[0]?.resources).toEqual({
      limits: { cpu: "500m", memory: "1Gi" },
      requests: { cpu: "100m", memory: "1Gi" },
    });
    expect(metadata.annotations).toEqual({
      "kubernetes.io/limit-ranger":
        "LimitRanger plugin set: cpu request for container web; cpu limit for container web",
    });
  });

  it.each<[string, object, Pod, string]>([
    [
      "minimum of a container",
      { type: "Container", min: { cpu: "100m" } },
      pod([{ resources: { requests: { cpu: "50m" } } }]),
      "minimum cpu usage per Container is 100m, but request is 50m",
    ],
    [
      "no request",
      { type: "Container", min: { cpu: "100m" } },
      pod([{}]),
      "minimum cpu usage per Container is 100m.  No request is specified",
    ],
    [
      "maximum of a container",
      { type: "Container", max: { memory: "1Gi" } },
      pod([{ resources: { limits: { memory: "2Gi" } } }]),
      "maximum memory usage per Container is 1Gi, but limit is 2Gi",
    ],
    [
      "maximum of an init container",
      { type: "Container", max: { cpu: "1" } },
      pod([{ resources: { limits: { cpu: "1" } } }], {
        initContainers: [{ name: "i", image: "busybox:1", resources: { limits: { cpu: "2" } } }],
      }),
      "maximum cpu usage per Container is 1, but limit is 2",
    ],
    [
      "maximum of a Pod",
      { type: "Pod", max: { cpu: "2" } },
      pod([{ resources: { limits: { cpu: "1500m" } } }, { resources: { limits: { cpu: "1" } } }]),
      "maximum cpu usage per Pod is 2, but limit is 2500m",
    ],
    [
      "ratio",
      { type: "Container", maxLimitRequestRatio: { cpu: "4" } },
      pod([{ resources: { requests: { cpu: "250m" }, limits: { cpu: "2" } } }]),
      "cpu max limit to request ratio per Container is 4, but provided ratio is 8.000000",
    ],
    [
      "two at once",
      { type: "Container", max: { cpu: "1", memory: "1Gi" } },
      pod([{ resources: { limits: { cpu: "2", memory: "2Gi" } } }]),
      "[maximum cpu usage per Container is 1, but limit is 2, maximum memory usage per Container is 1Gi, but limit is 2Gi]",
    ],
  ])("refuses: %s", (_what, item, given, why) => {
    expect(refusal(given, limits(item))).toBe(`pods "m" is forbidden: ${why}`);
  });

  it("bounds claims", () => {
    const claim = object("v1", "PersistentVolumeClaim", "d", {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    });
    expect(refusal(claim, limits({ type: "PersistentVolumeClaim", min: { storage: "2Gi" } }))).toBe(
      'persistentvolumeclaims "d" is forbidden: minimum storage usage per PersistentVolumeClaim is 2Gi, but request is 1Gi',
    );
  });
});

describe("ServiceAccount", () => {
  it("gives a name, a token volume and its mounts", () => {
    const { spec } = stored(pod([{}], { initContainers: [{ name: "i", image: "busybox:1" }] }));
    expect(spec.serviceAccountName).toBe("default");
    const [volume] = spec.volumes ?? [];
    expect(volume?.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    const mount = {
      name: volume?.name,
      readOnly: true,
      mountPath: "/var/run/secrets/kubernetes.io/serviceaccount",
    };
    expect([...(spec.initContainers ?? []), ...spec.containers].map(({ volumeMounts }) => volumeMounts)).toEqual([
      [mount],
      [mount],
    ]);
  });

  it.each([
    ["the Pod says no", { automountServiceAccountToken: false }, undefined],
    ["the account says no", {}, false],
  ])("no token when %s", (_what, spec, automountServiceAccountToken) => {
    const account = object("v1", "ServiceAccount", "quiet", { automountServiceAccountToken });
    expect(stored(pod([{}], { serviceAccountName: "quiet", ...spec }), account).spec.volumes).toBeUndefined();
  });

  it("waits for the default account of a new namespace", () => {
    const cluster = new StoredCluster([{ apiVersion: "v1", kind: "Namespace", metadata: { name: "dev" } }]);
    cluster.sim.after(400, () => {
      cluster.sim.spawn(cluster.client.create(object("v1", "ServiceAccount", "default", {}, "dev")));
    });
    const web = object("v1", "Pod", "web", { spec: { containers: [{ name: "c", image: "nginx" }] } }, "dev");
    expect(cluster.run(cluster.client.create(web)).ok).toBe(true);
    const own = object("v1", "Pod", "own", { spec: { serviceAccountName: "me", containers: [] } }, "dev");
    const refused = cluster.run(cluster.client.create(own));
    expect(refused.ok || refused.status.message).toBe(
      'pods "own" is forbidden: error looking up service account dev/me: serviceaccount "me" not found',
    );
  });
});

describe("Priority", () => {
  const high = object("scheduling.k8s.io/v1", "PriorityClass", "high", { value: 1000, preemptionPolicy: "Never" });
  it.each<[string, Partial<Pod["spec"]>, readonly KubernetesObject[], object]>([
    ["none", {}, [], { priority: 0, preemptionPolicy: "PreemptLowerPriority" }],
    ["by name", { priorityClassName: "high" }, [high], { priority: 1000, preemptionPolicy: "Never" }],
    [
      "the global default",
      {},
      [object("scheduling.k8s.io/v1", "PriorityClass", "usual", { value: 7, globalDefault: true })],
      { priority: 7, priorityClassName: "usual" },
    ],
  ])("%s", (_what, spec, classes, expected) => {
    expect(stored(pod([{}], spec), ...classes).spec).toMatchObject(expected);
  });

  it("does not let the number be chosen", () => {
    expect(refusal(pod([{}], { priority: 5 }))).toBe(
      'pods "m" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    );
  });
});

describe("DefaultTolerationSeconds", () => {
  it.each([
    ["none", [], ["node.kubernetes.io/not-ready 300", "node.kubernetes.io/unreachable 300"]],
    [
      "its own for one of them",
      [{ key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute", tolerationSeconds: 5 }],
      ["node.kubernetes.io/not-ready 5", "node.kubernetes.io/unreachable 300"],
    ],
    ["everything", [{ operator: "Exists" }], ["undefined undefined"]],
  ])("a Pod that tolerates %s", (_what, tolerations, expected) => {
    const { spec } = stored(pod([{}], { tolerations }));
    expect(spec.tolerations?.map(({ key, tolerationSeconds }) => `${key} ${tolerationSeconds}`)).toEqual(expected);
  });
});

describe("ResourceQuota", () => {
  const quota = (hard: object, used: object = {}) =>
    object("v1", "ResourceQuota", "rq", { spec: { hard }, status: { hard, used } });

  it.each<[string, KubernetesObject, Pod, string]>([
    [
      "exceeded",
      quota({ pods: "10", "requests.cpu": "2" }, { pods: "9", "requests.cpu": "1800m" }),
      pod([{ resources: { requests: { cpu: "500m" } } }]),
      "exceeded quota: rq, requested: requests.cpu=500m, used: requests.cpu=1800m, limited: requests.cpu=2",
    ],
    [
      "unspecified",
      quota({ "limits.cpu": "2", "requests.memory": "1Gi" }, { "limits.cpu": "0", "requests.memory": "0" }),
      pod([{ name: "web" }, { name: "sidecar" }]),
      "failed quota: rq: must specify limits.cpu for: sidecar,web; requests.memory for: sidecar,web",
    ],
    ["not counted yet", quota({ pods: "1" }), pod([{}]), "status unknown for quota: rq, resources: pods"],
  ])("refuses: %s", (_what, seeded, given, why) => {
    expect(refusal(given, seeded)).toBe(`pods "m" is forbidden: ${why}`);
  });

  it("is charged at once", () => {
    const cluster = new StoredCluster([quota({ pods: "2", cpu: "1" }, { pods: "0", cpu: "0" })]);
    cluster.run(cluster.client.create(pod([{ resources: { requests: { cpu: "250m" } } }])));
    expect(cluster.etcd.get(kindOf("v1", "ResourceQuota")!, "default", "rq")).toMatchObject({
      status: { used: { pods: "1", cpu: "250m" } },
    });
  });
});

describe("NamespaceLifecycle", () => {
  it("protects the namespaces that everything needs", () => {
    const cluster = new StoredCluster();
    const result = cluster.run(cluster.client.delete("namespaces", undefined, "default"));
    expect(result.ok || result.status.message).toBe(
      'namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });

  it("keeps new things out of a namespace that goes", () => {
    const cluster = new StoredCluster([{ apiVersion: "v1", kind: "Namespace", metadata: { name: "dev" } }]);
    cluster.run(cluster.client.delete("namespaces", undefined, "dev"));
    const result = cluster.run(cluster.client.create(object("v1", "ConfigMap", "c", {}, "dev")));
    expect(result.ok || result.status.message).toBe(
      'configmaps "c" is forbidden: unable to create new content in namespace dev because it is being terminated',
    );
  });
});

describe("storage and nodes", () => {
  const claim = (spec: object) =>
    object("v1", "PersistentVolumeClaim", "d", {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...spec },
    }) as PersistentVolumeClaim;
  const fast = {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "fast", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    provisioner: "example.com/disk",
  };

  it.each([
    ["names none", {}, "fast"],
    ["says none on purpose", { storageClassName: "" }, ""],
    ["names one", { storageClassName: "slow" }, "slow"],
  ])("a claim that %s", (_what, spec, expected) => {
    const made = stored(claim(spec), fast);
    expect(made.spec?.storageClassName).toBe(expected);
    expect(made.metadata.finalizers).toEqual(["kubernetes.io/pvc-protection"]);
  });

  it("a new Node is not ready yet", () => {
    const node = { apiVersion: "v1", kind: "Node", metadata: { name: "n" } };
    expect(stored(node)).toMatchObject({
      spec: { taints: [{ key: "node.kubernetes.io/not-ready", effect: "NoSchedule" }] },
    });
  });
});
