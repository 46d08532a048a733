import type { KubernetesObject } from "../../api/meta.ts";
import { fromBase64 } from "../defaulting/base64.ts";

interface Secret extends KubernetesObject {
  readonly type?: string;
  readonly data?: { readonly [key: string]: string };
}

const block = /-----BEGIN ([^-]+)-----/g;

function blocksIn(text: string): string[] {
  return [...text.matchAll(block)].map(([, type = ""]) => type);
}

const isKey = (type: string): boolean => type === "PRIVATE KEY" || type.endsWith(" PRIVATE KEY");

/**
 * A certificate and a key that are none, in the words of Go's tls.X509KeyPair. What is in their PEM blocks is not looked at.
 * Models warningsForSecret of pkg/registry/core/secret (v1.34).
 */
export function secretWarnings({ type, data = {} }: Secret): string[] {
  if (type !== "kubernetes.io/tls") return [];
  const certificates = blocksIn(fromBase64(data["tls.crt"] ?? ""));
  const keys = blocksIn(fromBase64(data["tls.key"] ?? ""));
  if (!certificates.includes("CERTIFICATE")) {
    if (certificates.length === 0) return ["tls: failed to find any PEM data in certificate input"];
    const [only = ""] = certificates;
    if (certificates.length === 1 && isKey(only))
      return [
        "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched",
      ];
    return [
      `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${certificates.join(" ")}]`,
    ];
  }
  if (keys.some(isKey)) return [];
  if (keys.length === 0) return ["tls: failed to find any PEM data in key input"];
  if (keys.length === 1 && keys[0] === "CERTIFICATE")
    return ["tls: found a certificate rather than a key in the PEM for the private key"];
  return [
    `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${keys.join(" ")}]`,
  ];
}
