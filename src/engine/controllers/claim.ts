import type { KubernetesObject, LabelSelector, Status } from "../api/meta.ts";
import { compileSelector, matches } from "../api/selector.ts";
import type { Client } from "../client/client.ts";
import type { Process } from "../kernel/simulator.ts";
import { controllerOf, controllerReference, isNotFound, nameOf } from "./objects.ts";

type Labels = NonNullable<KubernetesObject["metadata"]["labels"]>;
const noLabels: Labels = {};

/** Selectors as they were seen: each pass asks for that of its owner. */
const predicates = new WeakMap<LabelSelector, (object: KubernetesObject) => boolean>();

/** A selector as a predicate on labels; one that cannot be read selects nothing. */
export function selectorOf(selector: LabelSelector | undefined): (object: KubernetesObject) => boolean {
  const known = selector && predicates.get(selector);
  if (known) return known;
  const made = predicateOf(selector);
  if (selector) predicates.set(selector, made);
  return made;
}

function predicateOf(selector: LabelSelector | undefined): (object: KubernetesObject) => boolean {
  const compiled = compileSelector(selector);
  if ("error" in compiled) return () => false;
  return byLabels((labels) => matches(compiled, labels));
}

/** A predicate on labels that remembers its answer by the labels themselves, which an object's versions have in common. */
export function byLabels(selects: (labels: Labels) => boolean): (object: KubernetesObject) => boolean {
  const answers = new WeakMap<Labels, boolean>();
  return ({ metadata }) => {
    const labels = metadata.labels ?? noLabels;
    const known = answers.get(labels);
    if (known !== undefined) return known;
    const answer = selects(labels);
    answers.set(labels, answer);
    return answer;
  };
}

interface Claimed<T> {
  readonly objects: readonly T[];
  /** Set when an adoption or a release was refused: the pass is to be tried again. */
  readonly refused: Status | null;
}

/**
 * The objects that belong to `owner`: its own that still match, and orphans that match, which are adopted. Its own that
 * no longer match are released.
 *
 * Models ControllerRefManager of pkg/controller (v1.34).
 * @param finalizer what is put on adopted objects and taken off released ones
 */
export function* claim<T extends KubernetesObject>(
  client: Client,
  resource: string,
  owner: KubernetesObject,
  selector: LabelSelector | undefined,
  candidates: readonly T[],
  finalizer?: string,
): Process<Claimed<T>> {
  const selects = selectorOf(selector);
  const objects: T[] = [];
  let refused: Status | null = null;
  for (const object of candidates) {
    if (object.metadata.namespace !== owner.metadata.namespace) continue;
    const reference = controllerOf(object);
    if (reference && reference.uid !== owner.metadata.uid) continue;
    const selected = selects(object);
    if (reference) {
      if (selected) objects.push(object);
      else if (!owner.metadata.deletionTimestamp) {
        const released = yield* client.patch<T>(resource, owner.metadata.namespace, nameOf(object), (stored) =>
          withoutFinalizer(
            withOwners(
              stored,
              (stored.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata.uid),
            ),
            finalizer,
          ),
        );
        if (!released.ok && !isNotFound(released.status)) refused = released.status;
      }
      continue;
    }
    if (!selected || owner.metadata.deletionTimestamp || object.metadata.deletionTimestamp) continue;
    const adopted = yield* client.patch<T>(resource, owner.metadata.namespace, nameOf(object), (stored) =>
      withFinalizer(
        withOwners(stored, [...(stored.metadata.ownerReferences ?? []), controllerReference(owner)]),
        finalizer,
      ),
    );
    if (adopted.ok) objects.push(adopted.object);
    else if (!isNotFound(adopted.status)) refused = adopted.status;
  }
  return { objects, refused };
}

function withOwners<T extends KubernetesObject>(object: T, owners: readonly object[]): T {
  return { ...object, metadata: { ...object.metadata, ownerReferences: owners.length > 0 ? [...owners] : undefined } };
}

function withFinalizer<T extends KubernetesObject>(object: T, finalizer: string | undefined): T {
  const { finalizers = [] } = object.metadata;
  if (finalizer === undefined || finalizers.includes(finalizer)) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
}

/** The object without the finalizer, if it has it. */
export function withoutFinalizer<T extends KubernetesObject>(object: T, finalizer: string | undefined): T {
  const { finalizers } = object.metadata;
  if (finalizer === undefined || !finalizers?.includes(finalizer)) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: finalizers.filter((other) => other !== finalizer) } };
}
