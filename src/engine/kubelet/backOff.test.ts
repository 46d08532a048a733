import { describe, expect, it } from "vitest";
import { BackOff } from "../client/backOff.ts";
import { AddressPool } from "./addressPool.ts";
import { runOfCommand } from "./commandModel.ts";
import { imageSize, parseImage } from "./imageSizes.ts";
import { goDuration } from "./timing.ts";

describe("back-off", () => {
  it("doubles from 10 s to 5 min", () => {
    const backOff = new BackOff();
    const rungs = Array.from({ length: 7 }, (_, i) => {
      backOff.next("web", i * 1000, i * 1000);
      return backOff.get("web") / 1000;
    });
    expect(rungs).toEqual([10, 20, 40, 80, 160, 300, 300]);
  });

  it("starts again when nothing happened for more than ten minutes", () => {
    const backOff = new BackOff();
    backOff.next("web", 0, 0);
    backOff.next("web", 600_000, 600_000);
    expect(backOff.get("web")).toBe(20_000);
    backOff.next("web", 1_200_001, 1_200_001);
    expect(backOff.get("web")).toBe(10_000);
  });

  it("counts from the end of the container", () => {
    const backOff = new BackOff();
    backOff.next("web", 0, 0);
    expect(backOff.isWaitingSince("web", 5000, 14_999)).toBe(true);
    expect(backOff.isWaitingSince("web", 5000, 15_000)).toBe(false);
  });
});

describe("addresses", () => {
  it("go round and skip what is taken", () => {
    const pool = new AddressPool("10.244.3.0/29");
    pool.reserve("10.244.3.3");
    expect([pool.allocate(), pool.allocate(), pool.allocate()]).toEqual(["10.244.3.2", "10.244.3.4", "10.244.3.5"]);
    pool.release("10.244.3.2");
    expect([pool.allocate(), pool.allocate(), pool.allocate()]).toEqual(["10.244.3.6", "10.244.3.2", null]);
  });
});

describe("references to images", () => {
  it.each([
    ["nginx", "docker.io/library/nginx:latest"],
    ["nginx:1.27", "docker.io/library/nginx:1.27"],
    ["bitnami/redis:7", "docker.io/bitnami/redis:7"],
    ["registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10"],
    ["localhost:5000/app", "localhost:5000/app:latest"],
    ["Nginx:1.27", null],
    ["nginx:1 27", null],
    ["", null],
  ])("%s is %s", (reference, full) => {
    expect(parseImage(reference)?.full ?? null).toBe(full);
  });

  it("have a size that depends on the name alone", () => {
    expect(imageSize("nginx:1.27")).toBe(imageSize("docker.io/library/nginx:1.27"));
    expect(imageSize("nginx:1.27-alpine")).toBeLessThan(imageSize("nginx:1.27") / 3);
  });
});

describe("plain commands", () => {
  it.each<[string[], unknown]>([
    [["sleep", "30"], { run: { exitAfter: 30_000, exitCode: 0 }, ignoresSigterm: true }],
    [["sleep", "infinity"], { run: {}, ignoresSigterm: true }],
    [["/bin/false"], { run: { exitAfter: 100, exitCode: 1 }, ignoresSigterm: false }],
    [["sh", "-c", "echo hi; sleep 2; exit 3"], { run: { exitAfter: 2100, exitCode: 3 }, ignoresSigterm: false }],
    [["sh", "-c", "echo hi && sleep 1m"], { run: { exitAfter: 60_100, exitCode: 0 }, ignoresSigterm: true }],
    [["sh", "-c", "while true; do date; sleep 5; done"], { run: {}, ignoresSigterm: true }],
    [["sh", "-c", "until nslookup db; do sleep 2; done"], null],
    [["nginx", "-g", "daemon off;"], null],
    [[], null],
  ])("%j", (command, expected) => {
    expect(runOfCommand({ name: "web", command })).toEqual(expected);
  });
});

describe("durations as Go prints them", () => {
  it.each([
    [0, "0s"],
    [953, "953ms"],
    [2100, "2.1s"],
    [10_000, "10s"],
    [80_000, "1m20s"],
    [300_000, "5m0s"],
  ])("%d ms is %s", (duration, text) => {
    expect(goDuration(duration)).toBe(text);
  });
});
