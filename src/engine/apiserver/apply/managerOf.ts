import { apiVersionOf } from "../../api/kinds.ts";
import type { Exchange } from "../exchange.ts";
import type { Manager } from "./ownership.ts";

/** The cluster's own components, by the program that they live in. */
function programOf(client: string): string {
  if (client.startsWith("kubelet/")) return "kubelet";
  if (client === "kubectl" || client === "kube-scheduler") return client;
  return "kube-controller-manager";
}

/** Under which name a request's fields are owned. */
export function managerOf({ request, options }: Exchange): Manager {
  const { kind, client, applied, subresource } = request;
  return {
    manager: options.fieldManager || programOf(client),
    operation: applied ? "Apply" : "Update",
    apiVersion: apiVersionOf(kind),
    ...(subresource !== undefined && { subresource }),
  };
}
