import { describe, expect, it } from "vitest";
import type { Container } from "../api/pod.ts";
import { Simulator } from "../kernel/simulator.ts";
import { containersOf } from "./containers.ts";
import type { KubeletEvent } from "./events.ts";
import { Prober } from "./prober.ts";
import type { Behaviour } from "./runtimeModel.ts";

/** A container that runs from 0 on, probed without syncs in between: plain tickers with offset 0, as in the worked examples. */
function probe(spec: Partial<Container>, behaviour: Behaviour, seconds: number): string[] {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", namespace: "default" },
    spec: { containers: [{ name: "web", ...spec }] },
  };
  const sim = new Simulator<KubeletEvent>(1);
  const containers = containersOf(pod);
  const lines: string[] = [];
  const say = (text: string): number => lines.push(`${sim.now / 1000} ${text}`);
  const prober = new Prober(
    {
      pod,
      ip: "10.244.1.7",
      deleting: false,
      random: sim.random,
      kubeletStartedAt: Number.NEGATIVE_INFINITY,
      ageOf: ({ startedAt = 0 }) => sim.now - startedAt,
      now: () => sim.now,
      after: (delay, callback) => sim.after(delay, callback),
      background: (delay, callback) => sim.background(delay, callback),
      behaviour: () => behaviour,
      record: (event) => {
        if (event.type === "Probe")
          say(`${event.probe} ${event.success ? "ok" : "fail"} ${event.consecutive}/${event.threshold}`);
      },
      warn: (_container, reason, message) => say(reason === "Unhealthy" ? message : `${reason} ${message}`),
      wake: () => {
        const { started, ready, unhealthy } = containers[0];
        say(`started=${started} ready=${ready}${unhealthy ? ` unhealthy=${unhealthy}` : ""}`);
      },
    },
    containers,
  );
  Object.assign(containers[0], { state: "running", startedAt: 0 });
  prober.containerStarted(containers[0]);
  sim.runUntil(seconds * 1000);
  return lines;
}

