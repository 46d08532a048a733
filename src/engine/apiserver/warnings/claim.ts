import { isFraction } from "./fraction.ts";

interface ClaimSpec {
  readonly resources?: { readonly requests?: { readonly [name: string]: string | number } };
}

/** Models GetWarningsForPersistentVolumeClaimSpec (v1.34); `path` is that of the spec. */
export function claimWarnings(path: string, { resources }: ClaimSpec): string[] {
  const storage = resources?.requests?.storage;
  return isFraction(storage)
    ? [`${path}.resources.requests[storage]: fractional byte value "${storage}" is invalid, must be an integer`]
    : [];
}
