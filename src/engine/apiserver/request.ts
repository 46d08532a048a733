import type { KindInfo } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import type { RequestVerb } from "./events.ts";

/** A request as it reaches the API server. */
export interface ApiRequest {
  /** The actor that sent it. */
  readonly client: string;
  readonly verb: RequestVerb;
  readonly kind: KindInfo;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** Query parameters, without the question mark. */
  readonly query?: string;
  /** create, update: the object; bind: a Binding. */
  readonly body?: KubernetesObject;
  /** patch: what the client makes of the stored object. */
  readonly change?: (stored: KubernetesObject) => KubernetesObject;
  readonly gracePeriodSeconds?: number;
  /** delete: only if the object still has this UID. */
  readonly uid?: string;
}

export type Answer =
  | {
      readonly ok: true;
      readonly code: number;
      readonly object: KubernetesObject;
      readonly warnings?: readonly string[];
    }
  | { readonly ok: false; readonly status: Status };

const methods = {
  get: "GET",
  list: "GET",
  watch: "GET",
  create: "POST",
  update: "PUT",
  patch: "PATCH",
  delete: "DELETE",
} as const;

export function methodOf(verb: RequestVerb): (typeof methods)[RequestVerb] {
  return methods[verb];
}

/** Who a component is to the API server. */
export function userOf(client: string): string {
  if (client === "kubectl") return "kubernetes-admin";
  if (client.startsWith("kubelet/")) return `system:node:${client.slice("kubelet/".length)}`;
  if (client === "kube-scheduler") return "system:kube-scheduler";
  return `system:serviceaccount:kube-system:${client}`;
}
