import type { AdmissionPlugin } from "../plugin.ts";
import { callWebhook, interestedWebhooks } from "./callWebhook.ts";

/**
 * ValidatingAdmissionWebhook asks programs outside whether a write may be: all of them at once.
 *
 * Models staging/src/k8s.io/apiserver/pkg/admission/plugin/webhook/validating (v1.34).
 */
export const validatingWebhook: AdmissionPlugin = {
  name: "ValidatingAdmissionWebhook",
  handles: (attributes, view) => interestedWebhooks("validatingwebhookconfigurations", attributes, view).length > 0,

  validate(attributes, view) {
    const outcomes = interestedWebhooks("validatingwebhookconfigurations", attributes, view).map((webhook) =>
      callWebhook(webhook, attributes, view),
    );
    const took = Math.max(...outcomes.map((outcome) => outcome.took));
    const warnings = outcomes.flatMap((outcome) => outcome.warnings ?? []);
    const refusal = outcomes.find((outcome) => "refused" in outcome);
    const told = { took, ...(warnings.length > 0 && { warnings }) };
    return refusal && "refused" in refusal ? { ...told, refused: refusal.refused } : told;
  },
};
