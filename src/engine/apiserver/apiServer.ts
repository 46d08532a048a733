import type { Binding } from "../api/core.ts";
import { apiPath, etcdKey, type KindInfo, resourceByName } from "../api/kinds.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import type { Pod } from "../api/pod.ts";
import { randomSuffix, randomUid } from "../api/randomSuffix.ts";
import { timestamp } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import { type Process, type Simulator, sleep } from "../kernel/simulator.ts";
import type { Etcd } from "../store/etcd.ts";
import type { AdmissionPlugin, Attributes, ClusterView } from "./admission/plugin.ts";
import { admissionPlugins } from "./admission/registry.ts";
import { bound } from "./binding.ts";
import { decodingRefusal } from "./decoding/index.ts";
import { applyDefaults } from "./defaulting/index.ts";
import { deleted, isReleased } from "./deletion.ts";
import type { ApiServerEvent, FieldChange, Station } from "./events.ts";
import { fieldDiff, isUnchanged } from "./fieldDiff.ts";
import { type Answer, type ApiRequest, methodOf, userOf } from "./request.ts";
import { alreadyExists, badRequest, conflict, notFound } from "./status.ts";
import { prepareForCreate, prepareForUpdate } from "./strategy/index.ts";
import { timing } from "./timing.ts";
import { validationStatus } from "./validationStatus.ts";

const actor = "kube-apiserver";
/** Collisions of generated names are tried again this often (pkg/registry/generic, v1.34). */
const nameTries = 8;

type Refusal = { readonly refused: Status };
const isStatus = (value: KubernetesObject | Status): value is Status => value.kind === "Status";

/**
 * The simulated kube-apiserver: every request walks its stations, each an entry of the trace, and ends in etcd, in an
 * answer, or in a refusal with upstream's words. The order is the binary's: decoding and defaulting, mutating admission,
 * validation, validating admission, storage.
 */
export class ApiServer {
  private requests = 0;
  private readonly names: Random;
  private readonly uids: Random;
  private readonly view: ClusterView;

  constructor(
    private readonly sim: Simulator<ApiServerEvent>,
    private readonly etcd: Etcd,
  ) {
    this.names = sim.random.split("names");
    this.uids = sim.random.split("uids");
    this.view = {
      random: sim.random.split("admission"),
      get: (resource, namespace, name) => etcd.get(this.kind(resource), namespace, name),
      list: (resource, namespace) => etcd.list(this.kind(resource), namespace),
    };
  }

  /** A resource's kind; asking for one that is not served is a bug of the caller. */
  kind(resource: string): KindInfo {
    const kind = resourceByName(resource);
    if (!kind) throw new Error(`no resource ${resource}`);
    return kind;
  }

  /** The request from the moment it is sent to the moment its answer arrives. */
  *handle(request: ApiRequest): Process<Answer> {
    const id = ++this.requests;
    this.sendRequest(id, request);
    yield* sleep(timing.network);
    yield* this.station(id, "authentication", timing.authentication);
    yield* this.station(id, "authorization", timing.authorization);
    const answer = yield* this.serve(id, request);
    this.respond(id, request, answer);
    yield* sleep(timing.network);
    return answer;
  }

  private *serve(id: number, request: ApiRequest): Process<Answer> {
    switch (request.verb) {
      case "create":
        return request.subresource === undefined
          ? yield* this.create(id, request)
          : yield* this.createSubresource(id, request);
      case "update":
      case "patch":
        return yield* this.update(id, request);
      case "delete":
        return yield* this.delete(id, request);
      default:
        return yield* this.read(request);
    }
  }

  private *read({ verb, kind, namespace, name = "" }: ApiRequest): Process<Answer> {
    yield* sleep(timing.etcdRead);
    if (verb !== "get") {
      const items = this.etcd.list(kind, namespace);
      const list = { apiVersion: "v1", kind: "List", metadata: { resourceVersion: `${this.etcd.revision}` }, items };
      return { ok: true, code: 200, object: list as KubernetesObject };
    }
    const object = this.etcd.get(kind, namespace, name);
    return object ? { ok: true, code: 200, object } : { ok: false, status: notFound(kind, name) };
  }

