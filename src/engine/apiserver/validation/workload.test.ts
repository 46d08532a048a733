import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { applyDefaults } from "../defaulting/index.ts";
import { formatFieldError, validate } from "./index.ts";

const template = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "nginx:1.27" }] } };
const selector = { matchLabels: { app: "web" } };

const object = (apiVersion: string, kind: string, spec: object): KubernetesObject =>
  ({ apiVersion, kind, metadata: { name: "web", namespace: "default" }, spec }) as KubernetesObject;

const deployment = (spec: object): KubernetesObject => object("apps/v1", "Deployment", { selector, template, ...spec });

describe("validation of what makes Pods", () => {
  it.each([
    [deployment({}), []],
    [
      deployment({ selector: { matchLabels: { app: "other" } } }),
      ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`'],
    ],
    [
      deployment({ replicas: -1, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
      [
        "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
        "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0",
      ],
    ],
    [
      deployment({ template: { ...template, spec: { ...template.spec, restartPolicy: "Never" } } }),
      ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
    ],
    [
      object("batch/v1", "Job", { selector, template, manualSelector: true }),
      ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
    ],
    [
      object("apps/v1", "StatefulSet", { selector, template, serviceName: "db", podManagementPolicy: "Random" }),
      ["spec.podManagementPolicy: Invalid value: \"Random\": must be 'OrderedReady' or 'Parallel'"],
    ],
    [object("v1", "Service", { selector: { a: "b" } }), ["spec.ports: Required value"]],
    [
      object("policy/v1", "PodDisruptionBudget", { minAvailable: "120%", selector }),
      ['spec.minAvailable: Invalid value: "120%": must not be greater than 100%'],
    ],
  ])("%j", (given, expected) => {
    expect(validate(applyDefaults(given)).map(formatFieldError)).toEqual(expected);
  });
});
