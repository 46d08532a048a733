import type { KubernetesObject, Status } from "../api/meta.ts";

/** One field that a step changed; `before`/`after` are absent when the field did not exist. Paths are as in field errors: `spec.containers[0].image`. */
export interface FieldChange {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export type RequestVerb = "get" | "list" | "watch" | "create" | "update" | "patch" | "delete" | "deletecollection";

/** The stations of the request path, in upstream's order. `admission` entries name their plugin. */
export type Station =
  | "authentication"
  | "authorization"
  | "decoding"
  | "defaulting"
  | "mutatingAdmission"
  | "validation"
  | "validatingAdmission"
  | "storage";

export type WatchType = "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK";

/** What the API server and etcd record. `request` numbers a request from its arrival to its response. */
export type ApiServerEvent =
  | {
      readonly type: "Request";
      readonly request: number;
      /** The actor that sent it. */
      readonly client: string;
      readonly user: string;
      readonly verb: RequestVerb;
      readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
      /** Path and query, as on the wire. */
      readonly path: string;
      readonly resource: string;
      readonly subresource?: string;
      readonly namespace?: string;
      readonly name?: string;
      readonly body?: KubernetesObject;
    }
  | {
      readonly type: "Station";
      readonly request: number;
      readonly station: Station;
      readonly outcome: "pass" | "refuse";
      /** Set on the two admission stations: one entry a plugin. */
      readonly plugin?: string;
      /** What the step changed in the object (defaulting, mutating admission). */
      readonly changed?: readonly FieldChange[];
      /** Why refused. */
      readonly status?: Status;
      /** Warnings for the client. */
      readonly warnings?: readonly string[];
    }
  | {
      readonly type: "EtcdWrite";
      readonly request: number;
      readonly op: "create" | "update" | "delete";
      readonly key: string;
      readonly revision: number;
      readonly changed?: readonly FieldChange[];
    }
  | {
      readonly type: "Response";
      readonly request: number;
      readonly client: string;
      readonly code: number;
      readonly reason?: string;
      readonly message?: string;
      /** `pods/web`-like name of what was answered, for the eye. */
      readonly about: string;
    }
  | {
      readonly type: "WatchEvent";
      /** The actor that is told. */
      readonly watcher: string;
      readonly watchType: WatchType;
      readonly resource: string;
      readonly key: string;
      readonly revision: number;
    };
