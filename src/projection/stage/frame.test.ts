import { describe, expect, it } from "vitest";
import { type Fixture, fixtures } from "../../testing/stageScenes.ts";
import { type FrameInput, frameAt, nodeIn } from "./frame.ts";
import { keep } from "./keep.ts";
import { laterActs } from "./laterActs.ts";
import { pillWidth } from "./parts/tokens.ts";
import { easeTravel } from "./timing.ts";

const viewport = { width: 628, height: 500 };
const fixture = (name: string): Fixture => {
  const found = fixtures.find((one) => one.name === name);
  if (!found) throw new Error(`no fixture ${name}`);
  return found;
};
const at = (name: string, p: number, more: Partial<FrameInput> = {}) =>
  frameAt({ ...fixture(name), viewport, later: laterActs, duration: 2000, p, ...more });

describe("the frame is a function of the scenes and p", () => {
  it.each(fixtures.map(({ name }) => name))("%s: the same picture whichever way one got there", (name) => {
    const forward = [0, 0.25, 0.5, 0.75, 1].map((p) => JSON.stringify(at(name, p)));
    const back = [1, 0.75, 0.5, 0.25, 0].map((p) => JSON.stringify(at(name, p))).reverse();
    expect(back).toEqual(forward);
  });
});

describe("a beat that composes the stage anew", () => {
  const composed = fixtures.filter(({ name, previous, scene }) => {
    const places = (p: number) => at(name, p).places.map(({ id, box }) => `${id} ${JSON.stringify(box)}`);
    return previous !== null && previous !== scene && places(0).join() !== places(1).join();
  });
  const ended = ({ previous }: Fixture) => at("1-send", 1, { previous: null, scene: previous ?? undefined });

  it("is among the fixtures", () => expect(composed.length).toBeGreaterThan(3));

  it.each(composed.map((each) => [each.name, each] as const))(
    "%s: begins with the picture that the one before left",
    (name, each) => expect(at(name, 0)).toEqual(ended(each)),
  );

  it.each(composed.map((each) => [each.name, each] as const))(
    "%s: new places come one after the other, once they can be seen",
    (name, each) => {
      const old = new Set(ended(each).places.map(({ id }) => id));
      const entering = (p: number) => at(name, p).places.filter(({ id }) => !old.has(id));
      const shares = [0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 1];
      const counts = shares.map((p) => entering(p).length);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(shares.flatMap(entering).every(({ opacity }) => opacity > 0)).toBe(true);
      expect(entering(1).every(({ opacity }) => opacity === 1)).toBe(true);
    },
  );
});

describe("the lane of a phone", () => {
  const phone = { width: 390, height: 480 };
  const lane = (name: string, p: number, more: Partial<FrameInput> = {}) =>
    at(name, p, { viewport: phone, ...more }).lane;

  it("carries the message from who sends it to who gets it", () => {
    const [before, start, end] = [0.02, 0.2, 1].map((p) => lane("1-send", p));
    expect(before).toEqual({ stops: [["kubectl"], ["apiServer"], ["etcd"]], message: null });
    expect(start?.message).toMatchObject({ label: "POST …/pods", from: 0, to: 1, ok: true });
    expect(start?.message?.at).toBeGreaterThan(0);
    expect(start?.message?.at).toBeLessThan(1);
    expect(end?.message?.at).toBe(1);
  });

  it("has etcd at its end, and the middle of the way where motion is reduced", () => {
    expect(lane("3-put", 1, { still: true })?.message).toMatchObject({ label: "put", from: 1, to: 2, at: 0.5 });
  });

  it("is inside of the node while a Pod is started, and not on a wide stage", () => {
    expect(lane("6-kubelet", 1)?.stops).toEqual([["kubelet"], ["containerd"]]);
    expect(at("6-kubelet", 1).lane).toBeNull();
  });
});

describe("a token", () => {
  it("leaves, travels and rests before the card that it arrives at", () => {
    expect(at("1-send", 0.05).tokens).toEqual([]);
    const [start, middle, end] = [0.11, 0.35, 1].map((p) => at("1-send", p).tokens[0]);
    expect([start.label, middle.kind, end.ok]).toEqual(["POST …/pods", "request", true]);
    expect(start.y).toBeLessThan(middle.y);
    expect(middle.y).toBeLessThan(end.y);
    const api = at("1-send", 1).places.find((place) => place.id === "apiServer");
    expect(end.y).toBeLessThan(api?.box.y ?? 0);
  });

  it("rests in the middle of its edge where motion is reduced", () => {
    const still = at("3-put", 1, { still: true }).tokens[0];
    const places = new Map(at("3-put", 1).places.map((place) => [place.id, place.box]));
    const [api, etcd] = [places.get("apiServer"), places.get("etcd")];
    expect(still.x).toBeCloseTo(((api?.x ?? 0) + (api?.w ?? 0) + (etcd?.x ?? 0)) / 2, 0);
  });
});

describe("tokens that fan out", () => {
  it("don't lie on one another where they rest", () => {
    const { tokens } = at("3-watch", 1, { still: true });
    expect(tokens.length).toBeGreaterThan(1);
    for (const [i, a] of tokens.entries())
      for (const b of tokens.slice(i + 1)) {
        const apart = Math.abs(a.x - b.x) > (pillWidth(a.label) + pillWidth(b.label)) / 2 || Math.abs(a.y - b.y) > 28;
        expect(apart, `${a.label} on ${b.label}`).toBe(true);
      }
  });
});

