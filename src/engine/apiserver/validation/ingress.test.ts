import { describe, expect, it } from "vitest";
import { StoredCluster } from "../../../testing/storedCluster.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Ingress, IngressClass } from "../../api/networking.ts";
import { applyDefaults } from "../defaulting/index.ts";
import { formatFieldError, validate, validateUpdate } from "./index.ts";

const apiVersion = "networking.k8s.io/v1";
const web = { service: { name: "web", port: { number: 80 } } };

const ingress = (spec: object, annotations?: { [key: string]: string }): Ingress => ({
  apiVersion,
  kind: "Ingress",
  metadata: { name: "shop", namespace: "default", ...(annotations && { annotations }) },
  spec,
});

const rule = (path: object, host = "shop.example.com") => ({ rules: [{ host, http: { paths: [path] } }] });
const backend = (given: object) => ({ defaultBackend: given });

const ingressClass = (spec: object): IngressClass => ({
  apiVersion,
  kind: "IngressClass",
  metadata: { name: "nginx" },
  spec,
});

const errors = (object: KubernetesObject): string[] => validate(applyDefaults(object)).map(formatFieldError);

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const wildcard =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe("validation of an Ingress", () => {
  it.each<[string, object, string[]]>([
    ["a rule", rule({ path: "/", pathType: "Prefix", backend: web }), []],
    ["a wildcard", rule({ path: "/", pathType: "Exact", backend: web }, "*.example.com"), []],
    ["no path where the controller decides", rule({ pathType: "ImplementationSpecific", backend: web }), []],
    ["a default backend", backend(web), []],
    ["nothing", {}, ["spec: Invalid value: null: either `defaultBackend` or `rules` must be specified"]],
    [
      "an address for a host",
      rule({ path: "/", pathType: "Prefix", backend: web }, "10.0.0.1"),
      ['spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address'],
    ],
    [
      "a wildcard in the middle",
      rule({ path: "/", pathType: "Prefix", backend: web }, "shop.*.com"),
      [`spec.rules[0].host: Invalid value: "shop.*.com": ${wildcard}`],
    ],
    ["no paths", { rules: [{ http: {} }] }, ["spec.rules[0].http.paths: Required value"]],
    [
      "an unknown type, and no backend",
      rule({ path: "/", pathType: "Regex" }),
      [
        'spec.rules[0].http.paths[0].pathType: Unsupported value: "Regex": supported values: "Exact", "ImplementationSpecific", "Prefix"',
        'spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required',
      ],
    ],
    [
      "a path that climbs",
      rule({ path: "a//b/..", pathType: "Prefix", backend: web }),
      [
        'spec.rules[0].http.paths[0].path: Invalid value: "a//b/..": must be an absolute path',
        "spec.rules[0].http.paths[0].path: Invalid value: \"a//b/..\": must not contain '//'",
        "spec.rules[0].http.paths[0].path: Invalid value: \"a//b/..\": cannot end with '/..'",
      ],
    ],
    [
      "a Service without name and port",
      backend({ service: {} }),
      [
        "spec.defaultBackend.service.name: Required value",
        "spec.defaultBackend: Required value: port name or number is required",
      ],
    ],
    [
      "a port by name and by number",
      backend({ service: { name: "web", port: { name: "http", number: 80 } } }),
      ['spec.defaultBackend: Invalid value: "": cannot set both port name & port number'],
    ],
    [
      "a Service and a resource",
      backend({ ...web, resource: { kind: "Bucket", name: "images" } }),
      ['spec.defaultBackend: Invalid value: "": cannot set both resource and service backends'],
    ],
    [
      "a resource without a name",
      backend({ resource: { kind: "Bucket/x" } }),
      [
        "spec.defaultBackend.resource.kind: Invalid value: \"Bucket/x\": may not contain '/'",
        "spec.defaultBackend.resource.name: Required value: name is required",
      ],
    ],
    [
      "TLS, and a class of a bad name",
      { ...backend(web), ingressClassName: "N_", tls: [{ hosts: ["A"], secretName: "B" }] },
      [
        `spec.tls[0].hosts[0]: Invalid value: "A": ${subdomain}`,
        `spec.tls[0].secretName: Invalid value: "B": ${subdomain}`,
        `spec.ingressClassName: Invalid value: "N_": ${subdomain}`,
      ],
    ],
  ])("%s", (_what, spec, expected) => {
    expect(errors(ingress(spec))).toEqual(expected);
  });

  it("lets the class be named in one way, when it is created", () => {
    const both = ingress({ ...backend(web), ingressClassName: "nginx" }, { "kubernetes.io/ingress.class": "nginx" });
    expect(errors(both)).toEqual([
      'annotations.kubernetes.io/ingress.class: Invalid value: "nginx": can not be set when the class field is also set',
    ]);
    expect(validateUpdate(both, both)).toEqual([]);
  });
});

