import type { KubernetesObject } from "./meta.ts";

export interface ServiceBackendPort {
  name?: string;
  number?: number;
}

export interface TypedLocalObjectReference {
  apiGroup?: string;
  kind?: string;
  name?: string;
}

export interface IngressBackend {
  service?: { name?: string; port?: ServiceBackendPort };
  resource?: TypedLocalObjectReference;
}

export interface HTTPIngressPath {
  path?: string;
  pathType?: string;
  backend?: IngressBackend;
}

export interface IngressRule {
  host?: string;
  http?: { paths?: HTTPIngressPath[] };
}

/** networking.k8s.io/v1 Ingress. */
export interface Ingress extends KubernetesObject {
  spec?: {
    ingressClassName?: string;
    defaultBackend?: IngressBackend;
    rules?: IngressRule[];
    tls?: { hosts?: string[]; secretName?: string }[];
  };
  status?: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } };
}

/** networking.k8s.io/v1 IngressClass: which program an Ingress of this class is for. */
export interface IngressClass extends KubernetesObject {
  spec?: {
    controller?: string;
    parameters?: TypedLocalObjectReference & { scope?: string; namespace?: string };
  };
}

/** How the class of an Ingress was named before the field; it still counts. */
export const ingressClassAnnotation = "kubernetes.io/ingress.class";
