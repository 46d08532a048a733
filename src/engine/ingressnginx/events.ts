/** What sends requests to a canary, as its Ingress writes it. All absent for a main backend, which gets the rest. */
export interface CanaryRule {
  /** Of `weightTotal` requests. */
  readonly weight?: number;
  /** Where it is not 100. */
  readonly weightTotal?: number;
  /** `NAME`, `NAME: VALUE`, or `NAME ~ PATTERN`. */
  readonly header?: string;
  readonly cookie?: string;
}

/** What answers behind an Ingress: one Service, and what sends requests there. */
export interface IngressBackend {
  readonly service: string;
  /** The Ingress that names it: the main one, or the canary that was merged into it. */
  readonly ingress: string;
  readonly role: "main" | "canary";
  readonly by: CanaryRule;
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

/** One thing that is other than before behind a main Ingress. */
export type IngressChange =
  | { readonly what: "added" | "removed" }
  /** The main backend is another Service. */
  | { readonly what: "switched"; readonly from: string; readonly to: string }
  | { readonly what: "canaryAdded" | "canaryRemoved"; readonly service: string; readonly by: CanaryRule }
  | { readonly what: "canaryChanged"; readonly service: string; readonly from: CanaryRule; readonly to: CanaryRule }
  | { readonly what: "endpoints"; readonly service: string; readonly from: number; readonly to: number };

/** What ingress-nginx records. `ingress` is `namespace/name` of a main Ingress. */
export type IngressNginxEvent =
  | {
      /** The controller has worked out a new configuration and handed it to nginx. */
      readonly type: "IngressSync";
      readonly ingress: string;
      /** nginx was started anew; what concerns only backends reaches it without. */
      readonly reload: boolean;
      readonly changes: readonly IngressChange[];
    }
  | {
      /** What came in since the last entry of the kind. */
      readonly type: "Traffic";
      readonly seconds: number;
      readonly backends: readonly {
        readonly ingress: string;
        readonly service: string;
        readonly requests: number;
        /** How many were answered with which error. */
        readonly errors: Readonly<Record<string, number>>;
      }[];
      /** Requests that no Ingress is for: 404. */
      readonly notFound: number;
    };
