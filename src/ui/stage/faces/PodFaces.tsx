import { Folder, HardDrive, KeyRound, type LucideIcon, Pause, Settings2 } from "lucide-react";
import { useTranslate } from "../../../i18n/index.ts";
import type { ContainerScene, PodScene } from "../../../projection/model.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import { podParts } from "../../../projection/stage/layouts/kubelet.ts";
import { type Tone, toneOf } from "../../../projection/stage/statusTone.ts";
import { StateChip, StateIcon } from "../../components/StateIcon.tsx";
import { imageName, podName, size, span } from "../figures.ts";
import { useFrame } from "../frameStore.ts";
import { breakable } from "./breakable.ts";
import { Card } from "./ControlPlane.tsx";
import { CourseList, stateWords } from "./Course.tsx";
import { clampedTo } from "./fitting.ts";
import styles from "./pod.module.css";
import { Title } from "./Title.tsx";

const selectPod = (frame: StageFrame) => frame.pod;
const selectGone = (frame: StageFrame) => frame.pod?.gone ?? false;
const selectWide = (frame: StageFrame) => frame.wide;

const stepNames = {
  admit: "stage.step.admit",
  cgroup: "stage.step.cgroup",
  volumes: "stage.step.volumes",
  sandbox: "stage.step.sandbox",
  initContainers: "stage.step.initContainers",
  appContainers: "stage.step.appContainers",
  probes: "stage.step.probes",
  terminating: "stage.step.terminating",
  terminated: "stage.step.terminated",
} as const;

export function KubeletFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const pod = useFrame(selectPod);
  const wide = useFrame(selectWide);
  if (!pod) return null;
  const items = pod.steps.map(({ step, state, time }) => ({
    id: step,
    label: step in stepNames ? t(stepNames[step as keyof typeof stepNames]) : step,
    state,
    stateWord: t(stateWords[state]),
    note: time === null || !wide ? undefined : span(time),
  }));
  return (
    <Card place={place} className={styles.column}>
      <Title selects={`kubelet/${pod.node}`} name="kubelet" icon="kubelet" note={wide ? t("stage.oneWorker") : null} />
      <CourseList items={items} label="kubelet" close={!wide && place.box.h < 44 + items.length * 20} />
    </Card>
  );
}

export function ContainerdFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const pod = useFrame(selectPod);
  const wide = useFrame(selectWide);
  if (!pod) return null;
  const shown = imagesThatFit(pod.images, place.box, wide);
  const unseen = pod.images.length - shown.length;
  const isLow = place.box.h < 90;
  return (
    <Card place={shown.length === 0 ? { ...place, face: "capsule" } : place}>
      <Title
        selects={`containerd/${pod.node}`}
        name="containerd"
        icon="containerd"
        note={isLow && unseen > 0 ? `+${unseen}` : wide ? t("stage.oneAtATime") : null}
      />
      <ul className={styles.images} hidden={shown.length === 0}>
        {shown.map((image) => {
          const share = pullShare(pod, image.name) ?? image.from ?? 0;
          return (
            <li key={image.name} data-state={image.state}>
              <span className={styles.mono}>{breakable(imageName(image.name))}</span>
              <span className={styles.figure}>
                {image.state === "pulling"
                  ? `${size(image.sizeBytes * share).replace(/ .*/, "")} / ${size(image.sizeBytes)}`
                  : image.sizeBytes > 0 && (wide || imageName(image.name).length <= 12)
                    ? size(image.sizeBytes)
                    : ""}
                {image.state === "present" ? <StateIcon tone="pass" size={15} /> : null}
              </span>
              {image.state === "pulling" ? <Progress share={share} /> : null}
            </li>
          );
        })}
        {unseen > 0 && !isLow ? <li className={styles.kind}>{t("stage.moreImages", { count: unseen })}</li> : null}
      </ul>
    </Card>
  );
}

type Images = PodScene["images"];

/** As many images as have room, whole, the one that is being pulled first among them; the others are counted. */
function imagesThatFit(images: Images, { w, h }: PlaceFrame["box"], wide: boolean): Images {
  const [line, character, figure] = wide ? [21, 7.4, 96] : [21, 6.9, 26];
  const heightOf = ({ name, state }: Images[number]): number => {
    const room = w - 32 - (state === "pulling" ? Math.max(figure, 76) : state === "present" ? figure : 0);
    return line * Math.ceil((imageName(name).length * character) / room) + (state === "pulling" ? 13 : 2);
  };
  if (h < 62) return [];
  let left = h - 40;
  if (images.reduce((sum, image) => sum + heightOf(image), 0) <= left) return images;
  // In a low card the title counts them.
  if (h >= 90) left -= line;
  const ranked = [...images].sort((a, b) => rank[a.state] - rank[b.state]);
  const kept = new Set<Images[number]>();
  for (const image of ranked) {
    left -= heightOf(image);
    if (left < 0 && kept.size > 0) break;
    kept.add(image);
  }
  return images.filter((image) => kept.has(image));
}

