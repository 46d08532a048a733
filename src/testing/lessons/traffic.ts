import { expect } from "vitest";
import type { Lessons } from "../playedLesson.ts";

/** Requests from outside, on their way through an Ingress. Twenty a second: two hundred in the window. */
export const traffic: Lessons = {
  "gray-release"(run) {
    // Alone, once its Pods are ready.
    expect(run.backends("shop", 5)).toEqual(["shop main 0 0 0"]);
    expect(run.backends("shop", 20)).toEqual(["shop main 3 200 0"]);
    // By header: one in twenty carries it.
    expect(run.backends("shop", 40)).toEqual(["shop main 3 185 0", 'shop-canary canary 2 15 0 {"header":"X-Canary"}']);
    // By weight, and failing: a third of what the canary gets.
    expect(run.backends("shop", 70)).toEqual([
      "shop main 3 167 0",
      'shop-canary canary 2 33 10 {"header":"X-Canary","weight":10}',
    ]);
    // Back: only those with the header still meet it, until its image is another.
    expect(run.backends("shop", 90)).toEqual([
      "shop main 3 191 0",
      'shop-canary canary 2 9 1 {"header":"X-Canary","weight":0}',
    ]);
    expect(run.backends("shop", 135)).toEqual([
      "shop main 3 170 0",
      'shop-canary canary 2 30 0 {"header":"X-Canary","weight":10}',
    ]);
    expect(run.backends("shop", 155)).toEqual([
      "shop main 3 95 0",
      'shop-canary canary 2 105 0 {"header":"X-Canary","weight":50}',
    ]);
    expect(run.backends("shop", 175)).toEqual([
      "shop main 3 0 0",
      'shop-canary canary 2 200 0 {"header":"X-Canary","weight":100}',
    ]);
    // Forward: the main version is the new one, and nobody failed on the way.
    expect(run.backends("shop", 225)).toEqual(["shop main 3 200 0"]);
    expect(run.images("shop-", 240)).toEqual(["shop:2.1", "shop:2.1", "shop:2.1"]);
    expect(run.pods(250)).toEqual([
      "shop-*-* Running 1/1 0 node-1",
      "shop-*-* Running 1/1 0 node-2",
      "shop-*-* Running 1/1 0 node-3",
    ]);

    // Its address is written when the controller's minute is full.
    expect(run.get("Ingress", "shop", 59)).not.toHaveProperty("status");
    expect(run.get("Ingress", "shop", 61)).toMatchObject({
      status: { loadBalancer: { ingress: [{ hostname: "localhost" }] } },
    });
    expect(run.events("shop", 5).filter((event) => event.startsWith("Sync"))).toEqual(["Sync: Scheduled for sync"]);
    expect(run.printed().filter((line) => line.includes("ingress"))).toEqual([
      "ingress.networking.k8s.io/shop created",
      "ingress.networking.k8s.io/shop-canary created",
      ...Array(5).fill("ingress.networking.k8s.io/shop-canary annotated"),
      'ingress.networking.k8s.io "shop-canary" deleted from default namespace',
    ]);
  },
};
