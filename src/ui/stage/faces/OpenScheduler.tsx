import { useTranslate } from "../../../i18n/index.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import { stripInset, stripPoints } from "../../../projection/stage/layouts/schedule.ts";
import { PodPill, PodSquare } from "../../components/PodShape.tsx";
import { podName } from "../figures.ts";
import { useFrame } from "../frameStore.ts";
import list from "../StageList.module.css";
import { Card } from "./ControlPlane.tsx";
import { CourseStrip, stateWords } from "./Course.tsx";
import styles from "./scheduler.module.css";
import { Title } from "./Title.tsx";

const selectScheduler = (frame: StageFrame) => frame.scheduler;
const selectNodeCount = (frame: StageFrame) => frame.nodeNames.length;
const selectMode = (frame: StageFrame) => frame.mode;

/** The scheduler with its queues, the Pod in hand and, in act 4, its strip of extension points. */
export function OpenScheduler({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const scheduler = useFrame(selectScheduler);
  const nodes = useFrame(selectNodeCount);
  const mode = useFrame(selectMode);
  const hand = scheduler.inHand;
  if (mode === "talk") {
    return (
      <Card place={place}>
        <Title selects="scheduler" name="kube-scheduler" icon="scheduler" />
        {hand ? (
          <div className={styles.held}>
            <PodPill name={podName(hand.pod)} note={hand.node ? `→ ${hand.node}` : undefined} />
          </div>
        ) : (
          <Queues stacked />
        )}
      </Card>
    );
  }
  const note = scheduler.scan
    ? t("stage.scanned", scheduler.scan)
    : scheduler.attempt > 0
      ? t("stage.attempt", { attempt: scheduler.attempt, nodes })
      : null;
  return (
    <Card place={place} className={styles.face}>
      <Title selects="scheduler" name="kube-scheduler" icon="scheduler" note={note} />
      <div className={styles.middle}>
        <Queues />
        <span className={styles.way} aria-hidden>
          <span style={{ width: `${hand ? scheduler.hand * 100 : 0}%` }} />
        </span>
        {hand ? (
          <span
            className={styles.hand}
            style={{
              opacity: Math.min(1, scheduler.hand * 2),
              transform: `translateX(${(scheduler.hand - 1) * 90}px)`,
            }}
          >
            <PodPill
              name={podName(hand.pod)}
              note={hand.requests.map(({ resource, quantity }) => `${resource} ${quantity}`).join(" · ")}
            />
          </span>
        ) : (
          <span className={styles.empty}>{t("stage.noPodInHand")}</span>
        )}
      </div>
      <PointStrip />
    </Card>
  );
}

/** The strip of extension points; `few` leaves out those that a narrow screen has no room for. */
function PointStrip({ few = false }: { readonly few?: boolean }) {
  const t = useTranslate();
  const { points } = useFrame(selectScheduler);
  const states = new Map(points.map((point) => [point.point, point.state]));
  const shown = few ? (["PreFilter", "Filter", "Score", "Reserve"] as const) : stripPoints;
  const items = shown.map((point) => {
    const state = states.get(point) ?? "toCome";
    return { id: point, label: point, state, stateWord: t(stateWords[state]) };
  });
  return (
    <CourseStrip
      items={items}
      label="kube-scheduler"
      insets={few ? [32, 32] : [stripInset.left - 15, stripInset.right - 15]}
    />
  );
}

const queues = ["activeQ", "backoffQ", "unschedulablePods"] as const;

function Queues({ stacked }: { readonly stacked?: boolean }) {
  const scheduler = useFrame(selectScheduler);
  return (
    <dl className={styles.queues} data-stacked={stacked || undefined}>
      {queues.map((queue) => (
        <div key={queue}>
          <dt>{queue}</dt>
          <dd>
            <span className={styles.squares} aria-hidden>
              {scheduler[queue].slice(0, 3).map((pod) => (
                <PodSquare key={pod} />
              ))}
            </span>
            {scheduler[queue].length}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** On a phone: the queues until a Pod is in hand, and the points that it comes by. */
export function SchedulerRow({ frame }: { readonly frame: StageFrame }) {
  const hand = frame.scheduler.inHand;
  return (
    <section className={list.card}>
      <Title
        selects="scheduler"
        name="kube-scheduler"
        icon="scheduler"
        note={hand ? <PodPill name={podName(hand.pod)} note={hand.node ? `→ ${hand.node}` : undefined} /> : null}
      />
      {hand ? null : <Queues />}
      <PointStrip few />
    </section>
  );
}
