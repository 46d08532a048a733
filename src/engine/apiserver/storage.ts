import type { KubernetesObject } from "../api/meta.ts";
import type { Simulator } from "../kernel/simulator.ts";
import type { Etcd } from "../store/etcd.ts";
import type { ApiServerEvent, FieldChange } from "./events.ts";
import { fieldDiff } from "./fieldDiff.ts";

/** What goes into etcd, each an entry of the trace. `request` is the number of the request that it comes of. */
export class Storage {
  constructor(
    private readonly sim: Simulator<ApiServerEvent>,
    private readonly etcd: Etcd,
  ) {}

  write(request: number, object: KubernetesObject, op: "create" | "update"): KubernetesObject {
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

  remove(request: number, object: KubernetesObject): KubernetesObject {
    const { change, event } = this.etcd.delete(object);
    this.sim.record("etcd", { type: "EtcdWrite", request, op: "delete", key: change.key, revision: event.revision }, [
      change,
    ]);
    this.etcd.commit(event);
    return object;
  }
}
