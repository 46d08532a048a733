import type { CSSProperties, ReactNode } from "react";
import { useTranslate } from "../../../i18n/index.ts";
import type { CourseState } from "../../../projection/model.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import { StateIcon } from "../../components/StateIcon.tsx";
import { inline, podName } from "../figures.ts";
import { useFrame } from "../frameStore.ts";
import { breakable } from "./breakable.ts";
import { CourseList, StationDots } from "./Course.tsx";
import styles from "./faces.module.css";
import { Title } from "./Title.tsx";

const selectKubectl = (frame: StageFrame) => frame.kubectl;
const selectApiServer = (frame: StageFrame) => frame.apiServer;
const selectEtcd = (frame: StageFrame) => frame.etcd;
const selectWide = (frame: StageFrame) => frame.wide;
const selectControllers = (frame: StageFrame) => frame.controllers;

export function Card({
  place,
  children,
  className = "",
}: {
  readonly place: PlaceFrame;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <section className={`${styles.card} ${className}`} data-face={place.face} data-now={place.now || undefined}>
      {children}
    </section>
  );
}

export function KubectlFace({ place }: { readonly place: PlaceFrame }) {
  const { command, output } = useFrame(selectKubectl);
  const wide = useFrame(selectWide);
  if (place.face === "capsule") {
    return (
      <Card place={place}>
        <Title selects="kubectl" name="kubectl" icon="kubectl" />
      </Card>
    );
  }
  const room = { w: place.box.w - 30, h: place.box.h - 62 };
  const shown = lastThatFit(numbered(output).slice(-4), ({ text }) => text, room.w, room.h, wide);
  return (
    <Card place={place}>
      <Title selects="kubectl" name="kubectl" icon="kubectl" />
      <div className={styles.terminal}>
        <div>
          <span className={styles.prompt}>$ </span>
          {breakable(command)}
        </div>
        {shown.map((line) => (
          <div
            key={line.number}
            className={line.error ? styles.terminalError : undefined}
            style={{ opacity: line.opacity, ...(shown.length === 1 ? clampedTo(room.h, wide) : null) }}
            title={line.text}
          >
            {breakable(line.text)}
          </div>
        ))}
      </div>
    </Card>
  );
}

/** A line alone that is too long for a low card ends with an ellipsis: the sentence has it whole. */
const clampedTo = (h: number, largeType: boolean): CSSProperties => ({
  display: "-webkit-box",
  WebkitBoxOrient: "vertical",
  WebkitLineClamp: Math.max(1, Math.floor((h + 12) / (largeType ? 22 : 19))),
  overflow: "hidden",
});

/** The last of them that fit, wrapped, in a room of `w` × `h`; at least one. */
function lastThatFit<T>(
  lines: readonly T[],
  text: (line: T) => string,
  w: number,
  h: number,
  largeType: boolean,
): readonly T[] {
  const [height, character] = largeType ? [22, 7.9] : [19, 6.9];
  const perLine = Math.max(8, Math.floor(w / character));
  let left = h;
  let first = lines.length;
  while (first > 0) {
    left -= height * Math.ceil(text(lines[first - 1]).length / perLine);
    if (left < -4 && first < lines.length) break;
    first--;
  }
  return lines.slice(first);
}

/** Lines may repeat; their place in the output is what they are known by. */
const numbered = <T,>(lines: readonly T[]): (T & { readonly number: number })[] =>
  lines.map((line, number) => ({ ...line, number }));

const stateWords: {
  readonly [S in CourseState]:
    | "stage.state.now"
    | "stage.state.done"
    | "stage.state.toCome"
    | "stage.state.refused"
    | "stage.state.passedBy";
} = {
  now: "stage.state.now",
  done: "stage.state.done",
  toCome: "stage.state.toCome",
  refused: "stage.state.refused",
  passedBy: "stage.state.passedBy",
};

export { stateWords };

const stationNames = {
  authentication: "stage.station.authentication",
  authorization: "stage.station.authorization",
  decoding: "stage.station.decoding",
  defaulting: "stage.station.defaulting",
  mutatingAdmission: "stage.station.mutatingAdmission",
  validation: "stage.station.validation",
  validatingAdmission: "stage.station.validatingAdmission",
  storage: "stage.station.storage",
} as const;

