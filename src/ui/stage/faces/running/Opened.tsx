import { Pause } from "lucide-react";
import { useTranslate } from "../../../../i18n/index.ts";
import type { ContainerScene, ResidentScene } from "../../../../projection/model.ts";
import type { PlaceFrame } from "../../../../projection/stage/frame.ts";
import { openedParts } from "../../../../projection/stage/layouts/opened.ts";
import { toneOf } from "../../../../projection/stage/statusTone.ts";
import { StateChip, StateIcon } from "../../../components/StateIcon.tsx";
import { podName } from "../../figures.ts";
import { useFrame } from "../../frameStore.ts";
import { ContainerCard, useTold } from "../ContainerCard.tsx";
import { VolumeCard } from "../PodFaces.tsx";
import { Heading } from "./Heading.tsx";
import styles from "./opened.module.css";
import { frameOf, isLeftOut, Restarts, readyTone } from "./Resident.tsx";
import { useRunningWords } from "./useRunningWords.ts";

interface Props {
  readonly resident: ResidentScene;
  readonly place: PlaceFrame;
  readonly wide: boolean;
  readonly hasServices: boolean;
}

/** A Pod among others, opened: its containers in the order in which they start, its volumes, and the pause container that holds them. */
export function OpenedResident({ resident, place, wide, hasServices }: Props) {
  const t = useTranslate();
  const w = useRunningWords();
  const { inside, pod, status, ready, ip, own, onStage, restarts } = resident;
  const hasNoPower = useFrame(
    (frame) => frame.running?.hosts.find(({ name }) => name === resident.node)?.broken === "failNode",
  );
  if (!inside) return null;
  const lost = hasNoPower ? w("broken", { broken: "failNode" }) : undefined;
  const style = place.face === "lines" ? "lines" : "opened";
  const { w: width } = place.box;
  const { containers } = inside;
  const shelf = volumesShown(inside.volumes, width);
  const probes = Math.max(0, ...containers.map((container) => container.probes.length));
  const held = { containers: containers.length, probes, volumes: shelf.length };
  const parts = openedParts(wide, place.box, held, style);
  const leftOut = hasServices && isLeftOut(resident);
  const says = [status, `READY ${ready}`, ip, leftOut ? w("noTraffic") : ""].filter(Boolean).join(", ");
  return (
    <section
      className={styles.opened}
      data-own={own || undefined}
      data-now={place.now || undefined}
      {...frameOf(resident)}
    >
      <div className={styles.head} data-line={parts.isOneLine || undefined} style={{ height: parts.head }}>
        <Heading selects={`pod/${pod}`} name={podName(pod)} called={`Pod ${podName(pod)}`} says={says} />
        <span className={styles.states}>
          <StateChip tone={toneOf(status)} word={status} />
          <StateChip tone={readyTone(resident)} word={width > 250 ? `Ready ${ready}` : ready} />
          <Restarts count={restarts} />
          {leftOut ? (
            <span className={styles.noTraffic} title={w("noTrafficHint")}>
              {w("noTraffic")}
            </span>
          ) : null}
        </span>
      </div>
      <div
        className={styles.containers}
        style={{
          height: parts.body,
          gap: parts.gap,
          padding: `0 ${parts.pad}px`,
          gridTemplateColumns: `repeat(${parts.perRow}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${parts.rows}, minmax(0, 1fr))`,
        }}
      >
        {containers.map((container) =>
          style === "opened" ? (
            <ContainerCard
              key={container.name}
              container={container}
              box={parts.each}
              lost={lost}
              selects={onStage ? `container/${container.name}` : `pod/${pod}`}
            />
          ) : (
            <ContainerLine key={container.name} container={container} lost={lost} tall={parts.each.h >= 36} />
          ),
        )}
      </div>
      {parts.volumes > 0 ? (
        <div
          className={styles.volumes}
          style={{
            height: parts.volumes + parts.gap,
            padding: `${parts.gap}px ${parts.pad}px 0`,
            gap: parts.gap,
          }}
        >
          {shelf.map((volume) => (
            <VolumeCard key={volume.name} volume={volume} slim w={(width - 2 * parts.pad) / shelf.length} />
          ))}
        </div>
      ) : null}
      <div className={styles.keel} style={{ height: parts.keel }}>
        <Pause size={14} strokeWidth={2} aria-hidden />
        <b>pause</b>
        <span>{width > 480 ? t("stage.pauseHoldsShort") : null}</span>
        <span className={styles.ip}>{ip}</span>
      </div>
    </section>
  );
}

interface LineProps {
  readonly container: ContainerScene;
  readonly lost: string | undefined;
  /** There is room for two lines. */
  readonly tall: boolean;
}

/** A container on one line: its name, and how it stands. */
function ContainerLine({ container, lost, tall }: LineProps) {
  const { tone, word } = useTold(container, lost);
  return (
    <div
      className={styles.line}
      data-kind={container.kind}
      data-tall={tall || undefined}
      data-ahead={container.state === "absent" || undefined}
    >
      <StateIcon tone={tone} size={14} />
      <b title={container.image}>{container.name}</b>
      <span title={word}>{word}</span>
      <Restarts count={container.restarts} />
    </div>
  );
}

type Volumes = NonNullable<ResidentScene["inside"]>["volumes"];

/** As many as have their names in the width; the token that every Pod has, only where there is no other. */
function volumesShown(volumes: Volumes, width: number): Volumes {
  const others = volumes.filter(({ name }) => !/^kube-api-access/.test(name));
  const shown = others.length > 0 ? others : volumes;
  return shown.slice(0, Math.max(1, Math.floor(width / 125)));
}
