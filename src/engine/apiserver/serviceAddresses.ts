import type { Service } from "../api/core.ts";
import type { KubernetesObject, Status } from "../api/meta.ts";
import type { Random } from "../kernel/random.ts";
import type { ClusterView } from "./admission/plugin.ts";
import { type Allocation, allocateService, allocationErrors } from "./strategy/service.ts";
import { invalidStatus } from "./validationStatus.ts";

/** Which addresses and ports the cluster's Services hold, and which are left. Models pkg/registry/core/service (v1.34). */
export class ServiceAddresses {
  constructor(
    private readonly view: ClusterView,
    private readonly random: Random,
  ) {}

  free(except?: KubernetesObject): Allocation {
    const others = this.view.list<Service>("services").filter((service) => service !== except);
    return { others, random: this.random };
  }

  /** Why a Service, new or in place of an old one, cannot have what it asks for; null when it can, and for other kinds. */
  problem(object: KubernetesObject, old?: KubernetesObject): Status | null {
    if (object.kind !== "Service") return null;
    return invalidStatus(object, allocationErrors(object as Service, this.free(old).others));
  }

  /** A Service that has come to need an address or ports gets them. */
  allocated(object: KubernetesObject, old: KubernetesObject, subresource: string | undefined): KubernetesObject {
    if (object.kind !== "Service" || subresource !== undefined) return object;
    return allocateService(object as Service, this.free(old), old as Service);
  }
}
