import { useTranslate } from "../../../i18n/index.ts";
import { bytesText } from "../../../projection/amounts.ts";
import type { PodScene } from "../../../projection/model.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import { StateIcon } from "../../components/StateIcon.tsx";
import { imageName, span } from "../figures.ts";
import { useFrame } from "../frameStore.ts";
import { breakable } from "./breakable.ts";
import { Card } from "./ControlPlane.tsx";
import { CourseList, stateWords } from "./Course.tsx";
import { Progress } from "./Progress.tsx";
import styles from "./pod.module.css";
import { Title } from "./Title.tsx";

const selectPod = (frame: StageFrame) => frame.pod;
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
                  ? pulled(image.sizeBytes, share)
                  : image.state === "absent"
                    ? t("stage.container.absent")
                    : image.sizeBytes > 0 && (wide || imageName(image.name).length <= 12)
                      ? bytesText(image.sizeBytes)
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

/** `28.1 / 82.5Mi`: the unit is said once where it is the same. */
function pulled(bytes: number, share: number): string {
  const [part, all] = [bytesText(bytes * share), bytesText(bytes)];
  const unit = all.slice(-2);
  return `${part.endsWith(unit) ? part.slice(0, -2) : part} / ${all}`;
}

type Images = PodScene["images"];

/** As many images as have room, whole, the one that is being pulled first among them; the others are counted. */
function imagesThatFit(images: Images, { w, h }: PlaceFrame["box"], wide: boolean): Images {
  const [line, character, figure] = wide ? [21, 7.4, 96] : [21, 6.9, 26];
  const heightOf = ({ name, state }: Images[number]): number => {
    const room = w - 32 - (state === "pulling" ? Math.max(figure, 76) : state === "present" ? figure : 54);
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