describe("validation of an IngressClass", () => {
  it.each<[string, object, string[]]>([
    ["ingress-nginx", { controller: "k8s.io/ingress-nginx" }, []],
    [
      "parameters of the cluster, by default",
      { controller: "k8s.io/ingress-nginx", parameters: { kind: "ConfigMap", name: "nginx" } },
      [],
    ],
    ["no controller", {}, ["spec.controller: Required value"]],
    [
      "a controller without a domain",
      { controller: "nginx" },
      ['spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")'],
    ],
    [
      "an odd path",
      { controller: "acme.io/a b" },
      [
        "spec.controller: Invalid value: \"a b\": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')",
      ],
    ],
    [
      "parameters of a namespace that is not said",
      { controller: "acme.io/foo", parameters: { kind: "ConfigMap", name: "nginx", scope: "Namespace" } },
      ["spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'"],
    ],
    [
      "a namespace for the cluster's parameters",
      { controller: "acme.io/foo", parameters: { kind: "ConfigMap", name: "nginx", namespace: "shop" } },
      ["spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'"],
    ],
  ])("%s", (_what, spec, expected) => {
    expect(errors(ingressClass(spec))).toEqual(expected);
  });

  it("is for one controller", () => {
    const [error] = validateUpdate(ingressClass({ controller: "b.io/x" }), ingressClass({ controller: "a.io/x" }));
    expect(error && formatFieldError(error)).toBe('spec.controller: Invalid value: "b.io/x": field is immutable');
  });
});

describe("DefaultIngressClass", () => {
  const marked = (name: string, creationTimestamp: string): IngressClass => ({
    ...ingressClass({ controller: "k8s.io/ingress-nginx" }),
    metadata: { name, creationTimestamp, annotations: { "ingressclass.kubernetes.io/is-default-class": "true" } },
  });
  const old = marked("old", "2026-01-01T00:00:00Z");
  const young = marked("young", "2026-01-02T00:00:00Z");

  it.each<[string, Ingress, IngressClass[], string | undefined]>([
    ["gives the newest default", ingress(backend(web)), [young, old], "young"],
    ["keeps the class that is named", ingress({ ...backend(web), ingressClassName: "other" }), [old], "other"],
    ["counts the old annotation", ingress(backend(web), { "kubernetes.io/ingress.class": "nginx" }), [old], undefined],
    ["needs a default", ingress(backend(web)), [ingressClass({ controller: "k8s.io/ingress-nginx" })], undefined],
  ])("%s", (_what, given, classes, expected) => {
    const cluster = new StoredCluster(classes);
    const result = cluster.run(cluster.client.create<Ingress>(given));
    expect(result.ok && result.object.spec?.ingressClassName).toBe(expected);
  });

  it("the old annotation is deprecated", () => {
    const cluster = new StoredCluster([]);
    const given = ingress(backend(web), { "kubernetes.io/ingress.class": "nginx" });
    expect(cluster.run(cluster.client.create<Ingress>(given)).warnings).toEqual([
      "annotation \"kubernetes.io/ingress.class\" is deprecated, please use 'spec.ingressClassName' instead",
    ]);
  });
});
