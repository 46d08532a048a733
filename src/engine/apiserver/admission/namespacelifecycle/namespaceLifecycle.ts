import type { Namespace } from "../../../api/core.ts";
import { resourceByName } from "../../../api/kinds.ts";
import type { Status } from "../../../api/meta.ts";
import { forbidden, notFound } from "../../status.ts";
import { type AdmissionPlugin, nameSoFar } from "../plugin.ts";

const immortal = new Set(["default", "kube-system", "kube-public"]);

/**
 * NamespaceLifecycle refuses what is created in a namespace that does not exist or is going away, and protects three
 * namespaces from deletion.
 *
 * Models staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle (v1.34).
 */
export const namespaceLifecycle: AdmissionPlugin = {
  name: "NamespaceLifecycle",

  handles({ operation, kind, name, subresource, namespace = "" }, view) {
    if (operation === "delete") return kind.resource === "namespaces" && immortal.has(name);
    if (operation !== "create" || !kind.namespaced) return false;
    // What is created below an object has its namespace: only that may be on its way out.
    return (
      subresource === undefined ||
      view.get("namespaces", undefined, namespace)?.metadata.deletionTimestamp !== undefined
    );
  },

  admit(attributes, view) {
    const { operation, kind, namespace = "", object } = attributes;
    if (operation === "delete") {
      return { refused: forbidden(kind, attributes.name, "this namespace may not be deleted") };
    }
    const found = view.get<Namespace>("namespaces", undefined, namespace);
    if (!found) {
      const namespaces = resourceByName("namespaces");
      if (!namespaces) throw new Error("namespaces are always served");
      return { refused: notFound(namespaces, namespace) };
    }
    if (found.metadata.deletionTimestamp === undefined) return { object };
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    const refusal = forbidden(kind, nameSoFar(attributes), why);
    const cause = {
      reason: "NamespaceTerminating",
      message: `namespace ${namespace} is being terminated`,
      field: "metadata.namespace",
    };
    return { refused: { ...refusal, details: { ...refusal.details, causes: [cause] } } satisfies Status };
  },
};
