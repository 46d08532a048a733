import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { applyDefaults } from "../defaulting/index.ts";
import { formatFieldError, validate, validateUpdate } from "./index.ts";

const object = (apiVersion: string, kind: string, rest: object): KubernetesObject =>
  ({ apiVersion, kind, metadata: { name: "x", namespace: "default" }, ...rest }) as KubernetesObject;
const cluster = (apiVersion: string, kind: string, rest: object): KubernetesObject =>
  ({ apiVersion, kind, metadata: { name: "x" }, ...rest }) as KubernetesObject;

const errors = (given: KubernetesObject): string[] => validate(applyDefaults(given)).map(formatFieldError);

const rbac = "rbac.authorization.k8s.io/v1";
const registration = "admissionregistration.k8s.io/v1";
const rule = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] };
const hook = {
  name: "policy.example.com",
  rules: [rule],
  sideEffects: "None",
  admissionReviewVersions: ["v1"],
  clientConfig: { url: "https://policy.example.com/check" },
};
const hooks = (more: object) =>
  cluster(registration, "ValidatingWebhookConfiguration", { webhooks: [{ ...hook, ...more }] });
const policy = (more: object) =>
  cluster(registration, "ValidatingAdmissionPolicy", {
    spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: "true" }], ...more },
  });
const template = { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "c", image: "nginx" }] } };
const scaler = (spec: object) =>
  object("autoscaling/v2", "HorizontalPodAutoscaler", {
    spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, ...spec },
  });

describe("validation by kind", () => {
  it.each<[string, KubernetesObject, string[]]>([
    [
      "a Deployment without anything",
      object("apps/v1", "Deployment", {}),
      [
        "spec.selector: Required value",
        "spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`",
        "spec.template.spec.containers: Required value",
      ],
    ],
    [
      "a CronJob",
      object("batch/v1", "CronJob", {
        spec: {
          schedule: "* * * *",
          jobTemplate: { spec: { template: { spec: { ...template.spec, restartPolicy: "Never" } } } },
        },
      }),
      ['spec.schedule: Invalid value: "* * * *": expected exactly 5 fields, found 4: [* * * *]'],
    ],
    [
      "an autoscaler",
      scaler({ minReplicas: 5 }),
      ["spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`"],
    ],
    ["its behaviour is filled in", scaler({ behavior: { scaleUp: { selectPolicy: "Disabled" } } }), []],
    [
      "a role",
      object(rbac, "Role", { rules: [{ resources: ["pods"] }] }),
      [
        "rules[0].verbs: Required value: verbs must contain at least one value",
        "rules[0].apiGroups: Required value: resource rules must supply at least one api group",
      ],
    ],
    [
      "a binding without a role",
      object(rbac, "RoleBinding", {}),
      ['roleRef.kind: Unsupported value: "": supported values: "Role", "ClusterRole"', "roleRef.name: Required value"],
    ],
    [
      "a volume without capacity or source",
      cluster("v1", "PersistentVolume", { spec: { accessModes: ["ReadWriteOnce"] } }),
      [
        "spec.capacity: Required value",
        'spec.capacity: Unsupported value: null: supported values: "storage"',
        "spec: Required value: must specify a volume type",
      ],
    ],
    [
      "a quota",
      object("v1", "ResourceQuota", { spec: { hard: { pods: "-1" } } }),
      ['spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0'],
    ],
    ["a class without provisioner", cluster("storage.k8s.io/v1", "StorageClass", {}), ["provisioner: Required value"]],
    ["a webhook", hooks({}), []],
    [
      "a webhook of a short name",
      hooks({ name: "policy" }),
      ['webhooks[0].name: Invalid value: "policy": should be a domain with at least three segments separated by dots'],
    ],
    [
      "a webhook that leads nowhere",
      hooks({ clientConfig: {}, sideEffects: undefined, timeoutSeconds: 60 }),
      [
        "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun",
        "webhooks[0].timeoutSeconds: Invalid value: 60: the timeout value must be between 1 and 30 seconds",
        "webhooks[0].clientConfig: Required value: exactly one of url or service is required",
      ],
    ],
    [
      "a webhook over plain HTTP",
      hooks({ clientConfig: { url: "http://policy.example.com?a=b" }, admissionReviewVersions: ["v2"] }),
      [
        "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]",
        'webhooks[0].clientConfig.url: Invalid value: "a=b": query parameters are not permitted in the URL',
        'webhooks[0].admissionReviewVersions: Invalid value: ["v2"]: must include at least one of v1, v1beta1',
      ],
    ],
    [
      "rules of a webhook",
      hooks({ rules: [{ ...rule, operations: ["*", "PATCH"], resources: ["pods", "*"] }] }),
      [
        'webhooks[0].rules[0].operations: Invalid value: ["*","PATCH"]: if \'*\' is present, must not specify other operations',
        'webhooks[0].rules[0].operations[1]: Unsupported value: "PATCH": supported values: "*", "CONNECT", "CREATE", "DELETE", "UPDATE"',
      ],
    ],
    ["a policy", policy({}), []],
    [
      "a policy of nothing",
      policy({ matchConstraints: undefined, validations: [] }),
      [
        "spec.matchConstraints: Required value",
        "spec.validations: Required value: validations or auditAnnotations must contain at least one item",
        "spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item",
      ],
    ],
    [
      "a policy whose expression is no judgement",
      policy({ validations: [{ expression: "object.metadata.name", reason: "Because" }] }),
      [
        'spec.validations[0].expression: Invalid value: "object.metadata.name": must evaluate to bool but got dyn',
        'spec.validations[0].reason: Unsupported value: "Because": supported values: "Forbidden", "Invalid", "RequestEntityTooLarge"',
      ],
    ],
    [
      "a policy that speaks of what is not there",
      policy({ matchConditions: [{ name: "x", expression: "params.a == 1" }] }),
      [
        "spec.matchConditions[0].expression: Invalid value: \"params.a == 1\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.a == 1\n | ^",
      ],
    ],
    [
      "a binding of a policy",
      cluster(registration, "ValidatingAdmissionPolicyBinding", {
        spec: { validationActions: ["Deny", "Warn"], paramRef: {} },
      }),
      [
        "spec.policyName: Required value",
        "spec.paramRef: Required value: one of name or selector must be specified",
        "spec.paramRef.parameterNotFoundAction: Required value",
        'spec.validationActions: Invalid value: ["Deny","Warn"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
      ],
    ],
  ])("%s", (_, given, expected) => {
    expect(errors(given)).toEqual(expected);
  });

  it.each<[string, object, object, string[]]>([
    [
      "StatefulSet",
      { selector: { matchLabels: { a: "b" } }, serviceName: "a", template },
      { selector: { matchLabels: { a: "b" } }, serviceName: "b", template },
      [
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      ],
    ],
    [
      "ReplicaSet",
      { selector: { matchLabels: { a: "b" } }, template },
      { selector: { matchExpressions: [{ key: "a", operator: "Exists" }] }, template },
      ['spec.selector: Invalid value: {"matchExpressions":[{"key":"a","operator":"Exists"}]}: field is immutable'],
    ],
  ])("an update of a %s", (kind, before, after, expected) => {
    const [old, wanted] = [before, after].map((spec) => applyDefaults(object("apps/v1", kind, { spec })));
    expect(validateUpdate(wanted!, old!).map(formatFieldError)).toEqual(expected);
  });
});
