import { describe, expect, it } from "vitest";
import type { Probe } from "../api/pod.ts";
import { checkProbe } from "./probeCheck.ts";
import type { ProbeAnswer } from "./runtimeModel.ts";

const container = { name: "web", ports: [{ name: "health", containerPort: 8080 }] };

function check(probe: Probe, answer: Omit<ProbeAnswer, "from">): string {
  const checked = { probe, container, podIp: "10.244.1.7" };
  const probes = { liveness: [{ from: 0, ...answer }] };
  const { outcome, message, takes } = checkProbe("liveness", checked, { probes }, 1000);
  return [outcome, message, takes > 0 ? `(${takes} ms)` : undefined].filter((word) => word !== undefined).join(" ");
}

const http = { httpGet: { path: "/healthz", port: "health" } };
const exec = { exec: { command: ["sh", "-c", "check all"] } };
const tcp = { tcpSocket: { port: 5432 } };
const grpc = { grpc: { port: 9000 } };

describe("what each handler makes of an answer", () => {
  it.each<[string, Probe, Omit<ProbeAnswer, "from">, string]>([
    ["httpGet 200", http, { code: 200 }, "success"],
    ["httpGet 204", http, { code: 204 }, "success"],
    ["httpGet 302, the last of the good ones is 399", http, { code: 399 }, "success"],
    ["httpGet 400", http, { code: 400 }, "failure HTTP probe failed with statuscode: 400"],
    ["httpGet 404", http, { code: 404 }, "failure HTTP probe failed with statuscode: 404"],
    ["httpGet 503", http, { code: 503 }, "failure HTTP probe failed with statuscode: 503"],
    ["httpGet 199", http, { code: 199 }, "failure HTTP probe failed with statuscode: 199"],
    [
      "httpGet redirected to another host",
      http,
      { redirect: "https://sso.example.com/" },
      'warning Probe terminated redirects, Response body: <a href="https://sso.example.com/">Found</a>.',
    ],
    [
      "httpGet refused, the port by its name",
      http,
      { success: false },
      'failure Get "http://10.244.1.7:8080/healthz": dial tcp 10.244.1.7:8080: connect: connection refused',
    ],
    [
      "https, another host, no path",
      { httpGet: { port: 443, host: "example.com", scheme: "HTTPS" } },
      { success: false },
      'failure Get "https://example.com:443/": dial tcp example.com:443: connect: connection refused',
    ],
    [
      "httpGet too slow",
      { ...http, timeoutSeconds: 3 },
      { code: 200, takes: 4000 },
      'failure Get "http://10.244.1.7:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers) (3000 ms)',
    ],
    ["httpGet slow enough", { ...http, timeoutSeconds: 3 }, { code: 200, takes: 2999 }, "success (2999 ms)"],
    ["exec 0", exec, { exitCode: 0 }, "success"],
    ["exec 1 with what it printed", exec, { exitCode: 1, output: "no such table" }, "failure no such table"],
    ["exec 1, silent", exec, { exitCode: 1 }, "failure "],
    [
      "exec too slow",
      exec,
      { exitCode: 0, takes: 1000 },
      'failure command timed out: "sh -c check all" timed out after 1s (1000 ms)',
    ],
    ["tcpSocket connected", tcp, { success: true }, "success"],
    ["tcpSocket refused", tcp, { success: false }, "failure dial tcp 10.244.1.7:5432: connect: connection refused"],
    ["tcpSocket too slow", tcp, { takes: 1500 }, "failure dial tcp 10.244.1.7:5432: i/o timeout (1000 ms)"],
    ["grpc SERVING", grpc, { status: "SERVING" }, "success"],
    ["grpc NOT_SERVING", grpc, { status: "NOT_SERVING" }, 'failure service unhealthy (responded with "NOT_SERVING")'],
    [
      "grpc nobody listens: the client dials until its time is up",
      { ...grpc, timeoutSeconds: 2 },
      { success: false },
      'failure timeout: failed to connect service "10.244.1.7:9000" within 2s: context deadline exceeded (2000 ms)',
    ],
    ["grpc too slow", grpc, { takes: 1000 }, "failure timeout: health rpc did not complete within 1s (1000 ms)"],
    ["the scenario's own words win", tcp, { success: false, message: "no route to host" }, "failure no route to host"],
    ["nothing said: it passes", http, {}, "success"],
    ["a check that can't be made", exec, { error: "container not found" }, "error container not found"],
    ["an answer of another handler is passed over", tcp, { code: 500 }, "success"],
  ])("%s", (_what, probe, answer, expected) => {
    expect(check(probe, answer)).toBe(expected);
  });
});
