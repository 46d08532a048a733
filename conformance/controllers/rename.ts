import { canonical } from "./reduce.ts";

/** What a settle shows, in the recording or here. */
export interface Snapshot {
  readonly objects: readonly { readonly [field: string]: unknown }[];
  readonly events: readonly unknown[];
}

const hashLabels = ["pod-template-hash", "controller.kubernetes.io/hash", "controller-revision-hash"];
const loose = /(?<=-)[bcdfghjklmnpqrstvwxz2456789]{6,10}(?![a-z0-9])/g;

/** How an object with a template hash is recognised without that hash: by what it is of, and what it holds. */
function signature(object: { readonly [field: string]: unknown }, hash: string): string {
  const { kind, name, images, annotations, ownerReferences } = object;
  return canonical([kind, name, ownerReferences, images, annotations]).replaceAll(hash, "");
}

/**
 * Renames template and revision hashes one to one, in an order that does not depend on them: by the settle at which their
 * object is first seen, then by its signature. Hashes of objects that are not shown follow in order of appearance.
 */
export function hashRenamer(snapshots: readonly Snapshot[]): (text: string) => string {
  const names = new Map<string, string>();
  const name = (hash: string): void => {
    if (!names.has(hash)) names.set(hash, `<HASH${names.size + 1}>`);
  };
  for (const { objects } of snapshots) {
    const found = objects.flatMap((object) => {
      const labels = (object.labels ?? {}) as { readonly [label: string]: string };
      const own = object.kind === "ReplicaSet" || object.kind === "controllerrevisions";
      const hash = hashLabels.map((label) => labels[label]).find((value) => value !== undefined);
      return own && hash !== undefined ? [{ hash, signature: signature(object, hash) }] : [];
    });
    found.sort((a, b) => (a.signature < b.signature ? -1 : a.signature > b.signature ? 1 : 0));
    for (const { hash } of found) name(hash);
  }
  for (const { events, objects } of snapshots) {
    for (const [hash] of canonical([events, objects]).matchAll(loose)) name(hash);
  }
  const longestFirst = [...names].sort(([a], [b]) => b.length - a.length);
  return (text) => longestFirst.reduce((done, [hash, short]) => done.replaceAll(hash, short), text);
}
