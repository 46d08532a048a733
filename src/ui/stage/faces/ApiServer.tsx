import { useTranslate } from "../../../i18n/index.ts";
import type { PlaceFrame, StageFrame } from "../../../projection/stage/frame.ts";
import { StateIcon } from "../../components/StateIcon.tsx";
import { inline } from "../figures.ts";
import { useFrame } from "../frameStore.ts";
import { breakable } from "./breakable.ts";
import { Card } from "./ControlPlane.tsx";
import { CourseList, StationDots, stateWords } from "./Course.tsx";
import styles from "./faces.module.css";
import { clampedTo, firstThatFit } from "./fitting.ts";
import { Title } from "./Title.tsx";

const selectApiServer = (frame: StageFrame) => frame.apiServer;
const selectWide = (frame: StageFrame) => frame.wide;

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

/** Where what is told beside the stations begins, from the card's left. */
const asideLeft = 206;

export function ApiServerFace({ place }: { readonly place: PlaceFrame }) {
  const t = useTranslate();
  const api = useFrame(selectApiServer);
  const wide = useFrame(selectWide);
  const name = t("stage.apiServer");
  if (place.face === "capsule") {
    return (
      <Card place={place}>
        <Title selects="apiServer" name={name} icon="apiServer" note={<StationDots done />} />
      </Card>
    );
  }
  const admission = admissionOf(api);
  const plugins = admission?.plugins ?? [];
  // kubectl asks whether there is one yet: that there is none is an answer like any other.
  const isLookUp = api.request?.method === "GET" && api.status?.code === 404;
  const pluginLines = plugins.length > 0 ? Math.min(5, plugins.length) + 2 : 0;
  // A low card has its stations close together, a lower one in two columns.
  const count = api.stations.length;
  const close = !wide && place.box.h < count * 20 + 50;
  const low = count > 4 && place.box.h < count * 16 + 44;
  const [lineHeight, character] = wide ? [19, 7] : [17, 6.3];
  const detail = place.box.w > (low ? 400 : 330) && (api.diff.length > 0 || plugins.length > 0 || api.status !== null);
  const stations = api.stations.map(({ station, state, note }) => {
    const key = station in stationNames ? stationNames[station as keyof typeof stationNames] : null;
    const says = typeof note === "number" ? t("stage.fields", { count: note }) : note;
    const hasRoom = !detail && !low && state !== "toCome";
    return {
      id: station,
      label: key ? t(key) : station,
      state,
      stateWord: t(stateWords[state]),
      note: hasRoom ? says : undefined,
    };
  });
  return (
    <Card place={place} className={styles.column}>
      <Title
        selects="apiServer"
        name={name}
        icon="apiServer"
        note={
          api.request ? (
            <code
              title={`${api.request.method} ${api.request.path}`}
            >{`${api.request.method} ${tail(api.request.path)}`}</code>
          ) : null
        }
      />
      <div className={detail ? styles.split : styles.fill}>
        <CourseList items={stations} label={name} low={low} close={close} />
        {detail ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls when a change is long, and the keyboard has to reach that
          <div className={styles.aside} tabIndex={0}>
            <AdmissionPlugins plugins={plugins} validates={admission?.station === "validatingAdmission"} />
            <Diff
              diff={api.diff}
              lines={Math.floor((place.box.h - 64 - pluginLines * 18) / lineHeight)}
              // Lines break at joints, so they are not full.
              perLine={Math.floor((0.84 * (place.box.w - asideLeft - 12)) / (wide ? 7.2 : 6.4))}
            />
            {api.status ? (
              <Reply
                status={api.status}
                expected={isLookUp}
                lines={Math.floor((place.box.h - 72 - pluginLines * 18) / lineHeight)}
                perLine={Math.floor((place.box.w - asideLeft - 22) / character)}
              />
            ) : null}
          </div>
        ) : null}
      </div>
      {!detail && api.status ? (
        <Reply
          status={api.status}
          expected={isLookUp}
          lines={Math.floor((place.box.h - 78 - (low ? 4 : count) * (wide ? 27 : 20)) / lineHeight)}
          perLine={Math.floor((place.box.w - 52) / character)}
        />
      ) : null}
    </Card>
  );
}