describe("probes on their own clocks", () => {
  it("A: readiness with an initial delay, up after 12 s", () => {
    const readinessProbe = { httpGet: { path: "/ready", port: 8080 }, initialDelaySeconds: 5, periodSeconds: 10 };
    expect(probe({ readinessProbe }, { startup: 12_000 }, 30)).toEqual([
      "10 readiness fail 1/3",
      '10 Readiness probe failed: Get "http://10.244.1.7:8080/ready": dial tcp 10.244.1.7:8080: connect: connection refused',
      "20 readiness ok 1/1",
      "20 started=true ready=true",
      "30 readiness ok 2/1",
    ]);
  });

  it("B: liveness fails from 30 s on, three times, then is silent", () => {
    const livenessProbe = { exec: { command: ["cat", "/tmp/healthy"] }, initialDelaySeconds: 5, periodSeconds: 5 };
    const message = "cat: can't open '/tmp/healthy': No such file or directory";
    const behaviour: Behaviour = {
      probes: {
        liveness: [
          { from: 0, success: true },
          { from: 30_001, success: false, message },
        ],
      },
    };
    expect(probe({ livenessProbe }, behaviour, 100)).toEqual([
      ...["5 liveness ok 1/1", "10 liveness ok 2/1", "15 liveness ok 3/1"],
      ...["20 liveness ok 4/1", "25 liveness ok 5/1", "30 liveness ok 6/1"],
      "35 liveness fail 1/3",
      `35 Liveness probe failed: ${message}`,
      "40 liveness fail 2/3",
      `40 Liveness probe failed: ${message}`,
      "45 liveness fail 3/3",
      `45 Liveness probe failed: ${message}`,
      "45 started=true ready=true unhealthy=liveness",
    ]);
  });

  it("C: a startup probe holds liveness back until 100 s", () => {
    const spec = {
      startupProbe: { httpGet: { port: 80 }, periodSeconds: 10, failureThreshold: 30 },
      livenessProbe: { httpGet: { port: 80 }, periodSeconds: 10 },
    };
    const lines = probe(spec, { startup: 95_000 }, 110).filter((line) => !line.includes("probe failed"));
    expect(lines).toEqual([
      ...[10, 20, 30, 40, 50, 60, 70, 80, 90].map((second, i) => `${second} startup fail ${i + 1}/30`),
      "100 startup ok 1/1",
      "100 started=true ready=true",
      "110 liveness ok 1/1",
    ]);
  });

  it("D: a startup probe that never succeeds gives up at 300 s", () => {
    const startupProbe = { tcpSocket: { port: "web" }, periodSeconds: 10, failureThreshold: 30 };
    const lines = probe({ startupProbe, ports: [{ name: "web", containerPort: 5432 }] }, { startup: 900_000 }, 400);
    expect(lines.slice(-3)).toEqual([
      "300 startup fail 30/30",
      "300 Startup probe failed: dial tcp 10.244.1.7:5432: connect: connection refused",
      "300 started=false ready=false unhealthy=startup",
    ]);
  });

  it("readiness goes and comes back: three failures to lose it, one success to get it", () => {
    const readinessProbe = { grpc: { port: 9000 }, periodSeconds: 10 };
    const behaviour: Behaviour = {
      probes: {
        readiness: [
          { from: 0, success: true },
          { from: 15_000, success: false },
          { from: 55_000, success: true },
        ],
      },
    };
    expect(probe({ readinessProbe }, behaviour, 60).filter((line) => !line.includes("probe failed"))).toEqual([
      "10 readiness ok 1/1",
      "10 started=true ready=true",
      // A gRPC client dials until its second is over.
      "21 readiness fail 1/3",
      "31 readiness fail 2/3",
      "41 readiness fail 3/3",
      "41 started=true ready=false",
      "51 readiness fail 4/3",
      "60 readiness ok 1/1",
      "60 started=true ready=true",
    ]);
  });

  it("successThreshold: readiness needs as many successes in a row", () => {
    const readinessProbe = { tcpSocket: { port: 80 }, periodSeconds: 5, successThreshold: 3 };
    expect(probe({ readinessProbe }, {}, 20)).toEqual([
      "5 readiness ok 1/3",
      "10 readiness ok 2/3",
      "15 readiness ok 3/3",
      "15 started=true ready=true",
      "20 readiness ok 4/3",
    ]);
  });

  it("0 stands for the default in every field", () => {
    const readinessProbe = { httpGet: { port: 80 }, periodSeconds: 0, timeoutSeconds: 0, failureThreshold: 0 };
    const behaviour: Behaviour = { probes: { readiness: [{ from: 0, takes: 5000 }] } };
    expect(probe({ readinessProbe }, behaviour, 22)).toEqual([
      "11 readiness fail 1/3",
      '11 Readiness probe failed: Get "http://10.244.1.7:80/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      "21 readiness fail 2/3",
      '21 Readiness probe failed: Get "http://10.244.1.7:80/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ]);
  });

  it("a check that outlasts its period: the next one is late, never beside it", () => {
    const livenessProbe = { exec: { command: ["check"] }, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 9 };
    expect(probe({ livenessProbe }, { probes: { liveness: [{ from: 0, takes: 3000 }] } }, 12)).toEqual([
      "5 liveness ok 1/1",
      "8 liveness ok 2/1",
      "11 liveness ok 3/1",
    ]);
  });

  it("a check that can't be made counts for nothing", () => {
    const livenessProbe = { exec: { command: ["check"] }, periodSeconds: 5, failureThreshold: 2 };
    const error = "rpc error: code = NotFound desc = container not found";
    const liveness = [
      { from: 0, exitCode: 1 },
      { from: 7000, error },
      { from: 12_000, exitCode: 1 },
    ];
    expect(probe({ livenessProbe }, { probes: { liveness } }, 15)).toEqual([
      "5 liveness fail 1/2",
      "5 Liveness probe failed: ",
      `10 Liveness probe errored and resulted in unknown state: ${error}`,
      "15 liveness fail 2/2",
      "15 Liveness probe failed: ",
      "15 started=true ready=true unhealthy=liveness",
    ]);
  });

  it("a redirect to another host is a success that warns", () => {
    const readinessProbe = { httpGet: { port: 80 }, periodSeconds: 5 };
    const behaviour: Behaviour = { probes: { readiness: [{ from: 0, redirect: "https://login.example.com/" }] } };
    expect(probe({ readinessProbe }, behaviour, 5)).toEqual([
      "5 readiness ok 1/1",
      '5 ProbeWarning Readiness probe warning: Probe terminated redirects, Response body: <a href="https://login.example.com/">Found</a>.',
      "5 started=true ready=true",
    ]);
  });
});
