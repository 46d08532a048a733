import { apiPath } from "../api/kinds.ts";
import type { Status } from "../api/meta.ts";
import type { Simulator } from "../kernel/simulator.ts";
import type { AdmissionPlugin } from "./admission/plugin.ts";
import type { ApiServerEvent, FieldChange, Station } from "./events.ts";
import { type Answer, type ApiRequest, methodOf, type RequestOptions, type UserInfo, userOf } from "./request.ts";

const actor = "kube-apiserver";
const nothing = {};

/** What the query of an in-process client says. */
function optionsOf(query: string | undefined): RequestOptions {
  if (!query) return {};
  const given = Object.fromEntries(query.split("&").map((part) => part.split("=")));
  return {
    ...(given.fieldValidation && { fieldValidation: given.fieldValidation }),
    ...(given.fieldManager && { fieldManager: given.fieldManager }),
    ...(given.dryRun === "All" && { dryRun: true }),
  };
}

/** One request in hand: what it asks, the warnings so far, and its entries in the trace. */
export class Exchange {
  readonly warnings: string[] = [];
  readonly options: RequestOptions;
  readonly user: UserInfo;

  constructor(
    readonly id: number,
    readonly request: ApiRequest,
    private readonly sim: Simulator<ApiServerEvent>,
  ) {
    this.options = request.options ?? optionsOf(request.query);
    this.user = request.user ?? { name: userOf(request.client), groups: [] };
  }

  /** The same exchange, once the body has been made sense of. */
  with(read: Partial<ApiRequest>): Exchange {
    const { options } = this;
    const next = new Exchange(
      this.id,
      { ...this.request, ...read, options: { ...options, ...read.options } },
      this.sim,
    );
    next.warnings.push(...this.warnings);
    return next;
  }

  /** Warnings are told once each, in order. */
  warn(texts: readonly string[] = []): void {
    for (const text of texts) if (!this.warnings.includes(text)) this.warnings.push(text);
  }

  pass(
    station: Station,
    more: { plugin?: string; changed?: readonly FieldChange[]; warnings?: readonly string[] } = nothing,
  ): void {
    this.sim.record(
      actor,
      more === nothing
        ? { type: "Station", request: this.id, station, outcome: "pass" }
        : { type: "Station", request: this.id, station, outcome: "pass", ...more },
    );
  }

  /** Records the refusal, and is the answer. */
  refuse(station: Station, status: Status, plugin?: AdmissionPlugin): Answer {
    this.sim.record(actor, {
      type: "Station",
      request: this.id,
      station,
      outcome: "refuse",
      status,
      ...(plugin && { plugin: plugin.name }),
    });
    return { ok: false, status, warnings: this.warnings };
  }

  sent(): void {
    const { client, verb, kind, subresource, namespace, name, query, body } = this.request;
    const path = apiPath(kind, namespace, name, subresource);
    this.sim.record(client, {
      type: "Request",
      request: this.id,
      client,
      user: this.user.name,
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

  answered(answer: Answer): void {
    const { client, kind, name, body } = this.request;
    const about = `${kind.resource}/${(answer.ok ? answer.object.metadata.name : undefined) ?? name ?? body?.metadata.name ?? ""}`;
    this.sim.record(actor, {
      type: "Response",
      request: this.id,
      client,
      about,
      code: answer.ok ? answer.code : answer.status.code,
      ...(!answer.ok && { reason: answer.status.reason, message: answer.status.message }),
    });
  }
}
