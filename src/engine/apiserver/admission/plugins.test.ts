import { describe, expect, it } from "vitest";
import { StoredCluster } from "../../../testing/storedCluster.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";

const object = (apiVersion: string, kind: string, name: string, rest: object = {}, namespace?: string) =>
  ({ apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, ...rest }) as KubernetesObject;

const pod = (spec: object = {}, container: object = {}): Pod =>
  object(
    "v1",
    "Pod",
    "m",
    { spec: { containers: [{ name: "c", image: "nginx", ...container }], ...spec } },
    "default",
  ) as Pod;

const quota = (hard: object, more: object = {}, used: object = {}) =>
  object(
    "v1",
    "ResourceQuota",
    "q",
    {
      spec: { hard, ...more },
      status: { hard, used: { ...Object.fromEntries(Object.keys(hard).map((name) => [name, "0"])), ...used } },
    },
    "default",
  );

/** `created`, or why not. */
function outcome(given: KubernetesObject, ...seeded: readonly KubernetesObject[]): string {
  const cluster = new StoredCluster(seeded);
  const result = cluster.run(cluster.client.create(given));
  return result.ok ? "created" : result.status.message;
}

const inClass = (operator: string, values?: string[]) => ({
  scopeSelector: { matchExpressions: [{ scopeName: "PriorityClass", operator, ...(values && { values }) }] },
});
const classes = ["high", "low"].map((name) => object("scheduling.k8s.io/v1", "PriorityClass", name, { value: 10 }));
const full = (title: string) =>
  `pods "m" is forbidden: exceeded quota: q, requested: pods=1, used: pods=${title}, limited: pods=0`;
const elsewhere = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: "zone", namespaces: ["other"], labelSelector: { matchLabels: { a: "b" } } },
      ],
    },
  },
};

describe("ResourceQuota", () => {
  it.each<[string, Pod, KubernetesObject, string]>([
    [
      "a class that it selects",
      pod({ priorityClassName: "high" }),
      quota({ pods: "0" }, inClass("In", ["high"])),
      full("0"),
    ],
    ["another class", pod({ priorityClassName: "low" }), quota({ pods: "0" }, inClass("In", ["high"])), "created"],
    ["no class", pod(), quota({ pods: "0" }, inClass("Exists")), "created"],
    ["no class, where that counts", pod(), quota({ pods: "0" }, inClass("DoesNotExist")), full("0")],
    ["other namespaces", pod(elsewhere), quota({ pods: "0" }, { scopes: ["CrossNamespacePodAffinity"] }), full("0")],
    ["its own namespace", pod(), quota({ pods: "0" }, { scopes: ["CrossNamespacePodAffinity"] }), "created"],
    [
      "an extended resource, counted by requests",
      pod({}, { resources: { limits: { "example.com/gpu": 3 } } }),
      quota({ "requests.example.com/gpu": "2" }),
      'pods "m" is forbidden: exceeded quota: q, requested: requests.example.com/gpu=3, used: requests.example.com/gpu=0, limited: requests.example.com/gpu=2',
    ],
    [
      "limits of an init container",
      pod(
        { initContainers: [{ name: "i", image: "busybox", resources: { limits: { cpu: "2" } } }] },
        { resources: { limits: { cpu: "1" } } },
      ),
      quota({ "limits.cpu": "1500m" }),
      'pods "m" is forbidden: exceeded quota: q, requested: limits.cpu=2, used: limits.cpu=0, limited: limits.cpu=1500m',
    ],
    [
      "what is not said, by the quota's own names",
      pod(),
      quota({ cpu: "1", "limits.memory": "1Gi" }),
      'pods "m" is forbidden: failed quota: q: must specify cpu for: c; limits.memory for: c',
    ],
  ])("%s", (_, given, held, expected) => {
    expect(outcome(given, held, ...classes)).toBe(expected);
  });

  it("charges what an update adds", () => {
    const service = (type: string) =>
      object("v1", "Service", "s", { spec: { type, ports: [{ port: 80 }], selector: { a: "b" } } }, "default");
    const cluster = new StoredCluster([quota({ "services.nodeports": "0" })]);
    const created = cluster.run(cluster.client.create(service("ClusterIP")));
    if (!created.ok) throw new Error(created.status.message);
    const spec = { ...(created.object as unknown as { spec: object }).spec, type: "NodePort" };
    const updated = cluster.run(cluster.client.update({ ...created.object, spec } as KubernetesObject));
    expect(updated.ok ? "updated" : updated.status.message).toBe(
      'services "s" is forbidden: exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=0, limited: services.nodeports=0',
    );
  });
});