  private *create(id: number, request: ApiRequest): Process<Answer> {
    const { kind, namespace, body } = request;
    if (!body) throw new Error("a create needs an object");
    const decoded = yield* this.decode(id, request, body);
    if ("refused" in decoded) return { ok: false, status: decoded.refused };
    const mutated = yield* this.admit(id, this.attributes(request, decoded));
    if ("refused" in mutated) return { ok: false, status: mutated.refused };
    const named = this.stamp(mutated, kind, namespace);
    const valid = yield* this.validate(id, named);
    if (valid) return { ok: false, status: valid };
    const allowed = yield* this.allow(id, this.attributes(request, named));
    if ("refused" in allowed) return { ok: false, status: allowed.refused };
    // A quota is charged before the object is stored: requests side by side must not spend it twice.
    for (const object of allowed.writes) this.write(id, object, "update");
    yield* sleep(timing.etcdWrite);
    const existing = this.etcd.get(kind, namespace, named.metadata.name ?? "");
    if (existing) {
      const status = alreadyExists(kind, named.metadata.name ?? "", existing.metadata.deletionTimestamp !== undefined);
      this.refuseAt(id, "storage", status);
      return { ok: false, status };
    }
    return { ok: true, code: 201, object: this.write(id, named, "create") };
  }

  private *update(id: number, request: ApiRequest): Process<Answer> {
    const { kind, namespace, name = "", subresource, body, change } = request;
    yield* this.station(id, "decoding", timing.decoding);
    for (;;) {
      const old = this.etcd.get(kind, namespace, name);
      if (!old) {
        const status = notFound(kind, name);
        this.refuseAt(id, "storage", status);
        return { ok: false, status };
      }
      const wanted = change ? change(old) : (body ?? old);
      const sent = wanted.metadata.resourceVersion;
      if (!change && sent !== undefined && sent !== old.metadata.resourceVersion) {
        const status = conflict(kind, name);
        this.refuseAt(id, "storage", status);
        return { ok: false, status };
      }
      if (wanted === old) return { ok: true, code: 200, object: old };
      const prepared = prepareForUpdate(subresource === undefined ? applyDefaults(wanted) : wanted, old, subresource);
      const mutated = yield* this.admit(id, { ...this.attributes(request, prepared), old });
      if ("refused" in mutated) return { ok: false, status: mutated.refused };
      const problem = yield* this.validate(id, mutated, subresource, old);
      if (problem) return { ok: false, status: problem };
      yield* sleep(timing.etcdWrite);
      // Somebody wrote in between: a patch is computed again on what is there now.
      if (this.etcd.get(kind, namespace, name) !== old) continue;
      if (isReleased(mutated)) return { ok: true, code: 200, object: this.remove(id, mutated) };
      if (isUnchanged(mutated, old)) return { ok: true, code: 200, object: old };
      return { ok: true, code: 200, object: this.write(id, mutated, "update") };
    }
  }

  private *delete(id: number, request: ApiRequest): Process<Answer> {
    const { kind, namespace, name = "", gracePeriodSeconds, uid } = request;
    const present = this.etcd.get(kind, namespace, name);
    if (present) {
      const admitted = yield* this.admit(id, { ...this.attributes(request, present), old: present });
      if ("refused" in admitted) return { ok: false, status: admitted.refused };
    }
    yield* sleep(timing.etcdWrite);
    const old = this.etcd.get(kind, namespace, name);
    if (!old) return { ok: false, status: notFound(kind, name) };
    if (uid !== undefined && uid !== old.metadata.uid) {
      const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
      return { ok: false, status: conflict(kind, name, why) };
    }
    const marked = deleted(old, this.sim.now, gracePeriodSeconds);
    if (marked === null) return { ok: true, code: 200, object: this.remove(id, old) };
    return { ok: true, code: 200, object: marked === old ? old : this.write(id, marked, "update") };
  }

