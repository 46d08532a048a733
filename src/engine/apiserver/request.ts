import type { KindInfo } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import type { WrittenForms } from "./decoding/writtenForms.ts";
import type { RequestVerb } from "./events.ts";
import type { Selection } from "./listing/selection.ts";

/** Who sends a request, as authentication found out. */
export interface UserInfo {
  readonly name: string;
  readonly groups: readonly string[];
}

/** What a client may ask for beside the object: metav1's CreateOptions, UpdateOptions, PatchOptions and DeleteOptions. */
export interface RequestOptions {
  /** Everything happens except the write. */
  readonly dryRun?: boolean;
  /** What becomes of fields that the API server does not know: refused, told, or passed over. Warn unless given. */
  readonly fieldValidation?: "Ignore" | "Warn" | "Strict";
  readonly fieldManager?: string;
  readonly force?: boolean;
  /** delete: only if the object still has this version. */
  readonly resourceVersion?: string;
  readonly propagationPolicy?: "Background" | "Foreground" | "Orphan";
}

/** A request as it reaches the API server. */
export interface ApiRequest {
  /** The actor that sent it. */
  readonly client: string;
  /** Who the actor is; without one, who it is by its name. */
  readonly user?: UserInfo;
  /** Without them, what the query says. */
  readonly options?: RequestOptions;
  readonly verb: RequestVerb;
  readonly kind: KindInfo;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** list, deletecollection: the only name that the selector leaves. */
  readonly selectedName?: string;
  /** Query parameters, without the question mark. */
  readonly query?: string;
  /** create, update: the object; bind: a Binding. */
  readonly body?: KubernetesObject;
  /** Fields that a patch held twice, for the field validation. */
  readonly duplicates?: readonly string[];
  /** What else the strict decoder says of a patch. */
  readonly complaints?: readonly string[];
  /** What of the body's wording the object does not tell. */
  readonly written?: WrittenForms;
  /** Makes sense of what came off the wire, once the user is known to be allowed: the rest of the request, or a refusal. */
  readonly read?: () => Partial<ApiRequest> | { readonly refused: Status };
  /** patch: what the client makes of the stored object, or why it cannot. */
  readonly change?: (stored: KubernetesObject) => KubernetesObject | Status;
  /** patch: what a refusal quotes when what comes of the patch cannot be read. */
  readonly quote?: (stored: KubernetesObject) => string;
  /** patch: the outcome is converted from a map to the typed object, which has words of its own for wrong types. */
  readonly isConverted?: boolean;
  /** patch: what is applied on the server's side, to what is there or as a new object. */
  readonly applied?: KubernetesObject;
  /** list, deletecollection: which of the objects are meant; all without it. */
  readonly selection?: Selection;
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
      /** delete: nothing of it is left. */
      readonly gone?: boolean;
    }
  | {
      readonly ok: false;
      readonly status: Status;
      readonly warnings?: readonly string[];
      /** The HTTP code, where it is not the one that the Status tells. */
      readonly code?: number;
    };

const methods = {
  get: "GET",
  list: "GET",
  watch: "GET",
  create: "POST",
  update: "PUT",
  patch: "PATCH",
  delete: "DELETE",
  deletecollection: "DELETE",
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
