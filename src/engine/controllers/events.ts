/** What a controller decided in one pass of its loop. `decision` is a code for narration, e.g. `createReplicaSet`, `scaleUp`, `createPods`, `none`. */
export type ControllerEvent = {
  readonly type: "Reconcile";
  readonly controller: string;
  /** `namespace/name` of the object reconciled, and its kind. */
  readonly kind: string;
  readonly key: string;
  readonly want?: number;
  readonly have?: number;
  readonly decision: string;
  readonly params?: { readonly [name: string]: string | number };
};
