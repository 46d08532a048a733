import { escapeText } from "../../api/names.ts";
import type { EphemeralContainer, Pod } from "../../api/pod.ts";
import { isEqual } from "../validation/equality.ts";
import type { Check } from "../validation/fieldError.ts";
import { internalForm } from "../validation/internalForm.ts";
import { validatePodRewrite } from "../validation/podUpdate.ts";
import { unifiedDiff } from "../validation/unifiedDiff.ts";

/** What `PATCH pods/NAME/ephemeralcontainers` may change: nothing else. */
export function withEphemeralContainers(wanted: Pod, old: Pod): Pod {
  const { ephemeralContainers } = wanted.spec;
  const { ephemeralContainers: _, ...spec } = old.spec;
  return { ...old, spec: { ...spec, ...(ephemeralContainers && { ephemeralContainers }) } };
}

/** They only ever come: nothing that is there may change or go. Models ValidatePodEphemeralContainersUpdate (v1.34). */
export function validateEphemeralContainersUpdate(check: Check, pod: Pod, old: Pod): void {
  if (old.metadata.annotations?.["kubernetes.io/config.mirror"] !== undefined) {
    check.at("").forbidden("static pods do not support ephemeral containers");
    return;
  }
  validatePodRewrite(check, pod, old);
  const at = check.at("spec", "ephemeralContainers");
  const wanted = pod.spec.ephemeralContainers ?? [];
  for (const before of old.spec.ephemeralContainers ?? []) {
    const now = wanted.find(({ name }) => name === before.name);
    if (!now) at.forbidden(`existing ephemeral containers ${escapeText(before.name)} may not be removed\n`);
    else if (!isEqual(now, before)) {
      const difference = unifiedDiff(printed(before), printed(now));
      at.forbidden(`existing ephemeral containers ${escapeText(before.name)} may not be changed\n${difference}`);
    }
  }
}

function printed(container: EphemeralContainer): string {
  return JSON.stringify(internalForm(container, "EphemeralContainer"), null, 1);
}
