import { ArrowDown, ArrowUp, CornerDownRight } from "lucide-react";
import { useMemo } from "react";
import type { EventRow } from "../../projection/inspection/model.ts";
import { selectionOf } from "../../projection/inspection/selection.ts";
import { useInspector } from "../../state/inspector.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Breakable } from "../components/Breakable.tsx";
import { Button } from "../components/Button.tsx";
import { StateIcon } from "../components/StateIcon.tsx";
import { ToggleGroup } from "../components/ToggleGroup.tsx";
import { wholeSecondsText } from "../timeline/virtualTime.ts";
import style from "./events.module.css";
import { useInspectorWords } from "./useInspectorWords.ts";

const selectInspection = (state: PlaygroundState) => state.presentation?.inspection;
const selectBeatIndex = (state: PlaygroundState) => state.beat;

/** The Events of the cluster at this beat, in the columns of `kubectl get events`. */
export function EventsTab() {
  const t = useInspectorWords();
  const inspection = usePlayground(selectInspection);
  const beat = usePlayground(selectBeatIndex);
  const { eventObject, eventType, newestFirst, filterEvents } = useInspector();
  const events = useMemo(() => inspection?.eventsAt(beat) ?? [], [inspection, beat]);
  const found = events.filter(
    ({ object, type }) => (eventObject === "" || object === eventObject) && (eventType === "all" || type === eventType),
  );
  const shown = newestFirst ? found.toReversed() : found;
  if (events.length === 0) return <p className={style.quiet}>{t("events.none")}</p>;
  return (
    <>
      <Filters events={events} />
      <p className={style.count} role="status">
        {shown.length > 0 ? t("events.count", { shown: shown.length, of: events.length }) : t("events.noMatch")}
      </p>
      {shown.length > 0 && (
        <table className={style.events}>
          <caption className="visually-hidden">{t("inspector.events")}</caption>
          <thead>
            <tr>
              <th scope="col" aria-sort={newestFirst ? "descending" : "ascending"}>
                <button
                  type="button"
                  title={t("events.order", { newestFirst })}
                  onClick={() => filterEvents({ newestFirst: !newestFirst })}
                >
                  LAST SEEN
                  {newestFirst ? <ArrowDown size={13} aria-hidden /> : <ArrowUp size={13} aria-hidden />}
                </button>
              </th>
              <th scope="col">TYPE</th>
              <th scope="col">REASON</th>
              <th scope="col">OBJECT</th>
              <th scope="col">MESSAGE</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((event) => (
              <Row key={event.key} event={event} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Filters({ events }: { readonly events: readonly EventRow[] }) {
  const t = useInspectorWords();
  const { eventObject, eventType, filterEvents } = useInspector();
  // What is chosen stays among the choices where no Event is about it yet.
  const objects = [...new Set([...events.map(({ object }) => object), eventObject])].filter(Boolean).sort();
  return (
    <div className={style.filters}>
      <select
        aria-label={t("events.object")}
        value={eventObject}
        onChange={(event) => filterEvents({ eventObject: event.target.value })}
      >
        <option value="">{t("events.allObjects")}</option>
        {objects.map((object) => (
          <option key={object}>{object}</option>
        ))}
      </select>
      <ToggleGroup
        label={t("events.type")}
        value={eventType}
        onChange={(type) => filterEvents({ eventType: type })}
        choices={[
          { value: "all", label: t("events.all") },
          { value: "Normal", label: "Normal" },
          { value: "Warning", label: "Warning" },
        ]}
      />
    </div>
  );
}

function Row({ event }: { readonly event: EventRow }) {
  const t = useInspectorWords();
  const { key, lastSeen, type, reason, object, objectKey, message, count, component, beat, time, firstTime } = event;
  const { goTo, select, setTab } = usePlayground.getState();
  const isWarning = type === "Warning";
  return (
    <tr data-warning={isWarning || undefined}>
      <td title={`t = ${wholeSecondsText(time)}`}>{lastSeen}</td>
      <td>
        {isWarning && <StateIcon tone="warn" size={14} />} {type}
      </td>
      <td>
        <Breakable text={reason} />
        {count > 1 && (
          <span className={style.over}>
            {t("events.over", { count, span: wholeSecondsText(Math.max(0, time - firstTime)) })}
          </span>
        )}
      </td>
      <td>
        <button
          type="button"
          className={style.object}
          title={t("events.openObject", { object })}
          disabled={objectKey === ""}
          onClick={() => {
            select(selectionOf(objectKey));
            setTab("object");
          }}
        >
          <Breakable text={object} />
        </button>
      </td>
      <td>
        <span className={style.message}>{message}</span>
        <span className={style.foot}>
          {component}
          {beat !== null && (
            <Button className={style.jump} aria-describedby={`${key}-reason`} onClick={() => goTo({ beat, p: 1 })}>
              <CornerDownRight size={14} aria-hidden />
              {t("inspector.goTo", { beat: beat + 1 })}
            </Button>
          )}
        </span>
        <span id={`${key}-reason`} hidden>
          {reason} {object}
        </span>
      </td>
    </tr>
  );
}
