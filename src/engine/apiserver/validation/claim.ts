import { validateDNS1123Label, validateDNS1123Subdomain } from "../../api/names.ts";
import { canonicalQuantity, compareQuantities } from "../../api/quantity.ts";
import type { PersistentVolumeClaim } from "../../api/storage.ts";
import type { Check } from "./fieldError.ts";
import { validateLabelSelector } from "./metadata.ts";

const accessModes: readonly string[] = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

export function validateAccessModes(check: Check, modes: readonly string[]): void {
  for (const mode of modes) if (!accessModes.includes(mode)) check.notSupported(mode, accessModes);
  const isShared = modes.some((mode) => mode !== "ReadWriteOncePod" && accessModes.includes(mode));
  if (modes.includes("ReadWriteOncePod") && isShared)
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
  validateDataSources(check, spec ?? {});
  const attributes = spec?.volumeAttributesClassName;
  if (attributes) check.at("volumeAttributesClassName").invalidAll(attributes, validateDNS1123Subdomain(attributes));
}

interface DataSource {
  apiGroup?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}

function validateDataSource(check: Check, { apiGroup = "", kind = "", name = "", namespace }: DataSource): void {
  if (!name) check.at("name").required();
  if (!kind) check.at("kind").required();
  if (!apiGroup && kind !== "PersistentVolumeClaim")
    check.invalid(kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
  if (apiGroup) check.at("apiGroup").invalidAll(apiGroup, validateDNS1123Subdomain(apiGroup));
  if (namespace) check.at("namespace").invalidAll(namespace, validateDNS1123Label(namespace));
}

/** What a claim is filled from. Models validateDataSource and validateDataSourceRef (v1.34). */
function validateDataSources(check: Check, spec: NonNullable<PersistentVolumeClaim["spec"]>): void {
  const source = spec.dataSource as DataSource | undefined;
  const reference = spec.dataSourceRef as DataSource | undefined;
  if (source) validateDataSource(check.at("dataSource"), source);
  if (reference) validateDataSource(check.at("dataSourceRef"), reference);
  if (!source || !reference) return;
  // Upstream shows a field's path in place of a value: its own fields are not exported.
  if (reference.namespace) check.invalid({}, "may not be specified when dataSourceRef.namespace is specified");
  else if (source.apiGroup !== reference.apiGroup || source.kind !== reference.kind || source.name !== reference.name)
    check.invalid({}, "must match dataSourceRef");
}
