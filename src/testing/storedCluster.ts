import type { KubernetesObject } from "../engine/api/meta.ts";
import { ApiServer } from "../engine/apiserver/apiServer.ts";
import type { ApiServerEvent } from "../engine/apiserver/events.ts";
import { ApiClient } from "../engine/client/apiClient.ts";
import { type Process, Simulator } from "../engine/kernel/simulator.ts";
import { apply } from "../engine/kubectl/apply.ts";
import type { KubectlEvent } from "../engine/kubectl/events.ts";
import { Etcd } from "../engine/store/etcd.ts";
import { namespace } from "./controlPlane.ts";

/** An API server and its etcd, and nothing that acts on what is stored. */
export class StoredCluster {
  readonly sim = new Simulator<ApiServerEvent | KubectlEvent>(1);
  readonly etcd = new Etcd();
  readonly client: ApiClient;
  private readonly server: ApiServer;

  constructor(seeded: readonly KubernetesObject[] = []) {
    this.server = new ApiServer(this.sim as unknown as Simulator<ApiServerEvent>, this.etcd);
    for (const object of [...namespace("default"), ...seeded]) this.server.seed(object);
    this.client = this.clientOf("kubectl");
  }

  clientOf(actor: string): ApiClient {
    return new ApiClient(actor, {
      sim: this.sim as unknown as Simulator<ApiServerEvent>,
      server: this.server,
      etcd: this.etcd,
    });
  }

  /** Runs a process to its end, and everything that is due until ten seconds later. */
  run<T>(process: Process<T>): T {
    const results: T[] = [];
    this.sim.spawn(process, (value) => results.push(value));
    this.sim.runUntil(this.sim.now + 10_000);
    if (results.length === 0) throw new Error("the process has not ended");
    return results[0] as T;
  }

  /** What `kubectl apply -f web.yaml` prints. */
  apply(...objects: readonly KubernetesObject[]): string[] {
    const before = this.sim.entries.length;
    this.run(apply(this.client, this.sim.record, "web.yaml", objects));
    return this.sim.entries.slice(before).flatMap(({ event }) => (event.type === "KubectlOutput" ? [event.text] : []));
  }
}
