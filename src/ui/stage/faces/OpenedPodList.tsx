import type { StageFrame } from "../../../projection/stage/frame.ts";
import { toneOf } from "../../../projection/stage/statusTone.ts";
import { StateChip } from "../../components/StateIcon.tsx";
import { facePlace } from "../facePlace.ts";
import { podName } from "../figures.ts";
import styles from "../StageList.module.css";
import { ContainerCard } from "./ContainerCard.tsx";
import { ContainerdFace, KubeletFace } from "./KubeletFaces.tsx";
import { VolumeCard } from "./PodFaces.tsx";
import { Title } from "./Title.tsx";

/** The Pod on stage opened, on a phone: its containers, its volumes and what works for it, one under the other. */
export function OpenedPodList({ frame }: { readonly frame: StageFrame }) {
  const pod = frame.pod;
  if (!pod) return null;
  return (
    <>
      <section className={styles.pod}>
        <div className={styles.podHead}>
          <Title
            selects={`pod/${pod.pod}`}
            name={podName(pod.pod)}
            note={<StateChip tone={toneOf(pod.status)} word={pod.status} />}
          />
          <span className={styles.ready}>READY {pod.ready}</span>
        </div>
        {pod.containers.map((container) => (
          <ContainerCard key={container.name} container={container} />
        ))}
        {pod.volumes.map((volume) => (
          <VolumeCard key={volume.name} volume={volume} />
        ))}
        <div className={styles.keel} data-ahead={pod.sandbox === "toCome" || undefined}>
          <b>pause</b>
          <span>{pod.ip}</span>
        </div>
      </section>
      <KubeletFace place={facePlace("kubelet")} />
      <ContainerdFace place={facePlace("containerd")} />
    </>
  );
}
