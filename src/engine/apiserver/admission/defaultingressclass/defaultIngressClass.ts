import { type Ingress, type IngressClass, ingressClassAnnotation } from "../../../api/networking.ts";
import type { AdmissionPlugin, ClusterView } from "../plugin.ts";

const marker = "ingressclass.kubernetes.io/is-default-class";

/** The default class: of several the newest, of equally new ones the first by name. */
function defaultClass(view: ClusterView): IngressClass | undefined {
  const marked = view
    .list<IngressClass>("ingressclasses")
    .filter(({ metadata }) => metadata.annotations?.[marker] === "true");
  return marked.reduce<IngressClass | undefined>((newest, next) => {
    const time = newest?.metadata.creationTimestamp ?? "";
    return newest && time >= (next.metadata.creationTimestamp ?? "") ? newest : next;
  }, undefined);
}

/**
 * DefaultIngressClass gives the default class to an Ingress that names none, neither in the field nor in the old
 * annotation.
 *
 * Models plugin/pkg/admission/network/defaultingressclass (v1.34).
 */
export const defaultIngressClass: AdmissionPlugin = {
  name: "DefaultIngressClass",

  handles({ operation, kind, subresource }) {
    return operation === "create" && kind.resource === "ingresses" && subresource === undefined;
  },

  admit({ object }, view) {
    const ingress = object as Ingress;
    if (ingress.spec?.ingressClassName !== undefined) return { object };
    if (ingress.metadata.annotations?.[ingressClassAnnotation] !== undefined) return { object };
    const found = defaultClass(view);
    if (!found) return { object };
    const filled: Ingress = { ...ingress, spec: { ...ingress.spec, ingressClassName: found.metadata.name } };
    return { object: filled };
  },
};