const rank = { pulling: 0, present: 1, absent: 2 } as const;

/** The same number as on the container's card: one pull, one progress. */
function pullShare(pod: PodScene, image: string): number | null {
  return pod.containers.find((container) => container.image === image && container.pull)?.pull?.to ?? null;
}

export function Progress({ share }: { readonly share: number }) {
  return (
    <span className={styles.progress}>
      <span style={{ width: `${Math.min(1, share) * 100}%` }} />
    </span>
  );
}

export function PodFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const pod = useFrame(selectPod);
  const wide = useFrame(selectWide);
  if (!pod) return null;
  const there = pod.sandbox === "done" || pod.sandbox === "now";
  const { head, keel } = podParts(wide, place.box.h);
  return (
    <section className={styles.pod} data-ahead={!there || undefined}>
      <div className={styles.podHead} data-long={pod.pod.length > 26 || undefined} style={{ height: head }}>
        <Title selects={`pod/${pod.pod}`} name={podName(pod.pod)} />
        <StateChip tone={toneOf(pod.status)} word={pod.status} />
        <span className={styles.ready}>READY {pod.ready}</span>
      </div>
      <div className={styles.keel} data-ahead={!there || undefined} style={{ height: keel }}>
        <Pause size={16} strokeWidth={2} aria-hidden />
        <b>pause</b>
        <span className={styles.keelNote}>{t(place.box.w > 480 ? "stage.pauseHolds" : "stage.pauseHoldsShort")}</span>
        <span className={styles.mono}>{pod.ip}</span>
      </div>
    </section>
  );
}

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
  const restarts = container.restarts > 0 ? t("stage.restarts", { count: container.restarts }) : "";
  if (lost) return { tone: "term", word: lost, more: "" };
  switch (container.state) {
    case "exited": {
      const good = container.exitCode === 0;
      const code = container.exitCode === undefined ? "" : t("stage.exitCode", { code: container.exitCode });
      return {
        tone: good ? "pass" : "fail",
        word: container.reason ?? t(good ? "stage.container.completed" : "stage.container.exited"),
        more: [code, restarts].filter(Boolean).join(" · "),
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
          <div key={probe.probe} className={styles.probe}>
            <span>{probe.probe}</span>
            <span className={styles.ticks}>
              {probe.results.slice(-6).map((result) => (
                <span key={result.time} data-ok={result.success || undefined} title={span(result.time)}>
                  {result.success ? null : "✕"}
                </span>
              ))}
              {probe.results.length === 0 ? [1, 2, 3].map((i) => <span key={i} data-ahead />) : null}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}

function volumeIcon(source: string): LucideIcon {
  if (/projected|secret|token/i.test(source)) return KeyRound;
  if (/persistentVolumeClaim|pvc|hostPath/i.test(source)) return HardDrive;
  if (/configMap|downward/i.test(source)) return Settings2;
  return Folder;
}

export function VolumeFace({ place }: { readonly place: PlaceFrame }) {
  const volume = useFrame((frame) => frame.pod?.volumes.find((one) => one.name === place.name));
  if (!volume) return null;
  return <VolumeCard volume={volume} narrow={place.box.w < 120} slim={place.face === "chip"} w={place.box.w} />;
}

export function VolumeCard({
  volume,
  narrow = false,
  slim = false,
  w = Number.POSITIVE_INFINITY,
}: {
  readonly volume: PodScene["volumes"][number];
  readonly narrow?: boolean;
  readonly slim?: boolean;
  readonly w?: number;
}) {
  const t = useTranslate();
  const Icon = volumeIcon(volume.source);
  const name = volume.name.replace(/^kube-api-access-\w+$/, "kube-api-access");
  // Beside the name there is no room for what it is; the icon says it.
  const isTight = slim ? (name.length + volume.source.length) * 7 + 70 > w : narrow && volume.name.length > 12;
  const failed = !volume.mounted && volume.message !== undefined;
  const state = t(volume.mounted ? "stage.mounted" : "stage.notMounted");
  return (
    <section className={styles.volume} data-ahead={!volume.mounted || undefined} data-slim={slim || undefined}>
      <div className={styles.volumeHead}>
        {narrow ? null : <Icon size={15} strokeWidth={1.9} aria-hidden />}
        <b>{slim ? name : breakable(name)}</b>
        <span className={styles.hidden}>{state}</span>
        <StateIcon tone={volume.mounted ? "pass" : failed ? "fail" : "pend"} size={15} />
      </div>
      <span
        className={failed ? styles.fail : styles.kind}
        hidden={isTight && !failed}
        title={failed ? volume.message : undefined}
      >
        {failed ? volume.message : breakable(volume.source)}
      </span>
    </section>
  );
}