const runtimeClass = object("node.k8s.io/v1", "RuntimeClass", "kata", {
  handler: "kata",
  overhead: { podFixed: { cpu: "250m" } },
  scheduling: { nodeSelector: { runtime: "kata" } },
});

describe("RuntimeClass", () => {
  it("brings its overhead and its nodes", () => {
    const cluster = new StoredCluster([runtimeClass]);
    const result = cluster.run(cluster.client.create(pod({ runtimeClassName: "kata" })));
    if (!result.ok) throw new Error(result.status.message);
    expect(result.object.spec.overhead).toEqual({ cpu: "250m" });
    expect(result.object.spec.nodeSelector).toEqual({ runtime: "kata" });
  });

  it.each<[object, string]>([
    [{ runtimeClassName: "gvisor" }, 'pods "m" is forbidden: pod rejected: RuntimeClass "gvisor" not found'],
    [
      { overhead: { cpu: "1" } },
      'pods "m" is forbidden: pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    ],
    [
      { runtimeClassName: "kata", overhead: { cpu: "1" } },
      "pods \"m\" is forbidden: pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
    ],
    [
      { runtimeClassName: "kata", nodeSelector: { runtime: "runc" } },
      'pods "m" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[runtime] = kata; pod.spec.nodeSelector[runtime] = runc',
    ],
  ])("refuses %j", (spec, expected) => {
    expect(outcome(pod(spec), runtimeClass)).toBe(expected);
  });
});

describe("Priority", () => {
  const standard = (name: string) =>
    object("scheduling.k8s.io/v1", "PriorityClass", name, { value: 5, globalDefault: true });

  it("has one default", () => {
    expect(outcome(standard("b"), standard("a"))).toBe(
      'priorityclasses.scheduling.k8s.io "b" is forbidden: PriorityClass a is already marked as default. Only one default can exist',
    );
    expect(outcome(standard("a"))).toBe("created");
  });
});

describe("PersistentVolumeClaimResize", () => {
  const claim = (phase: string, className: string) => {
    const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
    return object(
      "v1",
      "PersistentVolumeClaim",
      "c",
      { spec: { ...spec, storageClassName: className, volumeName: "v", volumeMode: "Filesystem" }, status: { phase } },
      "default",
    );
  };
  const storageClass = (name: string, allowVolumeExpansion: boolean) =>
    object("storage.k8s.io/v1", "StorageClass", name, { provisioner: "example.com", allowVolumeExpansion });

  it.each([
    ["Bound", "grows", "updated"],
    [
      "Bound",
      "fixed",
      'persistentvolumeclaims "c" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    ],
    ["Pending", "grows", 'PersistentVolumeClaim "c" is invalid: '],
  ])("a claim that is %s, of a class that %s", (phase, className, expected) => {
    const cluster = new StoredCluster([
      claim(phase, className),
      storageClass("grows", true),
      storageClass("fixed", false),
    ]);
    const found = cluster.run(cluster.client.get("persistentvolumeclaims", "default", "c"));
    if (!found.ok) throw new Error(found.status.message);
    const held = found.object as unknown as { spec: object };
    const spec = { ...held.spec, resources: { requests: { storage: "2Gi" } } };
    const result = cluster.run(cluster.client.update({ ...found.object, spec } as KubernetesObject));
    expect(result.ok ? "updated" : result.status.message.slice(0, expected.length)).toBe(expected);
  });
});

describe("ServiceAccount", () => {
  const account = object("v1", "ServiceAccount", "strict", { secrets: [{ name: "known" }] }, "default");
  const enforcing = {
    ...account,
    metadata: { ...account.metadata, annotations: { "kubernetes.io/enforce-mountable-secrets": "true" } },
  };
  const reading = (name: string) =>
    pod({ serviceAccountName: "strict" }, { env: [{ name: "E", valueFrom: { secretKeyRef: { name, key: "k" } } }] });

  it("lets Pods use the secrets that the account names", () => {
    expect(outcome(reading("known"), enforcing)).toBe("created");
    expect(outcome(reading("other"), enforcing)).toBe(
      'pods "m" is forbidden: container c with envVar E referencing secret.secretName="other" is not allowed because service account strict does not reference that secret',
    );
    expect(outcome(reading("other"), account)).toBe("created");
  });
});

const policy = (spec: object) =>
  object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "p", {
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
      },
      ...spec,
    },
  });
