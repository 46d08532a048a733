import type { Check } from "./fieldError.ts";

export function validateNoBacksteps(check: Check, path: string): void {
  if (path.split("/").includes("..")) check.invalid(path, "must not contain '..'");
}

/** A path inside a volume: relative, and never upwards. */
export function validateDescendingPath(check: Check, path: string): void {
  if (path.startsWith("/")) check.invalid(path, "must be a relative path");
  validateNoBacksteps(check, path);
}

export function validateNonReservedPath(check: Check, path: string): void {
  validateDescendingPath(check, path);
  if (path.startsWith("..") && !path.startsWith("../")) check.invalid(path, "must not start with '..'");
}
