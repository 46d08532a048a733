import type { Node } from "../api/core.ts";
import type { VirtualMillis } from "../kernel/clock.ts";
import { hexId } from "./containers.ts";

/** `f3bc2a7e-…`: thirty-two hexadecimal digits as a UUID. */
function uuid(digits: string): string {
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join("-");
}

/** A machine's boot has an ID of its own; its change tells of a reboot. */
export function bootIdOf(nodeName: string, bootedAt: VirtualMillis): string {
  return uuid(hexId("boot", nodeName, bootedAt));
}

/**
 * What a kubelet says of its machine. The versions are those of a kind cluster of v1.34. kube-proxy's is empty: the
 * kubelet does not know it (pkg/kubelet/nodestatus, v1.34).
 */
export function nodeInfoOf({ metadata }: Node): { [field: string]: string } {
  const { name = "", labels = {} } = metadata;
  const machine = hexId("machine", name).slice(0, 32);
  return {
    machineID: machine,
    systemUUID: uuid(machine),
    bootID: bootIdOf(name, 0),
    kernelVersion: "6.8.0-65-generic",
    osImage: "Debian GNU/Linux 12 (bookworm)",
    containerRuntimeVersion: "containerd://2.1.3",
    kubeletVersion: "v1.34.0",
    kubeProxyVersion: "",
    operatingSystem: labels["kubernetes.io/os"] ?? "linux",
    architecture: labels["kubernetes.io/arch"] ?? "amd64",
  };
}
