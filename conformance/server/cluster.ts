import type { KubernetesObject } from "../../src/engine/api/meta.ts";
import { ApiServer } from "../../src/engine/apiserver/apiServer.ts";
import type { ApiServerEvent } from "../../src/engine/apiserver/events.ts";
import { handleHttp } from "../../src/engine/apiserver/http/handler.ts";
import type { HttpRequest, HttpResponse } from "../../src/engine/apiserver/http/httpRequest.ts";
import { bootObjects } from "../../src/engine/boot.ts";
import { ApiClient } from "../../src/engine/client/apiClient.ts";
import type { Client } from "../../src/engine/client/client.ts";
import type { ComponentContext } from "../../src/engine/client/component.ts";
import type { ControllerEvent } from "../../src/engine/controllers/events.ts";
import { startControllers } from "../../src/engine/controllers/registry.ts";
import { type Process, Simulator } from "../../src/engine/kernel/simulator.ts";
import { Etcd } from "../../src/engine/store/etcd.ts";
import { goldenWebhooks } from "./webhooks.ts";

/** Virtual milliseconds without a write that count as quiet: as in the recording. */
const quiet = 1200;
const longest = 120_000;
const mostSteps = 200_000;

/** The control plane of the recording: etcd, API server and controllers; no scheduler, no kubelet. */
export class ServerCluster {
  private readonly sim = new Simulator<ApiServerEvent>(1);
  private readonly etcd = new Etcd();
  private readonly server = new ApiServer(this.sim, this.etcd, { webhooks: goldenWebhooks, managedFields: true });

  constructor(objects: readonly KubernetesObject[] = []) {
    for (const object of [...bootObjects([], []), ...objects]) this.server.seed(object);
    startControllers(this.context());
    this.settle();
  }

  send(request: HttpRequest): HttpResponse {
    return this.run(handleHttp(this.server, request));
  }

  client(actor: string, user?: HttpRequest["user"]): Client {
    return new ApiClient(actor, { sim: this.sim, server: this.server, etcd: this.etcd }, user);
  }

  /** Runs a process to its end. */
  run<R>(process: Process<R>): R {
    let result: { readonly value: R } | null = null;
    this.sim.spawn(process, (value) => {
      result = { value };
    });
    for (let step = 0; step < mostSteps && result === null; step++) this.sim.step();
    if (result === null) throw new Error("the process does not end");
    return (result as { readonly value: R }).value;
  }

  /** Lets time pass until nothing was written for a while, at least for so many seconds. */
  settle(seconds = 0): void {
    const end = this.sim.now + longest;
    this.wait(seconds * 1000);
    for (let revision = -1; revision !== this.etcd.revision && this.sim.now < end; ) {
      revision = this.etcd.revision;
      this.wait(quiet);
    }
  }

  wait(duration: number): void {
    const until = this.sim.now + duration;
    this.sim.background(duration, () => undefined);
    this.sim.runUntil(until);
  }

  private context(): ComponentContext<ControllerEvent> {
    const sim = this.sim as unknown as Simulator<ControllerEvent>;
    return {
      now: () => sim.now,
      random: sim.random,
      record: sim.record,
      change: (key, to) => sim.change(key, to),
      records: sim.records,
      spawn: (process, done) => sim.spawn(process, done),
      after: (delay, callback) => sim.after(delay, callback),
      background: (delay, callback) => sim.background(delay, callback),
      quietly: (callback) => sim.quietly(callback),
      client: (actor) => this.client(actor),
    };
  }
}
