/**
 * What the browser keeps for the person. A tab's own storage comes first, so that two tabs don't overwrite one another
 * on reload; a new tab starts from what was saved last anywhere. Storage may be forbidden or full: then nothing is kept.
 */
const prefix = "podyssey.";

/** A saved value; null when there is none, or when storage is forbidden. */
export function load(name: string): string | null {
  for (const storage of storages()) {
    const value = storage.getItem(prefix + name);
    if (value !== null) return value;
  }
  return null;
}

/** Saves a value in this tab and for new ones; false when the browser has no room for it, and the one before stays. */
export function save(name: string, value: string): boolean {
  let kept = false;
  for (const storage of storages()) {
    try {
      storage.setItem(prefix + name, value);
      kept = true;
    } catch {
      // Full: what was saved before stays, which is more than nothing.
    }
  }
  return kept;
}

/** This tab's alone. */
export function loadForTab(name: string): string | null {
  return tabStorage()?.getItem(prefix + name) ?? null;
}

export function saveForTab(name: string, value: string): void {
  try {
    tabStorage()?.setItem(prefix + name, value);
  } catch {
    // The tab then forgets; nothing else depends on it.
  }
}

/** A saved value as data; null when there is none or it doesn't read. */
export function loadData(name: string): { readonly [field: string]: unknown } | null {
  try {
    const data: unknown = JSON.parse(load(name) ?? "null");
    return typeof data === "object" ? (data as { readonly [field: string]: unknown } | null) : null;
  } catch {
    return null;
  }
}

function tabStorage(): Storage | null {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}

function storages(): Storage[] {
  const found: Storage[] = [];
  for (const name of ["sessionStorage", "localStorage"] as const) {
    try {
      found.push(globalThis[name]);
    } catch {
      // Forbidden by the browser's settings.
    }
  }
  return found;
}
