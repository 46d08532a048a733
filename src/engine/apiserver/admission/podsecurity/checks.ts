import type { Container, Pod, PodSpec } from "../../../api/pod.ts";

export type Metadata = Pick<Pod["metadata"], "annotations">;

/** What one check finds wrong: in short, and who is to blame. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

/** One rule of the Pod Security Standards, from a minor version on. */
export interface PodCheck {
  readonly since?: number;
  check(spec: PodSpec, metadata: Metadata, version: number): Violation | null;
}

/** Everything that has a security context, in the order in which it is looked at. */
export function allContainers(spec: PodSpec): Container[] {
  const ephemeral = (spec as { readonly ephemeralContainers?: readonly Container[] }).ephemeralContainers ?? [];
  return [...(spec.initContainers ?? []), ...spec.containers, ...ephemeral];
}

export function plural(one: string, many: string, count: number): string {
  return count === 1 ? one : many;
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}

/** `container "a"`, `containers "a", "b"`. */
export function named(noun: string, names: readonly string[]): string {
  return `${plural(noun, `${noun}s`, names.length)} ${quoted(names)}`;
}

/** `pod and containers "a", "b"`: who set something. */
export function setters(byPod: boolean, containers: readonly string[]): string {
  return [...(byPod ? ["pod"] : []), ...(containers.length > 0 ? [named("container", containers)] : [])].join(" and ");
}

/** Each value once, in order. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
