import type { ApiServerScene, CourseState, Scene } from "../../model.ts";
import { inTurn, moveTimes, progress } from "../timing.ts";

type Line<T> = T & { readonly opacity: number };
type Station = ApiServerScene["stations"][number];

export interface ShownKubectl {
  readonly command: string;
  readonly output: readonly Line<Scene["kubectl"]["output"][number]>[];
}

export interface ShownApiServer extends Omit<ApiServerScene, "diff"> {
  readonly diff: readonly Line<ApiServerScene["diff"][number]>[];
}

export interface ShownEtcd extends Pick<Scene["etcd"], "stored"> {
  readonly revisions: readonly Line<Scene["etcd"]["revisions"][number]>[];
}

/** When the last move to (or from) a component ends (or starts); `otherwise` without one. */
function endOf(scene: Scene, to: string, otherwise: number): number {
  const ends = scene.moves.filter((move) => move.to === to).map((move) => move.end);
  return ends.length > 0 ? Math.max(...ends) : otherwise;
}

export function revealKubectl(previous: Scene | null, scene: Scene, p: number, duration: number): ShownKubectl {
  const old = previous?.kubectl.output.length ?? scene.kubectl.output.length;
  const arrived = endOf(scene, "kubectl", 0.3);
  return {
    command: scene.kubectl.command,
    output: scene.kubectl.output.map((line, i) => ({ ...line, opacity: i < old ? 1 : appears(p, arrived, duration) })),
  };
}

export function revealApiServer(previous: Scene | null, scene: Scene, p: number, duration: number): ShownApiServer {
  const { apiServer } = scene;
  const same =
    previous?.apiServer.request?.about === apiServer.request?.about &&
    previous?.apiServer.request?.method === apiServer.request?.method;
  const before = new Map(
    (same ? previous?.apiServer.stations : undefined)?.map((station) => [station.station, station]),
  );
  const arrivals = scene.moves.filter((move) => move.to === "apiServer").map((move) => move.end);
  // A request passes its stations between its arrival and what the API server says next.
  const start = Math.min(0.7, ...(arrivals.length > 0 ? arrivals : [0]));
  const ends = scene.moves.filter((move) => move.from === "apiServer" && move.start > start).map((move) => move.start);
  const end = Math.min(1, ...ends);
  const changed = apiServer.stations.filter(
    (station) => previous && before.get(station.station)?.state !== station.state && station.state !== "toCome",
  );
  // Several stations may be this beat's; when it is over, only the last of them is where the request stands.
  const last = apiServer.stations.findLast((station) => station.state === "now");
  const stations = apiServer.stations.map((told): Station => {
    const station = told.state === "now" && told !== last ? { ...told, state: "done" as const } : told;
    const turn = changed.indexOf(told);
    if (turn < 0) return station;
    const t = inTurn(p, turn, changed.length, Math.max(0, start), end);
    const state: CourseState =
      t <= 0
        ? (before.get(station.station)?.state ?? "toCome")
        : t < 1 && station.state !== "refused"
          ? "now"
          : station.state;
    return { ...station, state };
  });
  const old = same ? new Set(previous?.apiServer.diff.map((change) => change.path)) : new Set<string>();
  return {
    ...apiServer,
    stations,
    diff: apiServer.diff.map((change, i) => ({
      ...change,
      opacity:
        old.has(change.path) || !previous
          ? 1
          : appears(p, 0.35 + (0.5 * i) / Math.max(1, apiServer.diff.length), duration),
    })),
  };
}

export function revealEtcd(previous: Scene | null, scene: Scene, p: number, duration: number): ShownEtcd {
  const old = new Set((previous ?? scene).etcd.revisions.map((revision) => revision.revision));
  const arrived = endOf(scene, "etcd", 0.3);
  return {
    revisions: scene.etcd.revisions.map((revision) => ({
      ...revision,
      opacity: old.has(revision.revision) ? 1 : appears(p, arrived, duration),
    })),
    stored: previous && p < arrived ? previous.etcd.stored : scene.etcd.stored,
  };
}

/** Opacity of a new line, in tenths. */
function appears(p: number, from: number, duration: number): number {
  const start = Math.min(from, 0.9);
  return Math.round(progress(p, start, Math.min(1, start + moveTimes.line / duration)) * 10) / 10;
}
