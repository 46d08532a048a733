import { etcdKey, type KindInfo, resourceByName } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { timestamp } from "../kernel/clock.ts";
import type { Process, Simulator } from "../kernel/simulator.ts";
import type { Etcd } from "../store/etcd.ts";
import { admit, allow, attributesOf } from "./admission/chain.ts";
import type { ClusterView } from "./admission/plugin.ts";
import { silentWebhooks, type WebhookServer } from "./admission/webhook/webhookServer.ts";
import { managerOf } from "./apply/managerOf.ts";
import { afterApply, afterUpdate } from "./apply/ownership.ts";
import type { Applied } from "./apply/serverSideApply.ts";
import { authorizationStatus } from "./authorization/authorizationStatus.ts";
import { escalationProblem } from "./authorization/escalation.ts";
import { decodeObject } from "./decoding/decodeObject.ts";
import { applyDefaults } from "./defaulting/index.ts";
import { deleted, deletionWarnings, isReleased, usualPropagation } from "./deletion.ts";
import type { ApiServerEvent } from "./events.ts";
import { Exchange } from "./exchange.ts";
import { fieldDiff, isUnchanged } from "./fieldDiff.ts";
import { Identities, withoutSystemFields } from "./identities.ts";
import { patience, versionProblem } from "./listing/listOptions.ts";
import { selected } from "./listing/selection.ts";
import { withOwnersOnce } from "./ownerReferences.ts";
import {
  conflictWith,
  createdByUpdate,
  createdVersionProblem,
  misplacedStatus,
  preconditionProblem,
  undeletable,
  unversionedProblem,
} from "./preconditions.ts";
import type { Answer, ApiRequest } from "./request.ts";
import { ServiceAddresses } from "./serviceAddresses.ts";
import { alreadyExists, notFound } from "./status.ts";
import { Storage } from "./storage.ts";
import { appArmorWarnings } from "./strategy/appArmor.ts";
import { prepareForCreate, prepareForUpdate } from "./strategy/index.ts";
import { PodSubresources } from "./subresource/podSubresources.ts";
import { scaleOf, scaleProblem } from "./subresource/scale.ts";
import { timing } from "./timing.ts";
import { validationStatus } from "./validationStatus.ts";
import { servedVersion, storedVersion } from "./versions.ts";
import { putWanted, wantedByApply, wantedObject } from "./wanted.ts";
import { warningsFor } from "./warnings/index.ts";

/** The answer as it goes out: in the version that was asked for, with what there is to warn of. */
function encoded({ request, warnings }: Exchange, answer: Answer): Answer {
  const inVersion = answer.ok ? { ...answer, object: servedVersion(request.kind, answer.object) } : answer;
  return warnings.length > 0 ? { ...inVersion, warnings } : inVersion;
}

interface ServerOptions {
  /** The programs behind the cluster's webhooks. */
  readonly webhooks?: WebhookServer;
  /** Keeps metadata.managedFields: server-side apply needs it, a run that nobody applies in is lighter without. */
  readonly managedFields?: boolean;
}

/**
 * The simulated kube-apiserver: every request walks its stations, each an entry of the trace, and ends in etcd, in an
 * answer, or in a refusal with upstream's words. The order is the binary's: decoding and defaulting, mutating admission,
 * validation, validating admission, storage.
 */
export class ApiServer {
  private requests = 0;
  private readonly identities: Identities;
  private readonly addresses: ServiceAddresses;
  private readonly storage: Storage;
  private readonly podSubresources: PodSubresources;
  private readonly view: ClusterView;

  constructor(
    private readonly sim: Simulator<ApiServerEvent>,
    private readonly etcd: Etcd,
    private readonly options: ServerOptions = {},
  ) {
    const names = sim.random.split("names");
    this.identities = new Identities(etcd, names, sim.random.split("uids"));
    this.view = {
      random: sim.random.split("admission"),
      webhooks: options.webhooks ?? silentWebhooks,
      get: (resource, namespace, name) => etcd.get(this.kind(resource), namespace, name),
      list: (resource, namespace) => etcd.list(this.kind(resource), namespace),
    };
    this.addresses = new ServiceAddresses(this.view, names);
    this.storage = new Storage(sim, etcd);
    const now = () => sim.now;
    const remove = (exchange: Exchange) => this.removeObject(exchange);
    this.podSubresources = new PodSubresources({ etcd, view: this.view, storage: this.storage, now, remove });
  }

