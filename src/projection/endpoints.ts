import type { KubernetesObject } from "../engine/index.ts";

/** discovery.k8s.io/v1 EndpointSlice, as far as the screen reads it. */
export interface EndpointSlice extends KubernetesObject {
  readonly endpoints?: readonly {
    readonly addresses?: readonly string[];
    readonly nodeName?: string;
    readonly targetRef?: { readonly name?: string; readonly namespace?: string };
    readonly conditions?: { readonly ready?: boolean };
  }[];
}
