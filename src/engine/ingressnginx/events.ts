/** What answers behind an Ingress: one Service, and what sends requests there. */
export interface IngressBackend {
  readonly service: string;
  /** The Ingress that names it: the main one, or the canary that was merged into it. */
  readonly ingress: string;
  readonly role: "main" | "canary";
  /** What sends requests here: the rule as written. All absent for the main backend, which gets the rest. */
  readonly by: { readonly weight?: number; readonly header?: string; readonly cookie?: string };
  /** Requests since the run began. */
  readonly total: number;
  /** Requests in the window. */
  readonly recent: number;
  /** Requests in the window that were answered with 5xx, or by nobody. */
  readonly failed: number;
  readonly readyEndpoints: number;
}

/** The traffic through a main Ingress (record `ingress/NAMESPACE/NAME`), as far as it is counted. */
export interface IngressTraffic {
  readonly name: string;
  readonly namespace: string;
  readonly class: string;
  readonly hosts: readonly string[];
  /** Main backends first; then the canaries'. */
  readonly backends: readonly IngressBackend[];
  /** Seconds that `recent` and `failed` cover. */
  readonly window: number;
  /** Per Pod (`namespace/name`) requests in the window. */
  readonly pods: Readonly<Record<string, number>>;
}
