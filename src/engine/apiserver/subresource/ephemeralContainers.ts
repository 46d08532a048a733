import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { Check } from "../validation/fieldError.ts";

interface Named {
  readonly name?: string;
}

/** What `PATCH pods/NAME/ephemeralcontainers` may change: nothing else. */
export function withEphemeralContainers(wanted: Pod, old: Pod): Pod {
  const { ephemeralContainers } = wanted.spec;
  return { ...old, spec: { ...old.spec, ...(ephemeralContainers && { ephemeralContainers }) } };
}

/** They only ever come: nothing that is there may change or go. Models ValidatePodEphemeralContainersUpdate (v1.34). */
export function validateEphemeralContainersUpdate(check: Check, pod: Pod, oldObject: KubernetesObject): void {
  const at = check.at("spec", "ephemeralContainers");
  const wanted = (pod.spec.ephemeralContainers ?? []) as readonly Named[];
  for (const old of ((oldObject as Pod).spec.ephemeralContainers ?? []) as readonly Named[]) {
    const now = wanted.find(({ name }) => name === old.name);
    // Upstream's text ends with a line break, where a difference would stand.
    if (!now) at.forbidden(`existing ephemeral containers "${old.name}" may not be removed\n`);
    else if (JSON.stringify(now) !== JSON.stringify(old))
      at.forbidden(`existing ephemeral containers "${old.name}" may not be changed\n`);
  }
}
