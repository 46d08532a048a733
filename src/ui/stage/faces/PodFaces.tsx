import { Folder, HardDrive, KeyRound, type LucideIcon, Pause, Settings2 } from "lucide-react";
import { useTranslate } from "../../../i18n/index.ts";
import type { PodScene } from "../../../projection/model.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import { podParts } from "../../../projection/stage/layouts/kubelet.ts";
import { toneOf } from "../../../projection/stage/statusTone.ts";
import { StateChip, StateIcon } from "../../components/StateIcon.tsx";
import { podName } from "../figures.ts";
import { useFrame } from "../frameStore.ts";
import { breakable } from "./breakable.ts";
import styles from "./pod.module.css";
import { Title } from "./Title.tsx";

const selectPod = (frame: StageFrame) => frame.pod;
const selectWide = (frame: StageFrame) => frame.wide;

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
        {!pod.gone && (
          <span className={styles.keelNote}>{t(place.box.w > 480 ? "stage.pauseHolds" : "stage.pauseHoldsShort")}</span>
        )}
        <span className={styles.mono}>{pod.ip}</span>
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
  const name = slim || narrow ? volume.name.replace(/^kube-api-access-\w+$/, "kube-api-access") : volume.name;
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
