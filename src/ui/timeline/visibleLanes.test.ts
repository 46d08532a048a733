import { expect, it } from "vitest";
import type { TimelineModel } from "../../projection/model.ts";
import { visibleLanes } from "./visibleLanes.ts";

const lane = (id: string, from: number, to: number): TimelineModel["lanes"][number] => ({
  id,
  label: id,
  kind: "component",
  bars: [{ from, to, state: "now" }],
  marks: [],
});
const timeline: TimelineModel = {
  acts: [
    { act: 1, from: 0, to: 100 },
    { act: 4, from: 100, to: 200 },
    { act: 6, from: 200, to: 300 },
  ],
  lanes: [
    lane("kubectl", 0, 20),
    lane("API server", 20, 100),
    lane("kube-scheduler", 100, 200),
    lane("kubelet", 200, 300),
    lane("web", 250, 300),
  ],
};

it.each([
  [1, 2, ["kubectl", "API server"]],
  [4, 3, ["API server", "kube-scheduler", "kubelet"]],
  [6, 3, ["kube-scheduler", "kubelet", "web"]],
  [6, 9, ["kubectl", "API server", "kube-scheduler", "kubelet", "web"]],
])("in act %i, with room for %i: %o", (act, room, ids) => {
  expect(visibleLanes(timeline, act, room).map(({ id }) => id)).toEqual(ids);
});
