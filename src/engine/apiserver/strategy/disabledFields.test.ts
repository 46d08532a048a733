import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { withoutDisabledFields } from "./disabledFields.ts";

const object = (kind: string, spec: object): KubernetesObject =>
  ({ apiVersion: "v1", kind, metadata: { name: "x" }, spec }) as KubernetesObject;

const written = {
  hostnameOverride: "a",
  volumes: [
    { name: "v", emptyDir: {} },
    { name: "i", image: { reference: "r" } },
    { name: "p", projected: { sources: [{ clusterTrustBundle: { path: "a" } }, { podCertificate: {} }] } },
  ],
  containers: [
    {
      name: "c",
      restartPolicyRules: [],
      lifecycle: { stopSignal: "SIGUSR1", preStop: { sleep: { seconds: 1 } } },
      volumeMounts: [
        { name: "i", mountPath: "/i" },
        { name: "v", mountPath: "/v" },
      ],
    },
  ],
};
const kept = {
  volumes: [
    { name: "v", emptyDir: {} },
    { name: "p", projected: { sources: [{}, {}] } },
  ],
  containers: [
    { name: "c", lifecycle: { preStop: { sleep: { seconds: 1 } } }, volumeMounts: [{ name: "v", mountPath: "/v" }] },
  ],
};

describe("fields of features that are off", () => {
  it.each<readonly [string, object, object | null]>([
    ["Pod", written, kept],
    ["Deployment", { template: { spec: written } }, { template: { spec: kept } }],
    [
      "CronJob",
      { jobTemplate: { spec: { template: { spec: written } } } },
      { jobTemplate: { spec: { template: { spec: kept } } } },
    ],
    [
      "StatefulSet",
      { updateStrategy: { rollingUpdate: { partition: 1, maxUnavailable: 2 } } },
      { updateStrategy: { rollingUpdate: { partition: 1 } } },
    ],
    [
      "HorizontalPodAutoscaler",
      { behavior: { scaleUp: { tolerance: "0.2", selectPolicy: "Max" } } },
      { behavior: { scaleUp: { selectPolicy: "Max" } } },
    ],
    ["DaemonSet", { updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } }, null],
  ])("are gone from a %s", (kind, spec, expected) => {
    expect(withoutDisabledFields(object(kind, spec))).toEqual(object(kind, expected ?? spec));
  });
});
