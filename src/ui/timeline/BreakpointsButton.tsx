import { OctagonPause } from "lucide-react";
import { useState } from "react";
import { type BreakpointId, breakpointIds, type Stops } from "../../projection/breakpoints.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { IconButton } from "../components/Button.tsx";
import { Popover } from "../components/Popover.tsx";
import { Switch } from "../components/Switch.tsx";
import { breakpointText, reasonOf } from "./breakpointWords.ts";
import style from "./Tools.module.css";
import { useTimelineWords } from "./useTimelineWords.ts";

const selectBreakpoints = (state: PlaygroundState) => state.breakpoints;
const selectPresentation = (state: PlaygroundState) => state.presentation;

/** What play stops at: a list to switch on, with how often each holds in this run. */
export function BreakpointsButton() {
  const t = useTimelineWords();
  const [isOpen, setOpen] = useState(false);
  const breakpoints = usePlayground(selectBreakpoints);
  const count = breakpoints.length;
  return (
    <Popover
      label={t("breakpoints.title")}
      side="top"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <IconButton
          label={count > 0 ? t("breakpoints.on", { count }) : t("breakpoints.title")}
          className={count > 0 ? style.on : undefined}
        >
          <OctagonPause size={16} aria-hidden />
          {count > 0 && <span className={style.count}>{count}</span>}
        </IconButton>
      }
    >
      {isOpen && <BreakpointList breakpoints={breakpoints} />}
    </Popover>
  );
}

function BreakpointList({ breakpoints }: { readonly breakpoints: readonly string[] }) {
  const t = useTimelineWords();
  const presentation = usePlayground(selectPresentation);
  const { toggleBreakpoint } = usePlayground.getState();
  const stops: Stops = presentation?.breakpoints?.stops() ?? new Map();
  const chosen = breakpoints.filter((id) => reasonOf(id) !== null);
  const reasons = [...stops.keys()].flatMap((id) => reasonOf(id) ?? []).sort();
  const offered = reasons.filter((reason) => !chosen.includes(`event:${reason}`));
  return (
    <div className={style.pane}>
      <h2>{t("breakpoints.title")}</h2>
      <p className={style.quiet}>{t("breakpoints.lead")}</p>
      <ul className={style.breakpoints}>
        {[...breakpointIds, ...chosen].map((id) => (
          <li key={id}>
            <Switch
              label={breakpointText(id, t)}
              checked={breakpoints.includes(id)}
              onChange={() => toggleBreakpoint(id)}
            />
            <span className={style.quiet}>
              {t("breakpoints.count", { count: stops.get(id as BreakpointId)?.length ?? 0 })}
            </span>
          </li>
        ))}
      </ul>
      {offered.length > 0 && (
        <label className={style.add}>
          {t("breakpoints.addEvent")}
          <select value="" onChange={(event) => toggleBreakpoint(`event:${event.target.value}`)}>
            <option value="" disabled>
              {t("breakpoints.choose")}
            </option>
            {offered.map((reason) => (
              <option key={reason} value={reason}>
                {reason}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
