import type { KubernetesObject } from "../../../api/meta.ts";
import { applyDefaults } from "../../defaulting/index.ts";
import { jsonPatch } from "../../patch/jsonPatch.ts";
import { internalError } from "../../status.ts";
import type { Admission, AdmissionPlugin, Attributes, ClusterView } from "../plugin.ts";
import { callWebhook, interestedWebhooks } from "./callWebhook.ts";

const configurations = "mutatingwebhookconfigurations";

function mutate(attributes: Attributes, view: ClusterView): Admission {
  let { object } = attributes;
  let took = 0;
  const warnings: string[] = [];
  const asked = interestedWebhooks(configurations, attributes, view).filter(
    ({ reinvocationPolicy }) => !attributes.isReinvoked || reinvocationPolicy === "IfNeeded",
  );
  for (const webhook of asked) {
    const outcome = callWebhook(webhook, { ...attributes, object }, view);
    took += outcome.took;
    warnings.push(...(outcome.warnings ?? []));
    if ("refused" in outcome) return { refused: outcome.refused, warnings, took };
    const { response } = outcome;
    if (!response?.patch) continue;
    const patched = jsonPatch(object, response.patch);
    if ("problem" in patched) return { refused: internalError(patched.problem), took };
    object = applyDefaults(patched.value as KubernetesObject);
  }
  const isChanged = JSON.stringify(object) !== JSON.stringify(attributes.object);
  return { object, took, warnings, ...(isChanged && { reinvoke: true }) };
}

/**
 * MutatingAdmissionWebhook lets programs outside change a write, one after the other. When one has, all mutating plugins
 * look at the object once more.
 *
 * Models staging/src/k8s.io/apiserver/pkg/admission/plugin/webhook/mutating (v1.34).
 */
export const mutatingWebhook: AdmissionPlugin = {
  name: "MutatingAdmissionWebhook",
  handles: (attributes, view) => interestedWebhooks(configurations, attributes, view).length > 0,
  admit: mutate,
};