export function ApiServerFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const api = useFrame(selectApiServer);
  const name = t("stage.apiServer");
  if (place.face === "capsule") {
    return (
      <Card place={place}>
        <Title selects="apiServer" name={name} icon="apiServer" note={<StationDots done />} />
      </Card>
    );
  }
  const stations = api.stations.map(({ station, state }) => {
    const key = station in stationNames ? stationNames[station as keyof typeof stationNames] : null;
    return { id: station, label: key ? t(key) : station, state, stateWord: t(stateWords[state]) };
  });
  const plugins =
    api.stations.find((station) => (station.state === "now" || station.state === "refused") && station.plugins)
      ?.plugins ?? lastPlugins(api);
  // kubectl asks whether there is one yet: that there is none is an answer like any other.
  const isLookUp = api.request?.method === "GET" && api.status?.code === 404;
  const pluginLines = plugins.length > 0 ? Math.min(5, plugins.length) + 2 : 0;
  const low = stations.length > 4 && place.box.h < stations.length * 20 + 44;
  const detail = place.box.w > (low ? 400 : 330) && (api.diff.length > 0 || plugins.length > 0 || api.status !== null);
  return (
    <Card place={place} className={styles.column}>
      <Title
        selects="apiServer"
        name={name}
        icon="apiServer"
        note={api.request ? <code>{`${api.request.method} ${tail(api.request.path)}`}</code> : null}
      />
      <div className={detail ? styles.split : styles.fill}>
        <CourseList items={stations} label={name} low={low} />
        {detail ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls when a change is long, and the keyboard has to reach that
          <div className={styles.aside} tabIndex={0}>
            <AdmissionPlugins plugins={plugins} />
            <Diff
              diff={api.diff}
              lines={Math.floor((place.box.h - 64 - pluginLines * 18) / 18)}
              perLine={Math.floor((place.box.w - 250) / 6.6)}
            />
            {api.status ? <Reply status={api.status} expected={isLookUp} /> : null}
          </div>
        ) : null}
      </div>
      {!detail && api.status ? <Reply status={api.status} expected={isLookUp} /> : null}
    </Card>
  );
}

type Plugins = NonNullable<StageFrame["apiServer"]["stations"][number]["plugins"]>;

function lastPlugins(api: StageFrame["apiServer"]): Plugins {
  const done = api.stations.filter((station) => station.state !== "toCome").at(-1);
  return done?.plugins ?? [];
}

/** The path's end, from the resource on: `/api/v1/namespaces/default/pods` → `…/pods`. */
function tail(path: string): string {
  const parts = path.split("?")[0].split("/");
  const kept = /^(binding|status|eviction|ephemeralcontainers)$/.test(parts.at(-1) ?? "")
    ? 1
    : parts.length > 6
      ? 2
      : 1;
  return `…/${parts.slice(-kept).join("/")}`;
}

function AdmissionPlugins({ plugins }: { readonly plugins: Plugins }) {
  const t = useTranslate();
  if (plugins.length === 0) return null;
  const told = plugins
    .filter((plugin) => plugin.changes > 0 || plugin.state === "now" || plugin.state === "refused")
    .slice(-4);
  const quiet = plugins.filter((plugin) => plugin.state === "done" && !told.includes(plugin)).length;
  return (
    <div className={styles.block}>
      <p className={styles.blockTitle}>{t("stage.plugins")}</p>
      {told.map((plugin) => (
        <div key={plugin.name} className={styles.pluginLine} data-state={plugin.state}>
          <span>{plugin.name}</span>
          {plugin.changes > 0 ? (
            <span className={styles.quiet}>{t("stage.fields", { count: plugin.changes })}</span>
          ) : null}
        </div>
      ))}
      {quiet > 0 ? <div className={styles.quiet}>{t("stage.unchanged", { count: quiet })}</div> : null}
    </div>
  );
}

