import { useTranslate } from "../../../i18n/index.ts";
import type { ContainerScene } from "../../../projection/model.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import { type Tone, toneOf } from "../../../projection/stage/statusTone.ts";
import { StateIcon } from "../../components/StateIcon.tsx";
import { imageName } from "../figures.ts";
import { useFrame } from "../frameStore.ts";
import { breakable } from "./breakable.ts";
import { clampedTo } from "./fitting.ts";
import { ProbeLine } from "./ProbeLine.tsx";
import { Progress } from "./Progress.tsx";
import styles from "./pod.module.css";
import { useRunningWords } from "./running/useRunningWords.ts";
import { Title } from "./Title.tsx";

const selectGone = (frame: StageFrame) => frame.pod?.gone ?? false;
const selectWide = (frame: StageFrame) => frame.wide;

const kindNames = {
  init: "stage.kind.init",
  sidecar: "stage.kind.sidecar",
  app: "stage.kind.app",
  ephemeral: "stage.kind.ephemeral",
} as const;

interface Told {
  readonly tone: Tone;
  readonly word: string;
  readonly more: string;
}

/** `lost`: why nobody can tell how it stands. */
export function useTold(container: ContainerScene, lost?: string): Told {
  const t = useTranslate();
  const gone = useFrame(selectGone);
  const w = useRunningWords();
  const restarts = [
    container.restarts > 0 ? t("stage.restarts", { count: container.restarts }) : "",
    container.restarts > 0 && container.stoppedBy && container.state !== "exited"
      ? w("lastStoppedBy", container.stoppedBy)
      : "",
  ]
    .filter(Boolean)
    .join(", ");
  if (lost) return { tone: "term", word: lost, more: "" };
  switch (container.state) {
    case "exited": {
      const good = container.exitCode === 0;
      const { stoppedBy } = container;
      const code = container.exitCode === undefined ? "" : t("stage.exitCode", { code: container.exitCode });
      return {
        // It ended well, and still not of its own accord.
        tone: stoppedBy ? "warn" : good ? "pass" : "fail",
        word: container.reason ?? t(good ? "stage.container.completed" : "stage.container.exited"),
        more: [stoppedBy && w("stoppedBy", stoppedBy), code, restarts].filter(Boolean).join(" · "),
      };
    }
    case "waiting": {
      const failing = container.reason !== undefined && toneOf(container.reason) === "fail";
      return {
        tone: failing ? "fail" : "pend",
        word: container.reason ?? t("stage.container.waiting"),
        more: container.message ?? restarts,
      };
    }
    case "running":
      return { tone: "run", word: t("stage.container.running"), more: restarts };
    case "absent":
      if (gone) return { tone: "term", word: t("stage.container.gone"), more: "" };
      return { tone: "pend", word: t("stage.container.absent"), more: container.message ?? "" };
    default:
      return { tone: "pend", word: t(`stage.container.${container.state}`), more: container.message ?? "" };
  }
}

export function ContainerFace({ place }: { readonly place: PlaceFrame }) {
  const container = useFrame((frame) => frame.pod?.containers.find((one) => one.name === place.name));
  if (!container) return null;
  return <ContainerCard container={container} narrow={place.box.w < 120} box={place.box} />;
}

type Size = Pick<PlaceFrame["box"], "w" | "h">;

/** What a manifest says, as far as a card of this size has room for it under what it is doing (`told`) and above its probes. */
function factsThatFit(box: Size, container: ContainerScene, told: string, letter: number) {
  const [w, h] = [box.w / letter, box.h / letter];
  if (w < 220) return [];
  const { facts, probes } = container;
  let left = Math.floor((h - 108 - 18 * probes.length - 19 * Math.ceil((told.length * 6.4) / (w - 24))) / 18);
  const perLine = (w - 124) / 7;
  return facts.filter(({ value }) => {
    left -= Math.ceil(value.length / perLine);
    return left >= 0;
  });
}

/** A card with much room says the same in larger type. */
const isRoomy = ({ w, h }: Size): boolean => w >= 250 && h >= 190;

function contentsOf(box: Size, container: ContainerScene, told: string, wide: boolean) {
  const letter = wide ? 1.13 : 1;
  const facts = factsThatFit(box, container, told, letter);
  const isLarge = isRoomy(box) && factsThatFit(box, container, told, letter * 1.1).length === facts.length;
  return { facts, isLarge };
}

/** Lines for why it is in its state, under that and above its probes. */
const roomForWords = ({ h }: Size, { probes, pull }: ContainerScene, letter: number): number =>
  (h / letter - 92 - 18 * probes.length - (pull ? 14 : 0)) / 17;

/** A card in a list has about this width, pixels. */
const listWidth = 320;

export function ContainerCard({
  container,
  narrow = false,
  box,
  selects = `container/${container.name}`,
  lost,
}: {
  readonly container: ContainerScene;
  readonly selects?: string;
  readonly lost?: string | undefined;
  readonly narrow?: boolean;
  /** Its size, where it has one: with room left, lines of its manifest are shown. */
  readonly box?: Size;
}) {
  const t = useTranslate();
  const told = useTold(container, lost);
  const wide = useFrame(selectWide);
  const { facts, isLarge } = box ? contentsOf(box, container, told.more, wide) : { facts: [], isLarge: false };
  const ahead = container.state === "absent";
  const letter = (wide ? 1.13 : 1) * (isLarge ? 1.1 : 1);
  const room = box ? roomForWords(box, container, letter) : Number.POSITIVE_INFINITY;
  // In a low card, why it is so goes before what kind it is: the colour at its left says that, too.
  const isTight = box !== undefined && (told.more.length * 6.4 * letter) / (box.w - 24) > room;
  return (
    <section
      className={styles.container}
      data-kind={container.kind}
      data-state={container.state}
      data-now={container.now || undefined}
      data-narrow={narrow || undefined}
      data-roomy={isLarge || undefined}
      title={narrow ? told.more : undefined}
    >
      <Title
        selects={selects}
        name={container.name}
        mono
        says={told.word}
        note={narrow ? null : <StateIcon tone={told.tone} size={17} />}
      />
      <span className={styles.kind} hidden={isTight}>
        {t("stage.containerOrder", { kind: t(kindNames[container.kind]), order: container.order })}
      </span>
      <span className={`${styles.mono} ${styles.image}`}>{breakable(imageName(container.image))}</span>
      {ahead ? (
        <span className={styles.kind}>{told.word}</span>
      ) : (
        <b className={`${styles.word} ${styles[told.tone]}`}>
          {narrow ? <StateIcon tone={told.tone} size={14} /> : null}
          <span>{breakable(told.word)}</span>
        </b>
      )}
      {told.more && !(narrow && told.more.length > 40) ? (
        <span className={styles.more} title={told.more} style={box && clampedTo(isTight ? room + 1 : room)}>
          {told.more}
        </span>
      ) : null}
      {facts.length > 0 ? (
        <dl className={styles.facts}>
          {facts.map(({ field, value }) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd title={value}>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <div className={styles.foot}>
        {container.pull && container.state === "pulling" ? <Progress share={container.pull.to} /> : null}
        {container.probes.map((probe) => (
          <ProbeLine key={probe.probe} probe={probe} room={box?.w ?? listWidth} />
        ))}
      </div>
    </section>
  );
}
