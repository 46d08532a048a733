import type { Binding } from "../../api/core.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import type { VirtualMillis } from "../../kernel/clock.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Etcd } from "../../store/etcd.ts";
import { admit, allow, attributesOf } from "../admission/chain.ts";
import type { ClusterView } from "../admission/plugin.ts";
import { bindingProblem, bound } from "../binding.ts";
import type { Exchange } from "../exchange.ts";
import { misplacedStatus, preconditionProblem } from "../preconditions.ts";
import type { Answer } from "../request.ts";
import { badRequest, methodNotAllowed, notFound } from "../status.ts";
import type { Storage } from "../storage.ts";
import { timing } from "../timing.ts";
import { evictionOf, evictionOptions, evictionVerdict, markedForEviction } from "./eviction.ts";

const isStatus = (value: KubernetesObject | Status): value is Status => value.kind === "Status";

interface Parts {
  readonly etcd: Etcd;
  readonly view: ClusterView;
  readonly storage: Storage;
  readonly now: () => VirtualMillis;
  /** A deletion behind admission. */
  readonly remove: (exchange: Exchange) => Process<Answer>;
}

/** The subresources that are created: a Pod's binding, and its eviction. */
export class PodSubresources {
  constructor(private readonly parts: Parts) {}

  *create(exchange: Exchange): Process<Answer> {
    const { kind, namespace, name = "", subresource, body } = exchange.request;
    const misplaced = body && misplacedStatus(kind, body, namespace);
    if (misplaced) return exchange.refuse("decoding", misplaced);
    if (subresource === "eviction") return yield* this.evict(exchange);
    if (subresource !== "binding" || !body) return exchange.refuse("decoding", methodNotAllowed());
    yield { sleep: timing.decoding };
    exchange.pass("decoding");
    yield { sleep: timing.etcdWrite };
    const problem = bindingProblem(name, body as Binding);
    if (problem) return exchange.refuse("validation", problem);
    const denied = yield* this.admitSubresource(exchange, body);
    if (denied) return denied;
    const pod = this.parts.etcd.get<Pod>(kind, namespace, name);
    const outcome = pod ? bound(kind, pod, body as Binding, this.parts.now()) : notFound(kind, name);
    if (isStatus(outcome)) return exchange.refuse("storage", outcome);
    if (exchange.options.dryRun) return { ok: true, code: 201, object: outcome };
    return { ok: true, code: 201, object: this.parts.storage.write(exchange.id, outcome, "update") };
  }

  /** What is created below an object passes admission too; null when it does. */
  private *admitSubresource(exchange: Exchange, body: KubernetesObject): Process<Answer | null> {
    const attributes = { ...attributesOf(exchange, body), name: exchange.request.name ?? "" };
    const mutated = yield* admit(exchange, attributes, this.parts.view);
    if ("ok" in mutated) return mutated;
    const allowed = yield* allow(exchange, attributes, this.parts.view);
    return "ok" in allowed ? allowed : null;
  }

  private *evict(exchange: Exchange): Process<Answer> {
    const { kind, namespace, name = "", body } = exchange.request;
    if (body && body.metadata.name !== name)
      return exchange.refuse("decoding", badRequest("name in URL does not match name in Eviction object"));
    const denied = yield* this.admitSubresource(exchange, body ?? evictionOf(name, namespace));
    if (denied) return denied;
    const pod = this.parts.etcd.get<Pod>(kind, namespace, name);
    const verdict = pod ? evictionVerdict(pod, this.parts.view, this.parts.now()) : { writes: [] };
    if ("refused" in verdict) {
      const refusal = exchange.refuse("storage", verdict.refused);
      // Upstream gives some refusals back as what was created.
      return verdict.isResult ? { ...refusal, code: 201 } : refusal;
    }
    const asked = evictionOptions(exchange, body);
    const { dryRun, resourceVersion } = asked.options;
    const unmet = pod && preconditionProblem(kind, pod, asked.uid, resourceVersion);
    if (unmet) return exchange.refuse("storage", unmet);
    if (pod && !dryRun) {
      for (const object of verdict.writes) this.parts.storage.write(exchange.id, object, "update");
      this.parts.storage.write(exchange.id, markedForEviction(pod, this.parts.now()), "update");
    }
    // The Pod has just been marked: it is no longer the version that was asked for.
    const { resourceVersion: _, ...options } = asked.options;
    const answer = yield* this.parts.remove(exchange.with({ ...asked, verb: "delete", options }));
    return answer.ok ? { ...answer, code: 201 } : answer;
  }
}
