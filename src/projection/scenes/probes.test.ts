import { describe, expect, it } from "vitest";
import { PlayedJourney } from "../../testing/playedJourney.ts";
import type { Scene } from "../model.ts";

const liveness = ({ pod }: Pick<Scene, "pod">) => pod?.containers[0]?.probes.find(({ probe }) => probe === "liveness");

describe("a probe", () => {
  const lesson = PlayedJourney.lesson("http-probe");
  const third = "running.liveness.nginx.3";

  it("says what was asked, what was answered, and how many in a row of how many", () => {
    expect(lesson.scene("running.liveness.nginx.2").probe).toMatchObject({
      call: "GET :80/",
      answer: "404",
      ok: false,
    });
    expect(lesson.scene(third).probe).toMatchObject({ container: "nginx", consecutive: 3, threshold: 3 });
    expect(liveness(lesson.scene(third))).toMatchObject({
      run: { ok: false, consecutive: 3, threshold: 3 },
      now: { call: "GET :80/", answer: "404", ok: false },
    });
    expect(liveness(lesson.scene("kubelet.start.nginx"))?.now ?? null).toBeNull();
    expect(lesson.scene(lesson.journey.beats.at(-1)?.id ?? "").probe, "how it stands").toBeNull();
  });

  it("goes from the kubelet to the container and comes back, and is counted when it is back", () => {
    const tokens = [0.2, 0.4, 0.65, 0.9].map((p) => lesson.frame(third, p).tokens[0]);
    expect(tokens.map(({ label }) => label)).toEqual(["GET :80/", "GET :80/", "404", "404"]);
    expect(tokens[1].x).toBeGreaterThan(tokens[0].x);
    expect(tokens[3].x).toBeLessThan(tokens[2].x);
    expect(tokens[3].ok).toBe(false);
    expect(liveness(lesson.frame(third, 0.3))).toMatchObject({ run: { consecutive: 1 }, now: { answer: null } });
    expect(liveness(lesson.frame(third, 1))).toMatchObject({ run: { consecutive: 3 }, now: { answer: "404" } });
  });

  it("is why its container ends: in the sentence, on the card, and after it has been started again", () => {
    const because = { probe: "liveness", failures: 3 };
    expect(lesson.beat("running.exit.nginx").sentence.params).toMatchObject({ code: 0, stoppedBy: because });
    expect(lesson.scene("running.exit.nginx").pod?.containers[0]).toMatchObject({
      state: "exited",
      exitCode: 0,
      stoppedBy: because,
    });
    const again = lesson.scene("running.start.nginx").pod?.containers[0];
    expect(again).toMatchObject({ state: "running", restarts: 1, stoppedBy: because });
    expect(again?.probes[0]?.run).toBeNull();
  });

  it("is not why a container ends that ends by itself", () => {
    const crash = PlayedJourney.lesson("crash-loop");
    const { pod, running } = crash.scene("running.exit.web");
    const containers = pod?.containers ?? running?.residents.flatMap(({ inside }) => inside?.containers ?? []) ?? [];
    expect(containers.length).toBeGreaterThan(0);
    expect(containers.every(({ stoppedBy }) => stoppedBy === null)).toBe(true);
  });
});
