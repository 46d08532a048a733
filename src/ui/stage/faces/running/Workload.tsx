import {
  CalendarClock,
  Copy,
  Gauge,
  Grid2x2,
  Layers,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Shield,
} from "lucide-react";
import type { Autoscaling } from "../../../../projection/autoscaler.ts";
import type { RunningScene, WorkloadScene } from "../../../../projection/model.ts";
import type { PlaceFrame } from "../../../../projection/stage/frame.ts";
import { useFrame } from "../../frameStore.ts";
import { Heading } from "./Heading.tsx";
import styles from "./running.module.css";
import { useRunningWords } from "./useRunningWords.ts";

const icons: { readonly [kind: string]: LucideIcon } = {
  Deployment: Layers,
  ReplicaSet: Copy,
  StatefulSet: ListOrdered,
  DaemonSet: Grid2x2,
  Job: ListChecks,
  CronJob: CalendarClock,
  HorizontalPodAutoscaler: Gauge,
  PodDisruptionBudget: Shield,
};

/** What kubectl's users call it, where the kind's name is too long for a cell. */
const shortNames: { readonly [kind: string]: string } = {
  HorizontalPodAutoscaler: "HPA",
  PodDisruptionBudget: "PDB",
};

type Words = ReturnType<typeof useRunningWords>;

function sayFigures(w: Words, { figures }: WorkloadScene): string {
  return figures.map((figure) => w("figure", figure)).join(" · ");
}

function sumOf({ formula }: Autoscaling): string {
  if (!formula) return "";
  return `ceil(${formula.replicas} × ${formula.current} / ${formula.target}) = ${formula.result}`;
}

/** One of the chain that makes the Pods, in the strip across the top. */
export function WorkloadFace({ place }: { readonly place: PlaceFrame }) {
  const workload = useFrame((frame) => frame.running?.workloads.find(({ key }) => key === place.id));
  if (!workload) return null;
  return (
    <WorkloadCell
      workload={workload}
      now={place.now}
      slim={place.face === "line"}
      divided={workload.rank > 0 && place.face !== "line"}
    />
  );
}

export function WorkloadCell({
  workload,
  now = false,
  slim = false,
  divided = false,
}: {
  readonly workload: WorkloadScene;
  readonly now?: boolean;
  readonly slim?: boolean;
  readonly divided?: boolean;
}) {
  const w = useRunningWords();
  const { key, kind, name, autoscaling } = workload;
  const figures = sayFigures(w, workload);
  const sum = autoscaling ? sumOf(autoscaling) : "";
  const outcome = autoscaling ? w("outcome", autoscaling) : "";
  const measured =
    autoscaling?.metric != null
      ? w("ofTarget", { metric: autoscaling.metric, current: autoscaling.current, target: autoscaling.target })
      : "";
  return (
    <section
      className={styles.cell}
      data-now={now || undefined}
      data-slim={slim || undefined}
      data-divided={divided || undefined}
    >
      <Heading
        selects={key}
        icon={icons[kind]}
        kind={slim ? undefined : (shortNames[kind] ?? kind)}
        name={name}
        note={measured}
        says={[figures, measured, sum, outcome].filter(Boolean).join(", ")}
      />
      {figures ? <span className={styles.figures}>{figures}</span> : null}
      {autoscaling ? (
        <span className={styles.formula}>
          {sum ? <code>{sum}</code> : null}
          <span>{outcome}</span>
        </span>
      ) : null}
    </section>
  );
}

const selectRunning = (frame: { readonly running: RunningScene | null }) => frame.running;

/** The ground that the chain stands on. */
export function StripFace() {
  const running = useFrame(selectRunning);
  return running ? <div className={styles.strip} /> : null;
}