  /** A resource's kind; asking for one that is not served is a bug of the caller. */
  kind(resource: string): KindInfo {
    const kind = resourceByName(resource);
    if (!kind) throw new Error(`no resource ${resource}`);
    return kind;
  }

  /** The request from the moment it is sent to the moment its answer arrives. */
  *handle(request: ApiRequest): Process<Answer> {
    const exchange = new Exchange(++this.requests, request, this.sim);
    exchange.sent();
    yield { sleep: timing.network };
    yield { sleep: timing.authentication };
    exchange.pass("authentication");
    yield { sleep: timing.authorization };
    const ready = this.authorize(exchange);
    const answer = ready instanceof Exchange ? encoded(ready, yield* this.serve(ready)) : ready;
    exchange.answered(answer);
    yield { sleep: timing.network };
    return answer;
  }

  /** Why the user may not even ask; null when it may. */
  denied(request: ApiRequest): Status | null {
    return authorizationStatus(request, this.view);
  }

  /** The exchange with what its body says, if its user may ask for that; or the refusal. */
  private authorize(exchange: Exchange): Exchange | Answer {
    const denied = authorizationStatus(exchange.request, this.view);
    if (denied) return exchange.refuse("authorization", denied);
    exchange.pass("authorization");
    const { read } = exchange.request;
    if (!read) return exchange;
    const came = read();
    return "refused" in came ? exchange.refuse("decoding", came.refused) : exchange.with(came);
  }

  private serve(exchange: Exchange): Process<Answer> {
    const { verb, subresource } = exchange.request;
    switch (verb) {
      case "create":
        return subresource === undefined ? this.create(exchange) : this.podSubresources.create(exchange);
      case "update":
      case "patch":
        return this.update(exchange);
      case "delete":
        return this.delete(exchange);
      case "deletecollection":
        return this.deleteCollection(exchange);
      case "get":
        return this.get(exchange.request);
      default:
        return this.list(exchange.request);
    }
  }

  private *list(request: ApiRequest): Process<Answer> {
    yield { sleep: timing.etcdRead };
    const problem = () => versionProblem(request.selection?.since, this.etcd.revision);
    if (problem()?.code === 504) yield { sleep: patience };
    const status = problem();
    return status ? { ok: false, status } : { ok: true, code: 200, object: this.listOf(request) };
  }

  private *get({ kind, namespace, name = "", subresource }: ApiRequest): Process<Answer> {
    yield { sleep: timing.etcdRead };
    const object = this.etcd.get(kind, namespace, name);
    if (!object) return { ok: false, status: notFound(kind, name) };
    return { ok: true, code: 200, object: subresource === "scale" ? scaleOf(object) : object };
  }

  /** The objects that a list or a deletion of many means, as a list. */
  private listOf({ kind, namespace, selection }: Pick<ApiRequest, "kind" | "namespace" | "selection">) {
    const { revision } = this.etcd;
    const { items, metadata } = selected(selection, this.etcd.list(kind, namespace), { namespace, revision });
    const list = { apiVersion: "v1", kind: "List", metadata: { resourceVersion: `${revision}`, ...metadata }, items };
    return list as KubernetesObject & { readonly items: readonly KubernetesObject[] };
  }

  private *create(exchange: Exchange, applied?: Applied): Process<Answer> {
    const { kind, namespace, body } = exchange.request;
    if (!body) throw new Error("a create needs an object");
    const decoded = yield* this.decode(exchange, body);
    if ("ok" in decoded) return decoded;
    const once = withOwnersOnce(decoded, applied ? "after admission" : "before admission");
    exchange.warn(once.warnings);
    // Who owns which fields is settled here: what admission adds is nobody's.
    const owned = storedVersion(this.managed(exchange, undefined, once.object, applied));
    const mutated = yield* admit(exchange, attributesOf(exchange, owned), this.view);
    if ("ok" in mutated) return mutated;
    const escalation = escalationProblem(exchange.request, mutated, this.view);
    if (escalation) return exchange.refuse("validation", escalation);
    const impossible = this.addresses.problem(mutated);
    if (impossible) return exchange.refuse("validation", impossible);
    if (kind.resource === "pods") exchange.warn(appArmorWarnings(mutated as Pod));
    const named = this.identities.stamp(mutated, kind, namespace, this.sim.now);
    const prepared = prepareForCreate(named, kind.resource === "services" ? this.addresses.free() : undefined);
    const refusal = yield* this.validate(exchange, prepared);
    if (refusal) return refusal;
    const allowed = yield* allow(exchange, attributesOf(exchange, prepared), this.view);
    if ("ok" in allowed) return allowed;
    const { dryRun } = exchange.options;
    // A quota is charged before the object is stored: requests side by side must not spend it twice.
    if (!dryRun) for (const object of allowed.writes) this.storage.write(exchange.id, object, "update");
    yield { sleep: timing.etcdWrite };
    const versioned = dryRun ? null : createdVersionProblem(prepared);
    if (versioned) return exchange.refuse("storage", versioned);
    const { name = "" } = prepared.metadata;
    const existing = this.etcd.get(kind, namespace, name);
    if (existing) {
      const terminating = existing.metadata.deletionTimestamp !== undefined;
      return exchange.refuse("storage", alreadyExists(kind, name, terminating));
    }
    return { ok: true, code: 201, object: dryRun ? prepared : this.storage.write(exchange.id, prepared, "create") };
  }