type Plugins = NonNullable<StageFrame["apiServer"]["stations"][number]["plugins"]>;

/** The station whose plugins are shown: the one at work, else the last that is done. */
function admissionOf({ stations }: StageFrame["apiServer"]) {
  return (
    stations.find((station) => (station.state === "now" || station.state === "refused") && station.plugins) ??
    stations.filter((station) => station.state !== "toCome").at(-1)
  );
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

function AdmissionPlugins({ plugins, validates }: { readonly plugins: Plugins; readonly validates: boolean }) {
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
      {quiet > 0 ? (
        <div className={styles.quiet}>{t(validates ? "stage.unopposed" : "stage.unchanged", { count: quiet })}</div>
      ) : null}
    </div>
  );
}

/** The gap between changes, in lines. */
const between = 0.15;

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
  const linesOf = ({ path, after }: (typeof diff)[number]): number =>
    between + Math.ceil((path.length + 4 + inline(after).length) / perLine);
  const { shown, left } = firstThatFit(diff, linesOf, lines - 1);
  const most = Math.max(2, lines - (left > 0 ? 2 : 1));
  return (
    <div className={styles.block}>
      <p className={styles.blockTitle} style={{ opacity: shown[0]?.opacity }}>
        {t("stage.changed")}
      </p>
      {shown.map((change) => (
        <div
          key={change.path}
          className={styles.diffLine}
          style={{ opacity: change.opacity, transform: `translateY(${(1 - change.opacity) * 4}px)` }}
        >
          <span aria-hidden>{change.after === undefined ? "−" : "+"}</span>
          <span style={linesOf(change) > most ? clampedTo(most) : undefined}>
            {breakable(change.path)}
            {change.after === undefined ? null : <span className={styles.diffValue}>: {inline(change.after)}</span>}
          </span>
        </div>
      ))}
      {left > 0 ? (
        <div className={styles.quiet} style={{ opacity: shown.at(-1)?.opacity }}>
          {t("stage.moreChanges", { count: left })}
        </div>
      ) : null}
    </div>
  );
}

/**
 * The answer. Of a refusal as many problems as have room, each to its end, and how many more there are; the whole of it is
 * its title, and the narration's and the inspector's.
 */
function Reply({
  status,
  expected,
  lines,
  perLine,
}: {
  readonly status: NonNullable<StageFrame["apiServer"]["status"]>;
  readonly expected: boolean;
  /** Of the message, under the code. */
  readonly lines: number;
  readonly perLine: number;
}) {
  const ok = status.code < 400;
  return (
    <div className={styles.reply} data-ok={ok || undefined} data-expected={expected || undefined}>
      <StateIcon tone={ok ? "pass" : expected ? "term" : "fail"} />
      <span title={ok ? undefined : status.message}>
        <b>
          {status.code} {status.reason}
        </b>
        {!ok && status.message ? <Refusal status={status} lines={Math.max(1, lines)} perLine={perLine} /> : null}
      </span>
    </div>
  );
}

function Refusal({
  status: { message, problems },
  lines,
  perLine,
}: {
  readonly status: NonNullable<StageFrame["apiServer"]["status"]>;
  readonly lines: number;
  readonly perLine: number;
}) {
  const t = useTranslate();
  const linesOf = (text: string): number => Math.ceil(text.length / perLine);
  if (problems.length < 2 || linesOf(message) <= lines) {
    return (
      <span className={styles.replyMessage} style={linesOf(message) > lines ? clampedTo(lines) : undefined}>
        {message}
      </span>
    );
  }
  const { shown, left } = firstThatFit(problems, linesOf, lines);
  const most = lines - (left > 0 ? 1 : 0);
  return (
    <>
      {shown.map((problem) => (
        <span
          key={problem}
          className={styles.replyMessage}
          style={linesOf(problem) > most ? clampedTo(most) : undefined}
        >
          {problem}
        </span>
      ))}
      {left > 0 ? (
        <span className={`${styles.replyMessage} ${styles.quiet}`}>{t("stage.moreProblems", { count: left })}</span>
      ) : null}
    </>
  );
}
