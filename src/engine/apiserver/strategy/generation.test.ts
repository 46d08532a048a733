import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { prepareForUpdate } from "./index.ts";

const slice = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", addressType: "IPv4", endpoints: [] };
const template = { apiVersion: "v1", kind: "PodTemplate", template: { spec: { containers: [] } } };
const webhooks = { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingWebhookConfiguration" };
const deployment = { apiVersion: "apps/v1", kind: "Deployment", spec: { replicas: 1 } };
const config = { apiVersion: "v1", kind: "ConfigMap", data: { a: "1" } };

describe("a generation", () => {
  it.each<[string, object, object, number | undefined]>([
    ["counts a spec", deployment, { spec: { replicas: 2 } }, 2],
    ["does not count labels", deployment, { metadata: { labels: { a: "b" } } }, 1],
    ["counts what a slice holds", slice, { endpoints: [{ addresses: ["10.0.0.1"] }] }, 2],
    ["counts the labels of a slice", slice, { metadata: { labels: { a: "b" } } }, 2],
    ["does not count the annotations of a slice", slice, { metadata: { annotations: { a: "b" } } }, 1],
    ["counts webhooks", webhooks, { webhooks: [{ name: "a.b.c" }] }, 2],
    ["counts a template", template, { template: { spec: { containers: [{ name: "a" }] } } }, 2],
    ["is nothing that all kinds have", config, { data: { a: "2" } }, undefined],
  ])("%s", (_, object, change, expected) => {
    const numbered = expected === undefined ? {} : { generation: 1 };
    const old = { ...object, metadata: { name: "x", namespace: "default", ...numbered } } as KubernetesObject;
    const { metadata = {} } = change as Partial<KubernetesObject>;
    const wanted = { ...old, ...change, metadata: { ...old.metadata, ...metadata } } as KubernetesObject;
    expect(prepareForUpdate(wanted, old, undefined).metadata.generation).toBe(expected);
  });
});
