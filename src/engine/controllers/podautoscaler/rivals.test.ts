import { describe, expect, it } from "vitest";
import type { HorizontalPodAutoscaler } from "../../api/autoscaling.ts";
import type { Pod } from "../../api/pod.ts";
import { Rivals } from "./rivals.ts";

const autoscaler = (name: string, namespace = "n") =>
  ({
    metadata: { name, namespace },
    spec: { maxReplicas: 1, scaleTargetRef: {} },
  }) as unknown as HorizontalPodAutoscaler;
const pods = [{ metadata: { name: "p", namespace: "n", labels: { app: "web" } } }] as unknown as Pod[];
const selector = { matchLabels: { app: "web" } };

describe("autoscalers for the same Pods", () => {
  it("are told of one another once both have looked", () => {
    const rivals = new Rivals();
    const [a, b] = [autoscaler("a"), autoscaler("b")];
    const all = [a, b, autoscaler("a", "other")];
    expect(rivals.problem(a, all, selector, pods)).toBe(null);
    expect(rivals.problem(b, all, selector, pods)).toBe(
      "pods by selector app=web are controlled by multiple HPAs: [{a n} {b n}]",
    );
    rivals.forget("n/b");
    expect(rivals.problem(a, all, selector, pods)).toBe(null);
  });
});
