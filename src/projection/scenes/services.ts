import type { Records, Service } from "../../engine/index.ts";
import type { EndpointSlice } from "../endpoints.ts";
import type { Scene } from "../model.ts";
import { objectsAt } from "../records.ts";
import type { SceneContext } from "./context.ts";

/** Who serves whom, once the Pod runs. */
export function serviceScenes({ beat, records }: SceneContext): Scene["services"] {
  return beat.act === 7 ? servicesAt(records) : [];
}

function servicesAt(records: Records): Scene["services"] {
  const slices = objectsAt<EndpointSlice>(records, "/registry/endpointslices/");
  return objectsAt<Service>(records, "/registry/services/specs/").map(
    ({ metadata: { name = "", namespace = "" } }) => ({
      name,
      namespace,
      endpoints: slices
        .filter(
          ({ metadata }) =>
            metadata.namespace === namespace && metadata.labels?.["kubernetes.io/service-name"] === name,
        )
        .flatMap(({ endpoints }) => endpoints ?? [])
        .map(({ targetRef, nodeName, addresses, conditions }) => ({
          pod: targetRef?.name ? `${targetRef.namespace ?? namespace}/${targetRef.name}` : "",
          node: nodeName ?? "",
          ip: addresses?.[0] ?? "",
          ready: conditions?.ready ?? false,
        })),
    }),
  );
}