  private *update(exchange: Exchange): Process<Answer> {
    const { kind, namespace, name = "", subresource } = exchange.request;
    yield { sleep: timing.decoding };
    exchange.pass("decoding");
    for (;;) {
      const old = this.etcd.get(kind, namespace, name);
      if (!old) return yield* this.upsert(exchange);
      const current = servedVersion(kind, old);
      const asked = wantedObject(exchange, current);
      if ("refused" in asked) return exchange.refuse("decoding", asked.refused);
      if (asked.object === current) return { ok: true, code: 200, object: old };
      const { applied } = asked;
      const { verb } = exchange.request;
      const once = withOwnersOnce(asked.object, verb === "update" ? "before admission" : "after admission");
      exchange.warn(once.warnings);
      const wanted = storedVersion(once.object);
      const unversioned = unversionedProblem(exchange.request, wanted);
      if (unversioned) return exchange.refuse("storage", unversioned);
      const moved = conflictWith(kind, wanted, old, verb === "update");
      if (moved) return exchange.refuse("storage", moved);
      const prepared = prepareForUpdate(subresource === "status" ? wanted : applyDefaults(wanted), old, subresource);
      const mutated = yield* admit(exchange, { ...attributesOf(exchange, prepared), old }, this.view);
      if ("ok" in mutated) return mutated;
      const escalation = escalationProblem(exchange.request, mutated, this.view, old);
      if (escalation) return exchange.refuse("validation", escalation);
      const refusal = yield* this.validate(exchange, mutated, old);
      if (refusal) return refusal;
      const allowed = yield* allow(exchange, { ...attributesOf(exchange, mutated), old }, this.view);
      if ("ok" in allowed) return allowed;
      const unallocated = subresource === undefined ? this.addresses.problem(mutated, old) : null;
      if (unallocated) return exchange.refuse("storage", unallocated);
      const next = this.managed(exchange, old, this.addresses.allocated(mutated, old, subresource), applied);
      yield { sleep: timing.etcdWrite };
      // Somebody wrote in between: a patch is computed again on what is there now.
      if (this.etcd.get(kind, namespace, name) !== old) continue;
      const { dryRun } = exchange.options;
      const shown = (object: KubernetesObject) => (subresource === "scale" ? scaleOf(object) : object);
      if (dryRun) return { ok: true, code: 200, object: shown(next) };
      for (const object of allowed.writes) this.storage.write(exchange.id, object, "update");
      if (isReleased(next)) return { ok: true, code: 200, object: this.storage.remove(exchange.id, next) };
      if (isUnchanged(next, old)) return { ok: true, code: 200, object: shown(old) };
      return { ok: true, code: 200, object: shown(this.storage.write(exchange.id, next, "update")) };
    }
  }

  /** There is nothing to update: some writes then create. */
  private *upsert(exchange: Exchange): Process<Answer> {
    const { kind, name = "", applied, subresource, read } = exchange.request;
    const isPut = read && createdByUpdate.has(kind.resource) && exchange.request.body;
    if ((!applied && !isPut) || subresource !== undefined) return exchange.refuse("storage", notFound(kind, name));
    const made = applied ? wantedByApply(exchange, undefined) : putWanted(exchange);
    if ("refused" in made) return exchange.refuse("decoding", made.refused);
    const create = exchange.with({ verb: "create", body: made.object });
    const denied = authorizationStatus(create.request, this.view);
    if (denied) return exchange.refuse("authorization", denied);
    const answer = yield* this.create(create, made.applied);
    exchange.warn(create.warnings);
    return answer;
  }

