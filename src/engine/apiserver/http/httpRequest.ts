import type { KubernetesObject, Status } from "../../api/meta.ts";
import type { UserInfo } from "../request.ts";

/** A request as it comes off the wire, its credentials already turned into a user. */
export interface HttpRequest {
  /** The actor that sent it, as it appears in the trace. */
  readonly client: string;
  readonly user: UserInfo;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `/api/v1/namespaces/default/pods/web`, without the query. */
  readonly path: string;
  readonly query?: { readonly [name: string]: string };
  /** Tells the patches apart; bodies are JSON (an apply patch may be YAML upstream, here it is JSON too). */
  readonly contentType?: string;
  /** Up to its first slash it is the default field manager. */
  readonly userAgent?: string;
  readonly body?: string;
}

/** What goes back: an object, a Status, or plain text for a path that nobody serves. */
export interface HttpResponse {
  readonly code: number;
  readonly body: KubernetesObject | Status | string;
  /** Texts of the Warning headers, in order. */
  readonly warnings: readonly string[];
}