  /** The subresources that are created: a Pod's binding, and its eviction. */
  private *createSubresource(id: number, request: ApiRequest): Process<Answer> {
    const { kind, namespace, name = "", subresource, body } = request;
    if (subresource === "eviction") return yield* this.delete(id, request);
    if (subresource !== "binding" || !body)
      return { ok: false, status: badRequest(`the server does not allow this method on ${subresource}`) };
    yield* this.station(id, "decoding", timing.decoding);
    yield* sleep(timing.etcdWrite);
    const pod = this.etcd.get<Pod>(kind, namespace, name);
    const outcome = pod ? bound(kind, pod, body as Binding, this.sim.now) : notFound(kind, name);
    if (isStatus(outcome)) {
      this.refuseAt(id, "storage", outcome);
      return { ok: false, status: outcome };
    }
    return { ok: true, code: 201, object: this.write(id, outcome, "update") };
  }

  private *decode(
    id: number,
    { kind, namespace }: ApiRequest,
    body: KubernetesObject,
  ): Process<KubernetesObject | Refusal> {
    yield* sleep(timing.decoding);
    const refusal = decodingRefusal(body);
    if (refusal !== null) {
      const status = badRequest(
        `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${refusal}`,
      );
      this.refuseAt(id, "decoding", status);
      return { refused: status };
    }
    this.pass(id, "decoding");
    const placed = kind.namespaced ? { ...body, metadata: { ...body.metadata, namespace } } : body;
    const defaulted = applyDefaults(placed);
    this.pass(id, "defaulting", { changed: fieldDiff(placed, defaulted) });
    return defaulted;
  }

  private *admit(id: number, attributes: Attributes): Process<KubernetesObject | Refusal> {
    let { object } = attributes;
    const asked = admissionPlugins.filter((plugin) => plugin.admit && plugin.handles(attributes));
    if (asked.length > 0) yield* sleep(timing.mutatingAdmission);
    for (const plugin of asked) {
      let result = plugin.admit?.({ ...attributes, object }, this.view);
      for (let tries = 1; result && "refused" in result && result.retry && tries < result.retry.tries; tries++) {
        yield* sleep(result.retry.every);
        result = plugin.admit?.({ ...attributes, object }, this.view);
      }
      if (!result) continue;
      if ("refused" in result) {
        this.refuseAt(id, "mutatingAdmission", result.refused, plugin);
        return result;
      }
      this.pass(id, "mutatingAdmission", { plugin: plugin.name, changed: fieldDiff(object, result.object) });
      object = result.object;
    }
    return object;
  }

  private *validate(
    id: number,
    object: KubernetesObject,
    subresource?: string,
    old?: KubernetesObject,
  ): Process<Status | null> {
    yield* sleep(timing.validation);
    const status = subresource === undefined ? validationStatus(object, old) : null;
    if (status) this.refuseAt(id, "validation", status);
    else this.pass(id, "validation");
    return status;
  }

  private *allow(id: number, attributes: Attributes): Process<{ writes: KubernetesObject[] } | Refusal> {
    const writes: KubernetesObject[] = [];
    const asked = admissionPlugins.filter((plugin) => plugin.validate && plugin.handles(attributes));
    if (asked.length > 0) yield* sleep(timing.validatingAdmission);
    for (const plugin of asked) {
      const verdict = plugin.validate?.(attributes, this.view);
      if (!verdict) continue;
      if ("refused" in verdict) {
        this.refuseAt(id, "validatingAdmission", verdict.refused, plugin);
        return verdict;
      }
      this.pass(id, "validatingAdmission", { plugin: plugin.name });
      writes.push(...(verdict.writes ?? []));
    }
    return { writes };
  }

  private attributes({ client, verb, kind, subresource, namespace }: ApiRequest, object: KubernetesObject): Attributes {
    const operation = verb === "create" || verb === "delete" ? verb : "update";
    return { operation, kind, subresource, namespace, name: object.metadata.name ?? "", user: userOf(client), object };
  }