describe("a node that is asked", () => {
  it("first looks, then shows the ghost, then says its verdict", () => {
    const node = (p: number) => nodeIn(at("4-filter-2", p), "node-2");
    expect(nodeIn(at("4-filter-2", 0), "node-2")?.state).toBe("toCome");
    expect([node(0.1)?.state, node(0.1)?.ghost, node(0.1)?.said]).toEqual(["now", 0, 0]);
    expect([node(0.4)?.state, node(0.4)?.ghost]).toEqual(["now", 0.5]);
    expect([node(1)?.state, node(1)?.ghost, node(1)?.said, node(1)?.current]).toEqual(["refused", 1, 1, true]);
  });

  it("keeps its verdict in the next beat", () => {
    expect(nodeIn(at("4-filter-3", 0), "node-2")?.state).toBe("refused");
    expect(nodeIn(at("4-filter-3", 0), "node-2")?.said).toBe(1);
  });
});

describe("score columns", () => {
  it("grow together, and end at the contributions", () => {
    const column = (p: number) => nodeIn(at("4-score-3", p), "node-3")?.columns[2]?.contribution;
    expect(column(0)).toBe(0);
    expect(column(0.225)).toBe(100);
    expect(column(1)).toBe(200);
    expect(nodeIn(at("4-score-3", 1), "node-3")?.total).toBe(552);
  });

  it("crown one node at the end of the pick", () => {
    expect(at("4-pick", 0.5).marks).toEqual([]);
    expect(at("4-pick", 1).marks.map((mark) => mark.id)).toEqual(["crown-node-3"]);
  });
});

describe("traffic", () => {
  it("moves by the playhead alone, along lines as wide as its share", () => {
    const dots = (p: number) => at("7-ingress", p).dots;
    expect(dots(0.3)).toEqual(dots(0.3));
    expect(dots(0.3)).not.toEqual(dots(0.5));
    const width = (end: string) => at("7-ingress", 1).edges.find(({ id }) => id.endsWith(end))?.width;
    expect([width("specs/default/shop"), width("specs/default/shop-canary")]).toEqual([6, 2]);
    const labels = at("7-ingress", 1).marks.map(({ label }) => label);
    expect(labels).toEqual(["90%", "10%"]);
  });

  it("has no line to a Pod that is not ready but a dashed one, and none to one that leaves", () => {
    const states = new Map(at("7-service", 1).edges.map(({ id, state }) => [id.slice(id.indexOf("pod/")), state]));
    expect(states.get("pod/default/shop-6d5f8c9b7-00k8p")).toBe("now");
    expect(states.get("pod/default/shop-6d5f8c9b7-10k8p")).toBe("next");
  });

  it("comes to Pods in the middle of the beat in which they turn ready", () => {
    const states = (p: number) => at("7-service", p).edges.map(({ state }) => state);
    expect(states(0.2)).toEqual(["next", "next", "next"]);
    expect(states(1)).toEqual(["next", "now", "now"]);
  });
});

it("the line of a node that is cut off ends before its card, at ✕", () => {
  const frame = at("7-broken", 1);
  const ends = frame.edges
    .filter(({ id }) => id.startsWith("apiServer-"))
    .map(({ id, path, state }) => ({
      id,
      state,
      end: path
        .slice(path.lastIndexOf("L") + 1)
        .split(" ")
        .map(Number),
    }));
  const cut = ends.filter(({ state }) => state === "idle");
  expect(cut.map(({ id }) => id)).toEqual(["apiServer-node/node-1"]);
  expect(ends).toHaveLength(3);
  const [mark] = frame.marks;
  expect([mark.id, mark.kind, mark.x, mark.y]).toEqual(["cut-node/node-1", "refused", ...cut[0].end]);
  const box = frame.places.find(({ id }) => id === "node/node-1")?.box;
  expect(box && mark.y >= box.y && mark.x <= box.x + box.w, "it does not reach the card").toBe(false);
});

describe("keep", () => {
  it("gives back the old value where nothing changed, and its parts where something did", () => {
    const old = { a: { x: 1 }, b: [1, { y: 2 }] };
    expect(keep(old, { a: { x: 1 }, b: [1, { y: 2 }] })).toBe(old);
    const changed = keep(old, { a: { x: 1 }, b: [1, { y: 3 }] });
    expect(changed).toEqual({ a: { x: 1 }, b: [1, { y: 3 }] });
    expect(changed.a).toBe(old.a);
  });

  it("sees what was added and what went", () => {
    expect(keep({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(keep({ a: 1 }, { a: 1, b: undefined })).toEqual({ a: 1, b: undefined });
    expect(keep([1, 2], [1])).toEqual([1]);
  });
});

describe("travel", () => {
  it.each([
    [0, 0],
    [1, 1],
  ])("at %f is at %f", (t, share) => expect(easeTravel(t)).toBe(share));
  it("is slow at both ends", () => {
    expect(easeTravel(0.1)).toBeLessThan(0.05);
    expect(easeTravel(0.9)).toBeGreaterThan(0.95);
  });
});
