import { describe, expect, it } from "vitest";
import type { Service } from "../../api/core.ts";
import { prepareServiceUpdate } from "./serviceUpdate.ts";

type Spec = NonNullable<Service["spec"]>;

const service = (spec: Spec): Service => ({ apiVersion: "v1", kind: "Service", metadata: { name: "s" }, spec });
const address = {
  clusterIP: "10.96.0.9",
  clusterIPs: ["10.96.0.9"],
  ipFamilies: ["IPv4"],
  ipFamilyPolicy: "SingleStack",
};
const nodePort: Spec = {
  ...address,
  type: "NodePort",
  externalTrafficPolicy: "Cluster",
  ports: [{ name: "a", port: 80, nodePort: 30001 }],
};

describe("a Service in the place of another", () => {
  it.each<[string, Spec, Spec]>([
    [
      "what no longer belongs to its type goes",
      { ...nodePort, type: "ClusterIP" },
      { ...address, type: "ClusterIP", ports: [{ name: "a", port: 80 }] },
    ],
    [
      "what the client changed stays, to be refused",
      { ...nodePort, type: "ClusterIP", ports: [{ name: "a", port: 80, nodePort: 30002 }] },
      { ...address, type: "ClusterIP", ports: [{ name: "a", port: 80, nodePort: 30002 }] },
    ],
    [
      "what was allocated need not be repeated",
      {
        type: "NodePort",
        ports: [
          { name: "b", port: 81 },
          { name: "a", port: 80 },
        ],
      },
      {
        type: "NodePort",
        clusterIP: "10.96.0.9",
        clusterIPs: ["10.96.0.9"],
        ports: [
          { name: "b", port: 81 },
          { name: "a", port: 80, nodePort: 30001 },
        ],
      },
    ],
    [
      "a name has no address",
      { ...nodePort, type: "ExternalName", externalName: "x" },
      { type: "ExternalName", externalName: "x", ports: [{ name: "a", port: 80 }] },
    ],
    [
      "the list follows the one address",
      { ...nodePort, clusterIP: "None" },
      { ...nodePort, clusterIP: "None", clusterIPs: ["None"] },
    ],
  ])("%s", (_, spec, expected) => {
    expect(prepareServiceUpdate(service(spec), service(nodePort)).spec).toEqual(expected);
  });
});
