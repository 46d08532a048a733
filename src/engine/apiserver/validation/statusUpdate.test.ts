import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { formatFieldError } from "./fieldError.ts";
import { validateStatusUpdate } from "./statusUpdate.ts";

const object = (kind: string, status: object, more: object = {}): KubernetesObject =>
  ({ apiVersion: "v1", kind, metadata: { name: "x" }, spec: {}, status, ...more }) as never;
const zero = "must be greater than or equal to 0";

describe("statuses that clients write", () => {
  it.each<[string, object, object, string[]]>([
    ["Deployment", { replicas: 2, updatedReplicas: 2, readyReplicas: 1 }, {}, []],
    [
      "Deployment",
      { observedGeneration: -1, replicas: 1, readyReplicas: 1, availableReplicas: 2, collisionCount: 1 },
      { collisionCount: 2 },
      [
        `status.observedGeneration: Invalid value: -1: ${zero}`,
        "status.availableReplicas: Invalid value: 2: cannot be greater than status.replicas",
        "status.availableReplicas: Invalid value: 2: cannot be greater than readyReplicas",
        "status.collisionCount: Invalid value: 1: cannot be decremented",
      ],
    ],
    [
      "StatefulSet",
      { replicas: 1, readyReplicas: 0, availableReplicas: 1 },
      {},
      ["status.availableReplicas: Invalid value: 1: cannot be greater than status.readyReplicas"],
    ],
    ["DaemonSet", { numberReady: -1 }, {}, [`status.numberReady: Invalid value: -1: ${zero}`]],
    ["Job", { active: 1, ready: 2 }, {}, ["status.ready: Invalid value: 2: cannot set more ready pods than active"]],
    [
      "Job",
      { startTime: "t", conditions: [{ type: "Complete", status: "True" }] },
      { startTime: "t", succeeded: 1 },
      [
        "status.completionTime: Required value: completionTime is required for Complete jobs",
        "status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition",
        "status.succeeded: Invalid value: 0: cannot decrease the succeeded counter",
      ],
    ],
    [
      "Service",
      { loadBalancer: { ingress: [{ ip: "1.2.3.4" }] } },
      {},
      ["status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'"],
    ],
    [
      "Ingress",
      { loadBalancer: { ingress: [{ hostname: "1.2.3.4" }] } },
      {},
      ['status.loadBalancer.ingress[0].hostname: Invalid value: "1.2.3.4": must be a DNS name, not an IP address'],
    ],
    [
      "Namespace",
      { phase: "Terminating" },
      {},
      ["status.Phase: Invalid value: \"Terminating\": may only be 'Active' if `deletionTimestamp` is empty"],
    ],
    [
      "PersistentVolumeClaim",
      { capacity: { storage: "-1" } },
      {},
      ["status.capacity[storage]: Invalid value: -1: must be a valid resource quantity"],
    ],
    ["ResourceQuota", { used: { pods: "-1" } }, {}, [`status.used[pods]: Invalid value: "-1": ${zero}`]],
    [
      "PodDisruptionBudget",
      { conditions: [{ type: "A", status: "Maybe", lastTransitionTime: "t", reason: "R" }], expectedPods: -1 },
      {},
      [
        'status.conditions[0].status: Unsupported value: "Maybe": supported values: "False", "True", "Unknown"',
        `status.expectedPods: Invalid value: -1: ${zero}`,
      ],
    ],
    ["Node", { capacity: { cpu: "-1" } }, {}, [`status.capacity.cpu: Invalid value: "-1": ${zero}`]],
    ["CronJob", { anything: -1 }, {}, []],
  ])("%s %j", (kind, status, before, expected) => {
    const errors = validateStatusUpdate(object(kind, status), object(kind, before), "status");
    expect([...new Set(errors.map(formatFieldError))]).toEqual(expected);
  });

  it("what is left of a Namespace's finalizers", () => {
    const left = object("Namespace", {}, { spec: { finalizers: ["kubernetes", "other"] } });
    expect(validateStatusUpdate(left, object("Namespace", {}), "finalize").map(formatFieldError)).toEqual([
      'spec.finalizers[1]: Invalid value: "other": name is neither a standard finalizer name nor is it fully qualified',
    ]);
  });
});
