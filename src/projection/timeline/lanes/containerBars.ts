import type { KubeletEntry } from "../../traceIndex.ts";
import type { Bar, Lane, LaneLabel, Moment } from "../model.ts";
import type { Place } from "../place.ts";

type Kind = NonNullable<Lane["container"]> | "pause";
type Cri = Extract<KubeletEntry["event"], { type: "CRI" }>;

interface Track {
  readonly kind: Kind;
  readonly bars: Bar[];
  open: Bar | null;
  starts: number;
}

/** What the runtime did with each container of a Pod, as bars: pull, create, run, stop, and the wait for a restart. */
export class ContainerBars {
  private readonly tracks = new Map<string, Track>();
  private uid = "";

  constructor(
    kubelet: readonly KubeletEntry[],
    place: Place,
    private readonly end: Moment,
  ) {
    for (const { seq, event } of kubelet) {
      if (event.type === "CRI") this.call(place(seq), event);
      else if (event.type === "ContainerExited") this.exit(place(seq), event.container, event.exitCode);
      else if (event.type === "KubeletStep") {
        this.identify(event.uid);
        if (event.phase === "fail") this.backOff(event.reason, event.message);
      }
    }
    for (const track of this.tracks.values()) {
      // A wait that no restart ends is none, unless the kubelet says what it waits for.
      if (track.open && !isWait(track.open.label)) this.close(track, end);
      track.open = null;
    }
  }

  /** The sandbox first, then the containers in the order in which the runtime came to know them. */
  lanes(): Lane[] {
    const all = [...this.tracks].map(([name, { kind, bars }]): Lane => {
      if (kind === "pause") return { id: "pause", group: "pod", kind: "pause", name: "pause", bars, marks: [] };
      return { id: `container/${name}`, group: "pod", kind: "container", name, container: kind, bars, marks: [] };
    });
    return all.filter(({ bars }) => bars.length > 0).sort((a, b) => rank(a) - rank(b));
  }

  private call(at: Moment, event: Cri): void {
    const ofSandbox = event.call === "RunPodSandbox" || event.call === "StopPodSandbox";
    const name = ofSandbox ? "pause" : event.container;
    if (name === undefined) return;
    const track = this.track(ofSandbox ? "\0pause" : name, ofSandbox ? "pause" : (event.containerKind ?? "app"));
    if (event.phase === "call") this.begin(track, at, event.call);
    else this.finish(track, at, event);
  }

  private begin(track: Track, at: Moment, call: Cri["call"]): void {
    if (call === "PullImage") this.turn(track, at, "now", { key: "pull" });
    else if (call === "RunPodSandbox" || call === "CreateContainer")
      this.turn(track, at, "terminated", { key: "create" });
    else if (stops.has(call) && track.open) this.turn(track, at, "warning", { key: "stop" });
  }

  private finish(track: Track, at: Moment, { call, ok, message, ip }: Cri): void {
    if (stops.has(call)) this.close(track, at);
    else if (ok === false) this.close(track, at, { state: "fail", ...(message !== undefined && { label: message }) });
    else if (call === "PullImage") this.close(track, at);
    else if (call === "RunPodSandbox") this.turn(track, at, "running", { key: "sandbox", ip: ip ?? "" });
    else if (call === "StartContainer") {
      track.starts++;
      this.turn(track, at, "running", track.starts === 1 ? "Running" : { key: "run", count: track.starts });
    }
  }

  private exit(at: Moment, container: string, exitCode: number): void {
    const track = this.tracks.get(container);
    if (!track) return;
    const stopped = track.open?.state === "warning";
    const state = exitCode === 0 ? "pass" : stopped ? "warning" : "fail";
    this.close(track, at, { state, label: `exit ${exitCode}` });
    // Until the next call for it, if one comes.
    track.open = { from: at, to: at, state: "pending", label: { key: "wait" } };
  }

  /** A Pod of the same name may follow, as a StatefulSet's do: its containers run for the first time. */
  private identify(uid: string): void {
    if (uid === this.uid) return;
    this.uid = uid;
    for (const track of this.tracks.values()) {
      track.starts = 0;
      if (track.open && isWait(track.open.label)) track.open = null;
    }
  }

  /** The kubelet's own words for the wait: `back-off 10s restarting failed container=web pod=…`. */
  private backOff(reason: string | undefined, message = ""): void {
    const track = this.tracks.get(/\bcontainer=(\S+)/.exec(message)?.[1] ?? "");
    if (track?.open && reason && isWait(track.open.label)) track.open = { ...track.open, label: reason };
  }

  private track(name: string, kind: Kind): Track {
    const known = this.tracks.get(name);
    if (known) return known;
    const track: Track = { kind, bars: [], open: null, starts: 0 };
    this.tracks.set(name, track);
    return track;
  }

  private turn(track: Track, at: Moment, state: Bar["state"], label: LaneLabel): void {
    this.close(track, at);
    track.open = { from: at, to: this.end, state, label };
  }

  private close(track: Track, at: Moment, last: Partial<Bar> = {}): void {
    const isNothing = track.open && isWait(track.open.label) && track.open.from.time === at.time;
    if (track.open && !isNothing) track.bars.push({ ...track.open, ...last, to: at });
    track.open = null;
  }
}

const stops: ReadonlySet<Cri["call"]> = new Set(["StopContainer", "StopPodSandbox"]);

const isWait = (label: LaneLabel | undefined): boolean => typeof label === "object" && label.key === "wait";

const rank = ({ kind }: Lane): number => (kind === "pause" ? 0 : 1);