/** As many changes as have room, whole; the others are counted. The inspector has them all. */
function Diff({
  diff,
  lines,
  perLine,
}: {
  readonly diff: StageFrame["apiServer"]["diff"];
  readonly lines: number;
  readonly perLine: number;
}) {
  const t = useTranslate();
  if (diff.length === 0) return null;
  let left = lines;
  const shown = diff.filter((change, i) => {
    left -= Math.ceil((change.path.length + 4 + inline(change.after).length) / perLine);
    return i === 0 || left >= (i === diff.length - 1 ? 0 : 1);
  });
  return (
    <div className={styles.block}>
      <p className={styles.blockTitle}>{t("stage.changed")}</p>
      {shown.map((change) => (
        <div
          key={change.path}
          className={styles.diffLine}
          style={{ opacity: change.opacity, transform: `translateY(${(1 - change.opacity) * 4}px)` }}
        >
          <span aria-hidden>{change.after === undefined ? "−" : "+"}</span>
          <span>
            {breakable(change.path)}
            {change.after === undefined ? null : <span className={styles.diffValue}>: {inline(change.after)}</span>}
          </span>
        </div>
      ))}
      {shown.length < diff.length ? (
        <div className={styles.quiet}>{t("stage.moreChanges", { count: diff.length - shown.length })}</div>
      ) : null}
    </div>
  );
}

function Reply({
  status,
  expected,
}: {
  readonly status: NonNullable<StageFrame["apiServer"]["status"]>;
  readonly expected: boolean;
}) {
  const ok = status.code < 400;
  return (
    <div className={styles.reply} data-ok={ok || undefined} data-expected={expected || undefined}>
      <StateIcon tone={ok ? "pass" : expected ? "term" : "fail"} />
      <span>
        <b>
          {status.code} {status.reason}
        </b>
        {!ok && status.message ? <span className={styles.replyMessage}>{status.message}</span> : null}
      </span>
    </div>
  );
}

export function EtcdFace({ place }: { readonly place: PlaceFrame }) {
  const { revisions } = useFrame(selectEtcd);
  const wide = useFrame(selectWide);
  if (place.face === "capsule") {
    return (
      <Card place={place}>
        <Title selects="etcd" name="etcd" icon="etcd" />
      </Card>
    );
  }
  const told = ({ key, now, changed }: (typeof revisions)[number]): string =>
    // A long key breaks at its joints, so its lines are not full.
    `${shortKey(key)}${" ".repeat(8)}${now && changed ? changed.padEnd(24) : ""}`;
  const shown = lastThatFit(revisions.slice(-4), told, place.box.w - 76, place.box.h - 46, wide);
  return (
    <Card place={place}>
      <Title selects="etcd" name="etcd" icon="etcd" />
      <ol className={styles.revisions}>
        {shown.map((line) => (
          <li
            key={line.revision}
            data-now={line.now || undefined}
            style={{ opacity: line.opacity, transform: `translateY(${(1 - line.opacity) * 4}px)` }}
          >
            <span>{line.revision}</span>
            <span>
              {breakable(shortKey(line.key))}
              {line.now && line.changed ? <span className={styles.changed}>{breakable(line.changed)}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** `/registry/pods/default/web` → `pods/default/web`. */
const shortKey = (key: string): string => key.replace(/^\/?registry\//, "");

export function ControllersFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const controllers = useFrame(selectControllers);
  const name = t("stage.controllers");
  if (place.face === "capsule") {
    return (
      <Card place={place}>
        <Title selects="controllers" name={name} icon="controllers" />
      </Card>
    );
  }
  const inRow = place.box.w > 400;
  const room = inRow ? (place.box.w > 800 ? 4 : 3) : place.box.h > 110 ? 3 : 1;
  const shown = [...controllers].sort((a, b) => Number(b.now) - Number(a.now)).slice(0, room);
  return (
    <Card place={place} className={inRow ? styles.inRow : ""}>
      <Title selects="controllers" name={name} icon="controllers" />
      <ul className={styles.controllers}>
        {shown.map((line) => (
          <li key={`${line.controller} ${line.object}`} data-now={line.now || undefined}>
            <span>
              <b>{line.controller.replace(/-controller$/, "")}</b> {podName(line.object)}
            </span>
            <span className={styles.quiet}>{t("stage.wantHave", { want: line.want, have: line.have })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
