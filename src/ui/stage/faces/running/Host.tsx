import { Flag, PowerOff, Unplug } from "lucide-react";
import { useTranslate } from "../../../../i18n/index.ts";
import type { HostScene, ResidentScene } from "../../../../projection/model.ts";
import { nodeIn, type PlaceFrame, type StageFrame } from "../../../../projection/stage/frame.ts";
import { hostParts, taintHeight } from "../../../../projection/stage/layouts/hostParts.ts";
import type { NodeFrame } from "../../../../projection/stage/reveal/nodes.ts";
import { StateChip } from "../../../components/StateIcon.tsx";
import { figure, podName } from "../../figures.ts";
import { useFrame, useStageActions } from "../../frameStore.ts";
import { Heading, joints } from "./Heading.tsx";
import styles from "./running.module.css";
import { useRunningWords } from "./useRunningWords.ts";

const selectWide = (frame: StageFrame) => frame.wide;
const selectResidents = (frame: StageFrame) => frame.running?.residents ?? none;
const none: readonly ResidentScene[] = [];

/** A node with the Pods of the run; Pods that have a box of their own stand on it. */
export function HostFace({ place }: { readonly place: PlaceFrame }) {
  const host = useFrame((frame) => frame.running?.hosts.find(({ name }) => name === place.name));
  const node = useFrame((frame) => nodeIn(frame, place.name));
  const wide = useFrame(selectWide);
  if (!host || !node) return null;
  switch (place.face) {
    case "small":
    case "idle":
      return <SmallHost host={host} node={node} now={place.now} idle={place.face === "idle"} />;
    default:
      return (
        <section className={styles.host} data-now={place.now || undefined} data-out={isOut(host) || undefined}>
          <HostHead
            host={host}
            node={node}
            height={hostParts(wide).head}
            withBar={place.face === "hostRows"}
            narrow={place.box.w < (wide ? 330 : 270)}
          />
          {place.face === "hostRows" ? null : <SlimBar node={node} height={hostParts(wide).bar} />}
          {place.face === "hostBars" ? <SlimBar node={node} resource="memory" height={hostParts(wide).bar} /> : null}
          <Taints host={host} each={host.slots > 0 ? taintHeight(place.box.w, wide) : undefined} />
          {place.face === "squares" ? <Squares host={host} /> : null}
          <Others host={host} node={node} />
          {place.face === "hostBars" ? <Vacant host={host} /> : null}
        </section>
      );
  }
}

const isOut = ({ ready, broken }: HostScene): boolean => !ready || broken === "failNode";

function useStates(host: HostScene): string {
  const w = useRunningWords();
  return [
    host.ready ? "" : "NotReady",
    host.cordoned ? "SchedulingDisabled" : "",
    host.broken ? w("broken", { broken: host.broken }) : "",
    ...host.taints.map(taintText),
  ]
    .filter(Boolean)
    .join(", ");
}

/** As kubectl writes the STATUS of a node; beside it what is wrong with the machine, whoever knows. */
export function HostStates({ host, narrow = false }: { readonly host: HostScene; readonly narrow?: boolean }) {
  const w = useRunningWords();
  const { broken } = host;
  const Icon = broken === "failNode" ? PowerOff : Unplug;
  return (
    <>
      {broken ? (
        <span className={styles.broken} title={w("brokenHint", { broken })}>
          <Icon size={14} aria-hidden />
          {narrow && !host.ready ? null : w("broken", { broken })}
        </span>
      ) : null}
      {host.ready ? null : <StateChip tone="warn" word="NotReady" />}
      {host.cordoned ? (
        narrow ? (
          <span className={styles.cordoned}>SchedulingDisabled</span>
        ) : (
          <StateChip tone="term" word="SchedulingDisabled" />
        )
      ) : null}
    </>
  );
}

function HostHead({
  host,
  node,
  height,
  withBar,
  narrow,
}: {
  readonly host: HostScene;
  readonly node: NodeFrame;
  readonly height: number;
  readonly withBar: boolean;
  readonly narrow: boolean;
}) {
  const t = useTranslate();
  const states = useStates(host);
  const plain = host.ready && !host.cordoned && !host.broken;
  return (
    <div className={styles.hostHead} style={{ height }}>
      <Heading
        selects={`node/${host.name}`}
        name={host.name}
        says={[states, t("stage.pods", { count: node.pods.length })].filter(Boolean).join(", ")}
        note={
          !plain ? (
            <HostStates host={host} narrow={narrow} />
          ) : withBar ? (
            <SlimBar node={node} />
          ) : node.zone ? (
            t("stage.zone", { zone: node.zone })
          ) : null
        }
      />
    </div>
  );
}

