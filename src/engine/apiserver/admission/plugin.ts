import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
import type { Random } from "../../kernel/random.ts";
import type { UserInfo } from "../request.ts";
import type { WebhookServer } from "./webhook/webhookServer.ts";

/** What an admission plugin is asked about: one write, on its way. */
export interface Attributes {
  readonly operation: "create" | "update" | "delete";
  readonly kind: KindInfo;
  readonly subresource?: string;
  readonly namespace?: string;
  /** Empty while a generated name is not made yet: then `generateName` is what messages show. */
  readonly name: string;
  readonly user: UserInfo;
  readonly dryRun?: boolean;
  /** The second look at an object that a webhook has changed. */
  readonly isReinvoked?: boolean;
  readonly object: KubernetesObject;
  readonly old?: KubernetesObject;
}

/** The other objects that a plugin may look at, as the API server's own informers hold them. */
export interface ClusterView {
  get<T extends KubernetesObject>(resource: string, namespace: string | undefined, name: string): T | undefined;
  list<T extends KubernetesObject>(resource: string, namespace?: string): T[];
  readonly random: Random;
  /** The programs behind webhooks. */
  readonly webhooks: WebhookServer;
}

interface Told {
  readonly warnings?: readonly string[];
  /** How long it took, beyond what admission takes anyway. */
  readonly took?: VirtualMillis;
}

/** Admitted, with what the plugin made of the object; or refused, at once or after asking again. */
export type Admission = Told &
  (
    | {
        readonly object: KubernetesObject /** All mutating plugins are to look once more. */;
        readonly reinvoke?: boolean;
      }
    | { readonly refused: Status; readonly retry?: { readonly every: VirtualMillis; readonly tries: number } }
  );

/** Allowed, with what has to be written along with the object (a quota's usage); or refused. */
export type Verdict = Told & ({ readonly writes?: readonly KubernetesObject[] } | { readonly refused: Status });

/**
 * One admission plugin. `handles` says which writes concern it: the others pass it without an entry in the trace.
 * Models staging/src/k8s.io/apiserver/pkg/admission (v1.34).
 */
export interface AdmissionPlugin {
  readonly name: string;
  handles(attributes: Attributes, view: ClusterView): boolean;
  /** The mutating phase. Some plugins refuse here although they change nothing. */
  admit?(attributes: Attributes, view: ClusterView): Admission;
  /** Which of the writes that concern it are asked about in the validating phase: all, unless it says otherwise. */
  validates?(attributes: Attributes): boolean;
  /** The validating phase: after the object was validated; changes nothing. */
  validate?(attributes: Attributes, view: ClusterView): Verdict;
}

/** What messages call the object in the mutating phase: its name, or the prefix of the name to be. */
export function nameSoFar({ object, name }: Attributes): string {
  return name || object.metadata.generateName || "";
}

export function isPodCreate({ operation, kind, subresource }: Attributes): boolean {
  return operation === "create" && kind.resource === "pods" && subresource === undefined;
}