const binding = (more: object = {}) =>
  object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", "b", {
    spec: { policyName: "p", validationActions: ["Deny"], ...more },
  });
const denied = (why: string) =>
  `pods "m" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: ${why}`;
const limit = object("v1", "ConfigMap", "limit", { data: { host: "no" } }, "default");

describe("ValidatingAdmissionPolicy", () => {
  it.each<[string, object, object, string]>([
    [
      "a message of its own",
      { validations: [{ expression: "false", messageExpression: "'no ' + object.metadata.name" }] },
      {},
      denied("no m"),
    ],
    [
      "a variable",
      {
        variables: [{ name: "n", expression: "size(object.spec.containers)" }],
        validations: [{ expression: "variables.n > 1" }],
      },
      {},
      denied("failed expression: variables.n > 1"),
    ],
    [
      "a condition that does not match",
      {
        matchConditions: [{ name: "x", expression: "object.metadata.name == 'z'" }],
        validations: [{ expression: "false" }],
      },
      {},
      "created",
    ],
    [
      "an error",
      { validations: [{ expression: "object.spec.nope == 1" }] },
      {},
      denied("expression 'object.spec.nope == 1' resulted in error: no such key: nope"),
    ],
    [
      "a parameter",
      { paramKind: { apiVersion: "v1", kind: "ConfigMap" }, validations: [{ expression: "params.data.host != 'no'" }] },
      { paramRef: { name: "limit", parameterNotFoundAction: "Deny" } },
      denied("failed expression: params.data.host != 'no'"),
    ],
    [
      "a parameter that is not there",
      { paramKind: { apiVersion: "v1", kind: "ConfigMap" }, validations: [{ expression: "true" }] },
      { paramRef: { name: "gone", parameterNotFoundAction: "Deny" } },
      denied("failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction"),
    ],
    [
      "what somebody may do",
      {
        validations: [
          { expression: "authorizer.requestResource.check('create').allowed()" },
          {
            expression:
              "authorizer.serviceAccount('default', 'nobody').group('').resource('pods').check('create').allowed()",
          },
        ],
      },
      {},
      denied(
        "failed expression: authorizer.serviceAccount('default', 'nobody').group('').resource('pods').check('create').allowed()",
      ),
    ],
  ])("%s", (_, spec, more, expected) => {
    expect(outcome(pod(), policy(spec), binding(more), limit)).toBe(expected);
  });

  it("is refused with what would not be evaluated", () => {
    const cluster = new StoredCluster([]);
    const result = cluster.run(cluster.client.create(policy({ validations: [{ expression: "isImage('a')" }] })));
    const told = result.ok ? "created" : result.status.message;
    expect(told).toContain(
      "spec.validations[0].expression: Invalid value: \"isImage('a')\": isImage() is outside the subset of CEL that is simulated",
    );
  });

  it("says what it cannot evaluate of one that was there before", () => {
    const cluster = new StoredCluster([
      policy({ validations: [{ expression: "isImage(object.metadata.name)" }] }),
      binding(),
    ]);
    const result = cluster.run(cluster.client.create(pod()));
    expect([result.ok, result.warnings]).toEqual([
      true,
      [
        "ValidatingAdmissionPolicy 'p': expression 'isImage(object.metadata.name)' is passed over: isImage() is outside the subset of CEL that is simulated",
      ],
    ]);
  });
});
