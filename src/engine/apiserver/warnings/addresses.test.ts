import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import { addressWarnings, rangeWarnings } from "./addresses.ts";
import { warningsFor } from "./index.ts";

const soon = "will be considered invalid in a future Kubernetes release: use";

describe("addresses that are written in ways of their own", () => {
  it.each([
    ["10.0.0.1", []],
    ["010.0.0.1", [`ip: non-standard IP address "010.0.0.1" ${soon} "10.0.0.1"`]],
    ["::ffff:1.2.3.4", [`ip: non-standard IP address "::ffff:1.2.3.4" ${soon} "1.2.3.4"`]],
    ["2001:db8::2", []],
    ["2001:db8:0:0::2", ['ip: IPv6 address "2001:db8:0:0::2" should be in RFC 5952 canonical format ("2001:db8::2")']],
    ["2001:DB8::1", ['ip: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")']],
  ])("%s", (text, expected) => {
    expect(addressWarnings("ip", text)).toEqual(expected);
  });

  it.each([
    ["192.12.2.0/24", []],
    [
      "192.012.2.8/24",
      [
        'c: CIDR value "192.012.2.8/24" is ambiguous in this context (should be "192.12.2.0/24" or "192.12.2.8/32"?)',
        `c: non-standard CIDR value "192.012.2.8/24" ${soon} "192.12.2.0/24"`,
      ],
    ],
    ["192.12.2.0/024", [`c: non-standard CIDR value "192.12.2.0/024" ${soon} "192.12.2.0/24"`]],
    ["::ffff:192.12.2.0/120", [`c: non-standard CIDR value "::ffff:192.12.2.0/120" ${soon} "192.12.2.0/24"`]],
    [
      "2001:db8:0:0::/64",
      ['c: IPv6 CIDR value "2001:db8:0:0::/64" should be in RFC 5952 canonical format ("2001:db8::/64")'],
    ],
  ])("%s", (text, expected) => {
    expect(rangeWarnings("c", text)).toEqual(expected);
  });
});

describe("kinds that are told of few things", () => {
  const object = (kind: string, more: object): KubernetesObject =>
    ({ apiVersion: "v1", kind, metadata: { name: "x" }, ...more }) as KubernetesObject;
  const label = "beta.kubernetes.io/os";
  const renamed = 'deprecated since v1.14; use "kubernetes.io/os" instead';
  it.each<[string, object, string[]]>([
    [
      "Secret",
      { type: "kubernetes.io/tls", data: { "tls.crt": "eA==", "tls.key": "eA==" } },
      ["tls: failed to find any PEM data in certificate input"],
    ],
    [
      "Secret",
      { type: "kubernetes.io/tls", data: { "tls.crt": btoa("-----BEGIN RSA PRIVATE KEY-----") } },
      [
        "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched",
      ],
    ],
    [
      "Secret",
      { type: "kubernetes.io/tls", data: { "tls.crt": btoa("-----BEGIN CERTIFICATE-----") } },
      ["tls: failed to find any PEM data in key input"],
    ],
    ["Secret", { type: "Opaque" }, []],
    [
      "StorageClass",
      { allowedTopologies: [{ matchLabelExpressions: [{ key: label, values: ["a"] }] }] },
      [`allowedTopologies[0].matchLabelExpressions[0].key: ${renamed}`],
    ],
    ["RuntimeClass", { scheduling: { nodeSelector: { [label]: "a" } } }, [`scheduling.nodeSelector: ${renamed}`]],
    ["Node", { spec: { externalID: "x" } }, ["spec.externalID: this field is deprecated, and is unused by Kubernetes"]],
    [
      "Service",
      { spec: { type: "ClusterIP", externalName: "a.b" } },
      ['spec.externalName is ignored when spec.type is not "ExternalName"'],
    ],
  ])("%s %j", (kind, more, expected) => {
    expect(warningsFor(object(kind, more))).toEqual(expected);
  });
});