  private *delete(exchange: Exchange): Process<Answer> {
    const { kind, namespace, name = "" } = exchange.request;
    const present = this.etcd.get(kind, namespace, name);
    if (present) {
      const admitted = yield* admit(exchange, { ...attributesOf(exchange, present), old: present }, this.view);
      if ("ok" in admitted) return admitted;
      const allowed = yield* allow(exchange, { ...attributesOf(exchange, present), old: present }, this.view);
      if ("ok" in allowed) return allowed;
    }
    return yield* this.removeObject(exchange);
  }

  /** The deletion behind admission. */
  private *removeObject(exchange: Exchange): Process<Answer> {
    const { kind, namespace, name = "", gracePeriodSeconds, uid } = exchange.request;
    yield { sleep: timing.etcdWrite };
    const kept = undeletable(kind, name);
    if (kept) return exchange.refuse("storage", kept);
    const { dryRun, propagationPolicy, resourceVersion } = exchange.options;
    // The cluster's own components always say what is to become of the rest.
    const isOffTheWire = exchange.request.read !== undefined;
    if (isOffTheWire) exchange.warn(deletionWarnings(kind.kind, propagationPolicy));
    const old = this.etcd.get(kind, namespace, name);
    if (!old) return { ok: false, status: notFound(kind, name) };
    const unmet = preconditionProblem(kind, old, uid, resourceVersion);
    if (unmet) return exchange.refuse("storage", unmet);
    const propagation = propagationPolicy ?? (isOffTheWire ? usualPropagation(old) : undefined);
    const { object, gone } = deleted(old, this.sim.now, gracePeriodSeconds, propagation);
    if (dryRun) return { ok: true, code: 200, object, gone };
    if (gone) return { ok: true, code: 200, object: this.storage.remove(exchange.id, object), gone };
    return { ok: true, code: 200, object: object === old ? old : this.storage.write(exchange.id, object, "update") };
  }

  private *deleteCollection(exchange: Exchange): Process<Answer> {
    // Upstream shows them as they were before.
    const list = this.listOf(exchange.request);
    for (const { metadata } of list.items) {
      const answer = yield* this.delete(exchange.with({ verb: "delete", name: metadata.name ?? "" }));
      if (!answer.ok && answer.status.code !== 404) return answer;
    }
    return { ok: true, code: 200, object: list };
  }

  private *decode(exchange: Exchange, body: KubernetesObject): Process<KubernetesObject | Answer> {
    const { kind, namespace } = exchange.request;
    yield { sleep: timing.decoding };
    const decoded = decodeObject(kind, body, exchange.options.fieldValidation, exchange.request);
    if ("refused" in decoded) return exchange.refuse("decoding", decoded.refused);
    const { object, warnings } = decoded;
    exchange.warn(warnings);
    const misplaced = misplacedStatus(kind, object, namespace);
    if (misplaced) return exchange.refuse("decoding", misplaced);
    exchange.pass("decoding", warnings.length > 0 ? { warnings } : undefined);
    const metadata = { ...withoutSystemFields(object.metadata), ...(kind.namespaced && { namespace }) };
    const placed = { ...object, metadata };
    const defaulted = applyDefaults(placed);
    exchange.pass("defaulting", { changed: fieldDiff(placed, defaulted) });
    return defaulted;
  }

  private *validate(exchange: Exchange, object: KubernetesObject, old?: KubernetesObject): Process<Answer | null> {
    yield { sleep: timing.validation };
    const { subresource } = exchange.request;
    const status = subresource === "scale" ? scaleProblem(object) : validationStatus(object, old, subresource);
    if (status) return exchange.refuse("validation", status);
    const warnings = subresource === undefined ? warningsFor(object, old) : [];
    exchange.warn(warnings);
    exchange.pass("validation", warnings.length > 0 ? { warnings } : undefined);
    return null;
  }

  /** The object with who owns which of its fields, where that is kept. */
  private managed(
    exchange: Exchange,
    old: KubernetesObject | undefined,
    object: KubernetesObject,
    applied: Applied | undefined,
  ): KubernetesObject {
    if (!this.options.managedFields) return object;
    const manager = managerOf(exchange);
    const time = timestamp(this.sim.now);
    return applied ? afterApply(old, object, manager, applied, time) : afterUpdate(old, object, manager, time);
  }

  /** Puts an object into etcd as it is, before time begins: the cluster as the scenario found it. */
  seed(object: KubernetesObject): { key: string; to: KubernetesObject } {
    const stamped = {
      ...storedVersion(object),
      metadata: { ...this.identities.system(0), ...object.metadata },
    };
    const { change } = this.etcd.put(stamped);
    return { key: etcdKey(stamped), to: change.to as KubernetesObject };
  }
}
