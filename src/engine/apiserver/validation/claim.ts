import { validateDNS1123Subdomain } from "../../api/names.ts";
import { canonicalQuantity, compareQuantities } from "../../api/quantity.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";
import type { Check } from "./fieldError.ts";
import { validateLabelSelector } from "./metadata.ts";

const accessModes: readonly string[] = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

export function validateAccessModes(check: Check, modes: readonly string[]): void {
  for (const mode of modes) if (!accessModes.includes(mode)) check.notSupported(mode, accessModes);
  if (modes.includes("ReadWriteOncePod") && modes.some((mode) => mode !== "ReadWriteOncePod"))
    check.forbidden("may not use ReadWriteOncePod with other access modes");
}

/** Models ValidatePersistentVolumeClaimSpec (v1.34). */
export function validateClaimSpec(check: Check, spec: PersistentVolumeClaim["spec"]): void {
  if (!spec?.accessModes?.length) check.at("accessModes").required("at least 1 access mode is required");
  validateLabelSelector(check.at("selector"), spec?.selector);
  validateAccessModes(check.at("accessModes"), spec?.accessModes ?? []);
  const storage = spec?.resources?.requests?.storage;
  const at = check.at("resources").key("storage");
  if (storage === undefined) at.required();
  else if (compareQuantities(storage, "0") <= 0) at.invalid(canonicalQuantity(storage), "must be greater than zero");
  const className = spec?.storageClassName;
  if (className) check.at("storageClassName").invalidAll(className, validateDNS1123Subdomain(className));
  const mode = spec?.volumeMode;
  if (mode !== undefined && mode !== "Block" && mode !== "Filesystem")
    check.at("volumeMode").notSupported(mode, ["Block", "Filesystem"]);
}
