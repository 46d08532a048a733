import type { Service } from "../../api/core.ts";
import type { Check } from "./fieldError.ts";
import { serviceName, validateFinalizersUpdate, validateMetadata, validateMetadataUpdate } from "./metadata.ts";
import { isHeadless, validateBalancerClass, validateServiceSpec } from "./service.ts";

type Spec = NonNullable<Service["spec"]>;

const once = "may not change once set";

/** Models ValidateServiceUpdate (v1.34): first what may not change, then what holds at any time. */
export function validateServiceUpdate(check: Check, service: Service, old: Service): void {
  validateMetadataUpdate(check.at("metadata"), service.metadata, old.metadata);
  validateFinalizersUpdate(check.at("metadata"), service.metadata);
  const { spec = {} } = service;
  const before = old.spec ?? {};
  const at = check.at("spec");
  if (spec.type !== "ExternalName" && before.type !== "ExternalName") {
    validateAddressesKept(at, spec, before);
    validateFamiliesKept(at, spec, before);
  }
  const classOf = ({ loadBalancerClass }: Spec): unknown => loadBalancerClass;
  if (spec.type === "LoadBalancer" && before.type === "LoadBalancer" && classOf(spec) !== classOf(before))
    at.at("loadBalancerClass").invalid(classOf(spec), once);
  validateBalancerClass(at, spec);
  const needsHealth = ({ type, externalTrafficPolicy }: Spec): boolean =>
    type === "LoadBalancer" && externalTrafficPolicy === "Local";
  if (needsHealth(spec) && needsHealth(before) && spec.healthCheckNodePort !== before.healthCheckNodePort)
    at.at("healthCheckNodePort").forbidden("field is immutable");
  validateMetadata(check.at("metadata"), service.metadata, true, serviceName);
  validateServiceSpec(check, service);
}

/** Of two lists one may be the longer, but they begin alike. */
function validateAddressesKept(check: Check, spec: Spec, old: Spec): void {
  if (isHeadless(spec) && isHeadless(old)) return;
  const now = spec.clusterIPs ?? [];
  const before = old.clusterIPs ?? [];
  const refuse = (index: number, why: string): void =>
    check.at("clusterIPs", index).invalid(spec.clusterIPs ?? null, why);
  if (now.length === before.length) {
    before.forEach((address, index) => {
      if (address !== now[index]) refuse(index, once);
    });
    return;
  }
  if (now.length === 0) refuse(0, "primary clusterIP can not be unset");
  else if (before.length > 0 && now[0] !== before[0]) refuse(0, once);
  if (before.length > now.length && now.length === 1 && spec.ipFamilyPolicy !== "SingleStack")
    check
      .at("ipFamilyPolicy")
      .invalid(spec.ipFamilyPolicy, "must be set to 'SingleStack' when releasing the secondary clusterIP");
}

function validateFamiliesKept(check: Check, spec: Spec, old: Spec): void {
  if (isHeadless(spec) || isHeadless(old)) return;
  const now = spec.ipFamilies ?? [];
  const before = old.ipFamilies ?? [];
  const at = check.at("ipFamilies", 0);
  if (now.length === before.length) {
    before.forEach((family, index) => {
      if (family !== now[index]) at.invalid(spec.ipFamilies ?? null, once);
    });
    return;
  }
  // Upstream shows the addresses in place of the families.
  if (before.length > 0 && now.length > 0 && now[0] !== before[0]) at.invalid(spec.clusterIPs ?? null, once);
  if (before.length > now.length && now.length === 1 && spec.ipFamilyPolicy !== "SingleStack")
    check
      .at("ipFamilyPolicy")
      .invalid(spec.ipFamilyPolicy, "must be set to 'SingleStack' when releasing the secondary ipFamily");
}