/** The bar of a resource on one line: what is requested, what of it is the Pod on stage, and what there is. */
export function SlimBar({
  node,
  resource = "cpu",
  height,
}: {
  readonly node: NodeFrame;
  readonly resource?: "cpu" | "memory";
  readonly height?: number;
}) {
  const t = useTranslate();
  const bar = node.bars.find((each) => each.resource === resource);
  if (!bar) return null;
  const whole = Math.max(1, bar.allocatable);
  const used = Math.min(1, bar.requested / whole);
  const ghost = Math.min(1 - used, (bar.ghost ?? 0) / whole);
  return (
    <div className={styles.slimBar} style={{ height }}>
      <span className={styles.resource}>{resource === "cpu" ? "cpu" : t("stage.mem")}</span>
      <span className={styles.track}>
        <span className={styles.used} style={{ width: `${used * 100}%` }} />
        {ghost > 0 ? (
          <span className={styles.ghost} style={{ left: `${used * 100}%`, width: `${ghost * 100}%` }} />
        ) : null}
      </span>
      <span>
        {figure(resource, bar.requested + (bar.ghost ?? 0))} / {figure(resource, bar.allocatable)}
      </span>
    </div>
  );
}

const taintText = ({ key, value, effects }: HostScene["taints"][number]): string =>
  `${key}${value ? `=${value}` : ""}:${effects.join(", ")}`;

/** Where a taint may break, besides the joints of its key. */
const broken = (text: string): string => joints(text).replace(/([=:]|[a-z](?=[A-Z]))/g, "$1\u200B");

export function Taints({ host, each }: { readonly host: HostScene; readonly each?: number | undefined }) {
  if (host.taints.length === 0) return null;
  return (
    <div className={styles.taints} style={each === undefined ? undefined : { height: host.taints.length * each }}>
      {host.taints.map((taint) => (
        <span key={taint.key + taint.value} className={styles.taint}>
          <Flag size={13} strokeWidth={1.9} aria-hidden />
          <span>{broken(taintText(taint))}</span>
        </span>
      ))}
    </div>
  );
}

function Squares({ host }: { readonly host: HostScene }) {
  const residents = useFrame(selectResidents);
  const here = residents.filter(({ node }) => node === host.name);
  return (
    <div className={styles.squares}>
      {here.map((resident) => (
        <PodSquare key={resident.pod} resident={resident} style={{ order: resident.slot }} />
      ))}
    </div>
  );
}

/** A Pod among many: full when it is Ready, an outline when it is not, ✕ when it fails. */
function PodSquare({ resident, style }: { readonly resident: ResidentScene; readonly style?: { order: number } }) {
  const { select } = useStageActions();
  return (
    <button
      type="button"
      className={styles.squareButton}
      style={style}
      title={`${podName(resident.pod)} ${resident.status}`}
      aria-label={`Pod ${podName(resident.pod)}, ${resident.status}, READY ${resident.ready}`}
      onClick={() => select(`pod/${resident.pod}`)}
    >
      <span
        className={styles.square}
        data-own={resident.own || undefined}
        data-ready={resident.isReady || undefined}
        data-leaving={resident.terminating || undefined}
      />
    </button>
  );
}

/** The room that its Pods had, once they are gone. */
function Vacant({ host }: { readonly host: HostScene }) {
  const w = useRunningWords();
  const isVacant = useFrame(
    ({ running }) => running?.largest != null && !running.residents.some(({ node }) => node === host.name),
  );
  return isVacant && host.slots > 0 ? <span className={styles.vacant}>{w("vacant")}</span> : null;
}

/** Pods that were there before: as in the acts before, a square each, as long as they are few. */
function Others({ host, node }: { readonly host: HostScene; readonly node: NodeFrame }) {
  const w = useRunningWords();
  const residents = useFrame(selectResidents);
  if (host.others === 0) return null;
  const ofRun = new Set(residents.map(({ pod }) => pod));
  const few = node.pods.filter(({ pod }) => !ofRun.has(pod)).slice(0, 4);
  return (
    <span className={styles.others}>
      {few.map(({ pod }) => (
        <span key={pod} className={styles.square} data-ready aria-hidden />
      ))}
      {w("others", { count: host.others })}
    </span>
  );
}

/** A node among many: its name, its Pods of the run as squares, and what is wrong with it. */
function SmallHost({
  host,
  node,
  now,
  idle,
}: {
  readonly host: HostScene;
  readonly node: NodeFrame;
  readonly now: boolean;
  readonly idle: boolean;
}) {
  const w = useRunningWords();
  const t = useTranslate();
  const residents = useFrame(selectResidents);
  const here = residents.filter((resident) => resident.node === host.name);
  const states = useStates(host);
  return (
    <section
      className={styles.small}
      data-now={now || undefined}
      data-out={isOut(host) || undefined}
      data-idle={idle || undefined}
    >
      <Heading
        selects={`node/${host.name}`}
        name={host.name}
        says={[states, t("stage.pods", { count: node.pods.length })].filter(Boolean).join(", ")}
        note={
          host.broken === "failNode" ? (
            <PowerOff size={14} aria-hidden />
          ) : host.broken ? (
            <Unplug size={14} aria-hidden />
          ) : host.ready ? null : (
            <Flag size={14} aria-hidden />
          )
        }
      />
      {idle ? null : (
        <div className={styles.squares} title={w("podsHere", { count: here.length })}>
          {here.slice(0, 4).map((resident) => (
            <PodSquare key={resident.pod} resident={resident} />
          ))}
          {here.length > 4 ? <span className={styles.quiet}>{here.length}</span> : null}
        </div>
      )}
    </section>
  );
}
