import { useState } from "react";
import { frameAt, nodeIn, type PlaceFrame, type StageFrame } from "../../projection/stage/frame.ts";
import { laterActs } from "../../projection/stage/laterActs.ts";
import { fixtures } from "../../testing/stageScenes.ts";
import { createFrameStore, FrameContext } from "../stage/frameStore.ts";
import { PlaceFace } from "../stage/PlaceFace.tsx";
import stage from "../stage/Stage.module.css";
import style from "./design.module.css";

interface Sample {
  readonly id: string;
  readonly label: string;
  readonly place: PlaceFrame;
  readonly frame: StageFrame;
}

const viewport = { width: 900, height: 640 };

/** What tells one look of a thing from another: its face, and the state that it shows. */
function lookOf({ kind, face, name, now }: PlaceFrame, frame: StageFrame): string {
  const container = frame.pod?.containers.find((one) => one.name === name);
  const state =
    kind === "node" ? nodeIn(frame, name)?.state : kind === "container" ? `${container?.kind} ${container?.state}` : "";
  return [kind, face, state, now && "now"].filter(Boolean).join(" · ");
}

/** Each look of each component, once, as the fixtures show it. Those that frame others are seen on the stage only. */
function collect(): Sample[] {
  const samples = new Map<string, Sample>();
  for (const { name, previous, scene } of fixtures) {
    const frame = frameAt({ previous, scene, p: 1, viewport, later: laterActs, duration: 2000, still: true });
    for (const place of frame.places) {
      if (place.face === "frame" || place.kind === "pod") continue;
      const label = lookOf(place, frame);
      if (!samples.has(label)) samples.set(label, { id: `${name}/${place.id}`, label, place, frame });
    }
  }
  return [...samples.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** The components' faces in every state that the stage's fixtures have. */
export function Faces() {
  const [samples] = useState(collect);
  return (
    <section>
      <h2>Component faces</h2>
      <div className={style.faces}>
        {samples.map((sample) => (
          <Face key={sample.id} {...sample} />
        ))}
      </div>
    </section>
  );
}

function Face({ label, place, frame }: Sample) {
  const [store] = useState(() => createFrameStore(frame));
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <div
        className={stage.stage}
        data-wide={frame.wide || undefined}
        style={{ width: place.box.w, height: place.box.h }}
      >
        <FrameContext value={store}>
          <PlaceFace place={place} />
        </FrameContext>
      </div>
    </figure>
  );
}
