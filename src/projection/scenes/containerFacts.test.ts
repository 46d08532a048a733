import { expect, it } from "vitest";
import { factsOf } from "./containerFacts.ts";

it.each([
  [{ name: "a", image: "a" }, []],
  [
    {
      name: "a",
      image: "a",
      command: ["sh", "-c"],
      args: ["sleep 1"],
      ports: [{ containerPort: 80 }, { containerPort: 81 }],
      resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "1Gi" } },
    },
    ["command sh -c sleep 1", "requests cpu 500m, memory 1Gi", "limits memory 1Gi", "ports 80, 81"],
  ],
  [
    {
      name: "a",
      image: "a",
      startupProbe: { exec: { command: ["cat", "/up"] }, periodSeconds: 2 },
      readinessProbe: { httpGet: { port: 8080, path: "/ready" }, periodSeconds: 5 },
      livenessProbe: { tcpSocket: { port: "web" } },
    },
    [
      "startupProbe exec cat /up, period\u00A02\u00A0s",
      "readinessProbe httpGet :8080/ready, period\u00A05\u00A0s",
      "livenessProbe tcpSocket :web, period\u00A010\u00A0s",
    ],
  ],
  [
    { name: "a", image: "a", livenessProbe: { grpc: { port: 9090 } } },
    ["livenessProbe grpc :9090, period\u00A010\u00A0s"],
  ],
])("%j", (container, lines) => {
  expect(factsOf(container).map(({ field, value }) => `${field} ${value}`)).toEqual(lines);
});
