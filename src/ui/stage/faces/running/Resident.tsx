import { RotateCcw } from "lucide-react";
import type { ResidentScene } from "../../../../projection/model.ts";
import type { PlaceFrame, StageFrame } from "../../../../projection/stage/frame.ts";
import { type Tone, toneOf } from "../../../../projection/stage/statusTone.ts";
import { StateChip, StateIcon } from "../../../components/StateIcon.tsx";
import { podName } from "../../figures.ts";
import { useFrame, useStageActions } from "../../frameStore.ts";
import { joints } from "./Heading.tsx";
import { OpenedResident } from "./Opened.tsx";
import styles from "./running.module.css";
import { useRunningWords } from "./useRunningWords.ts";

const selectWide = (frame: StageFrame) => frame.wide;
const selectHasServices = (frame: StageFrame) => (frame.running?.services.length ?? 0) > 0;

/** A Pod on its node, as `kubectl get pods -o wide` prints it: the larger its box, the more of it. */
export function ResidentFace({ place }: { readonly place: PlaceFrame }) {
  const resident = useFrame((frame) => frame.running?.residents.find(({ pod }) => pod === place.name));
  const hasServices = useFrame(selectHasServices);
  const largeType = useFrame(selectWide);
  if (!resident) return null;
  if (place.face === "opened" || place.face === "lines")
    return <OpenedResident resident={resident} place={place} wide={largeType} hasServices={hasServices} />;
  const face = place.face === "row" || place.face === "line" ? place.face : "card";
  return (
    <ResidentCard
      resident={resident}
      face={face}
      now={place.now}
      hasServices={hasServices}
      wide={place.box.w > 250}
      width={place.box.w}
      tall={place.face === "card" && place.box.h >= (largeType ? 92 : 70) && place.box.w <= 300}
    />
  );
}

/** Why a Pod gets no requests: it counts as an endpoint, but not as a ready one. */
export const isLeftOut = ({ selected, isReady, terminating }: ResidentScene): boolean =>
  selected && !isReady && !terminating;

/** About how wide a state's chip is, pixels. */
const chipWidth = (word: string): number => 36 + word.length * 6.6;

export const readyTone = ({ isReady, terminating, ended }: ResidentScene): Tone =>
  isReady ? "pass" : terminating || ended ? "term" : "pend";

/** How a Pod's frame is drawn: dashed until it has its sandbox, grey from when it leaves. */
export function frameOf({ ip, terminating, ended }: ResidentScene) {
  const leaves = terminating || ended;
  return { "data-ahead": (ip === "" && !leaves) || undefined, "data-leaving": leaves || undefined };
}

/** On one line: where a name is too long, the middle goes and the end stays, which tells a Pod from its siblings. */
function PodName({ name }: { readonly name: string }) {
  const at = name.lastIndexOf("-");
  return (
    <b className={styles.podName}>
      <span>{at > 0 ? name.slice(0, at) : name}</span>
      {at > 0 ? <span>{name.slice(at)}</span> : null}
    </b>
  );
}

export function Restarts({ count }: { readonly count: number }) {
  const w = useRunningWords();
  if (count === 0) return null;
  return (
    <span className={styles.restarts} title={w("restarts", { count })}>
      <RotateCcw size={13} aria-hidden />
      {count}
    </span>
  );
}

export function ResidentCard({
  resident,
  face,
  now = false,
  hasServices,
  wide,
  width = Number.POSITIVE_INFINITY,
  tall = false,
}: {
  readonly resident: ResidentScene;
  readonly face: "card" | "line" | "row";
  readonly now?: boolean;
  readonly hasServices: boolean;
  readonly wide: boolean;
  readonly width?: number;
  /** There is room for the IP under the rest. */
  readonly tall?: boolean;
}) {
  const w = useRunningWords();
  const { select, selection } = useStageActions();
  const { pod, status, ready, restarts, ip, own, onStage } = resident;
  const key = `pod/${pod}`;
  const name = podName(pod);
  const leftOut = hasServices && isLeftOut(resident);
  const readyWord = wide ? `Ready ${ready}` : ready;
  const chips = chipWidth(status) + 8 + chipWidth(readyWord) + (restarts > 0 ? 36 : 0);
  // The IP goes where there is no room for it, whole: on a tall card under the chips if those are one line.
  const hasRoomForIp = tall ? chips <= width - 22 : face === "line" || chips + 12 + ip.length * 7 <= width - 22;
  const says = [
    status,
    `READY ${ready}`,
    ip,
    restarts > 0 ? w("restarts", { count: restarts }) : "",
    leftOut ? w("noTraffic") : "",
  ];
  return (
    <button
      type="button"
      className={styles.resident}
      data-face={face}
      data-tall={tall || undefined}
      data-own={own || undefined}
      data-stage={onStage || undefined}
      data-now={now || undefined}
      {...frameOf(resident)}
      data-selected={selection === key || undefined}
      title={name}
      aria-label={`Pod ${name}, ${says.filter(Boolean).join(", ")}`}
      onClick={() => select(key)}
    >
      {face === "row" ? <StateIcon tone={toneOf(status)} size={14} /> : null}
      {face === "row" ? <PodName name={name} /> : <b className={styles.podName}>{joints(name)}</b>}
      <span className={styles.podStates}>
        {face === "row" ? (
          status === "Running" || width < 220 ? null : (
            <span>{status}</span>
          )
        ) : (
          <StateChip tone={toneOf(status)} word={status} />
        )}
        {face === "row" ? <span>{ready}</span> : <StateChip tone={readyTone(resident)} word={readyWord} />}
        <Restarts count={restarts} />
        {leftOut && face !== "row" ? (
          <span className={styles.noTraffic} title={w("noTrafficHint")}>
            {w("noTraffic")}
          </span>
        ) : face !== "row" && (wide || tall) && ip && hasRoomForIp ? (
          <span className={styles.ip}>{ip}</span>
        ) : null}
      </span>
    </button>
  );
}