  /** What the storage layer adds before validation: name, uid, time, generation, and a fresh status. */
  private stamp(object: KubernetesObject, kind: KindInfo, namespace: string | undefined): KubernetesObject {
    const { metadata } = object;
    let name = metadata.name ?? "";
    for (let tries = 0; !name && metadata.generateName && tries < nameTries; tries++) {
      const candidate = `${metadata.generateName}${randomSuffix(this.names)}`;
      if (!this.etcd.get(kind, namespace, candidate) || tries === nameTries - 1) name = candidate;
    }
    const stamped = {
      ...metadata,
      name,
      uid: randomUid(this.uids),
      creationTimestamp: timestamp(this.sim.now),
      generation: 1,
    };
    return prepareForCreate({ ...object, metadata: stamped });
  }

  private write(request: number, object: KubernetesObject, op: "create" | "update"): KubernetesObject {
    const { change, event } = this.etcd.put(object);
    const stored = change.to as KubernetesObject;
    const changed: readonly FieldChange[] =
      op === "create" ? [] : fieldDiff(change.from, stored).filter(({ path }) => path !== "metadata.resourceVersion");
    this.sim.record("etcd", { type: "EtcdWrite", request, op, key: change.key, revision: event.revision, changed }, [
      change,
    ]);
    this.etcd.commit(event);
    return stored;
  }

  private remove(request: number, object: KubernetesObject): KubernetesObject {
    const { change, event } = this.etcd.delete(object);
    this.sim.record("etcd", { type: "EtcdWrite", request, op: "delete", key: change.key, revision: event.revision }, [
      change,
    ]);
    this.etcd.commit(event);
    return object;
  }

  private *station(request: number, station: Station, duration: number): Process {
    yield* sleep(duration);
    this.pass(request, station);
  }

  private pass(
    request: number,
    station: Station,
    more: { plugin?: string; changed?: readonly FieldChange[] } = {},
  ): void {
    this.sim.record(actor, { type: "Station", request, station, outcome: "pass", ...more });
  }

  private refuseAt(request: number, station: Station, status: Status, plugin?: AdmissionPlugin): void {
    this.sim.record(actor, {
      type: "Station",
      request,
      station,
      outcome: "refuse",
      status,
      ...(plugin && { plugin: plugin.name }),
    });
  }

  private sendRequest(id: number, request: ApiRequest): void {
    const { client, verb, kind, subresource, namespace, name, query, body } = request;
    const path = apiPath(kind, namespace, name, subresource);
    this.sim.record(client, {
      type: "Request",
      request: id,
      client,
      user: userOf(client),
      verb,
      method: methodOf(verb),
      path: query ? `${path}?${query}` : path,
      resource: kind.resource,
      ...(subresource !== undefined && { subresource }),
      ...(namespace !== undefined && { namespace }),
      ...(name !== undefined && { name }),
      ...(body && { body }),
    });
  }

  private respond(id: number, { client, kind, name, body }: ApiRequest, answer: Answer): void {
    const about = `${kind.resource}/${(answer.ok ? answer.object.metadata.name : undefined) ?? name ?? body?.metadata.name ?? ""}`;
    this.sim.record(actor, {
      type: "Response",
      request: id,
      client,
      about,
      code: answer.ok ? answer.code : answer.status.code,
      ...(!answer.ok && { reason: answer.status.reason, message: answer.status.message }),
    });
  }

  /** Puts an object into etcd as it is, before time begins: the cluster as the scenario found it. */
  seed(object: KubernetesObject): { key: string; to: KubernetesObject } {
    const stamped = {
      ...object,
      metadata: { uid: randomUid(this.uids), creationTimestamp: timestamp(0), ...object.metadata },
    };
    const { change } = this.etcd.put(stamped);
    return { key: etcdKey(stamped), to: change.to as KubernetesObject };
  }
}
