import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { applyDefaults } from "../defaulting/index.ts";
import { formatFieldError, validateUpdate } from "./index.ts";

const container = { name: "web", image: "nginx:1.27" };
const fields =
  "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

const environmentDiff =
  '@@ -10,7 +10,13 @@\n    "WorkingDir": "",\n    "Ports": null,\n    "EnvFrom": null,\n-   "Env": null,\n+   "Env": [\n+    {\n+     "Name": "A",\n+     "Value": "b",\n+     "ValueFrom": null\n+    }\n+   ],\n    "Resources": {\n     "Limits": null,\n     "Requests": null,\n';
const selectorDiff =
  '@@ -39,7 +39,9 @@\n  "TerminationGracePeriodSeconds": 30,\n  "ActiveDeadlineSeconds": null,\n  "DNSPolicy": "ClusterFirst",\n- "NodeSelector": null,\n+ "NodeSelector": {\n+  "a": "b"\n+ },\n  "ServiceAccountName": "",\n  "AutomountServiceAccountToken": null,\n  "NodeName": "",\n';

const pod = (spec: object): KubernetesObject =>
  applyDefaults({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", namespace: "default" },
    spec: { containers: [container], ...spec },
  });
const gated = { schedulingGates: [{ name: "wait" }] };

describe("what may change on a Pod", () => {
  it.each([
    ["the image", pod({}), pod({ containers: [{ ...container, image: "nginx:1.27.1" }] }), []],
    [
      "the environment",
      pod({}),
      pod({ containers: [{ ...container, env: [{ name: "A", value: "b" }] }] }),
      [`${fields}\n${environmentDiff}`],
    ],
    ["the node selector", pod({}), pod({ nodeSelector: { a: "b" } }), [`${fields}\n${selectorDiff}`]],
    ["the node selector of a gated Pod", pod(gated), pod({ ...gated, nodeSelector: { a: "b" } }), []],
    ["a removed gate", pod(gated), pod({}), []],
    [
      "a new gate",
      pod({}),
      pod(gated),
      ["spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'wait'"],
    ],
    ["a new toleration", pod({}), pod({ tolerations: [{ operator: "Exists" }] }), []],
    [
      "a later deadline",
      pod({ activeDeadlineSeconds: 100 }),
      pod({ activeDeadlineSeconds: 200 }),
      ["spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value"],
    ],
    [
      "one more container",
      pod({}),
      pod({ containers: [container, { name: "b", image: "b" }] }),
      ["spec.containers: Forbidden: pod updates may not add or remove containers"],
    ],
  ])("%s", (_, old, object, expected) => {
    expect(validateUpdate(object, old).map(formatFieldError)).toEqual(expected);
  });
});

it("keeps a Deployment's selector", () => {
  const deployment = (app: string): KubernetesObject =>
    applyDefaults({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", namespace: "default" },
      spec: {
        selector: { matchLabels: { app } },
        template: { metadata: { labels: { app } }, spec: { containers: [container] } },
      },
    } as KubernetesObject);
  expect(validateUpdate(deployment("new"), deployment("old")).map(formatFieldError)).toEqual([
    'spec.selector: Invalid value: {"matchLabels":{"app":"new"}}: field is immutable',
  ]);
});

describe("what may not change on kinds with one such field", () => {
  const slice = (addressType: string) =>
    ({
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: { name: "e", namespace: "n" },
      addressType,
    }) as never;
  it.each([
    [slice("IPv4"), slice("IPv4"), []],
    [slice("IPv4"), slice("IPv6"), ['addressType: Invalid value: "IPv6": field is immutable']],
  ])("%j → %j", (old, object, expected) => {
    expect(validateUpdate(object, old).map(formatFieldError)).toEqual(expected);
  });
});
