import { type BulkState, useBulk } from "../../state/bulk.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Button } from "../components/Button.tsx";
import style from "./bulk.module.css";
import { savePlacements } from "./savePlacements.ts";
import { useBulkWords } from "./useBulkWords.ts";

const selectChoices = (state: BulkState) => state.choices;
const selectIsBusy = (state: BulkState) => state.status.at === "reading" || state.status.at === "scheduling";
const selectHasLines = (state: BulkState) => state.lines.length > 0;
const selectSeed = (state: PlaygroundState) => state.seed;

/** How to schedule, and what to do with the answer. Another choice schedules anew at once. */
export function BulkControls() {
  const t = useBulkWords();
  const choices = useBulk(selectChoices);
  const isBusy = useBulk(selectIsBusy);
  const hasLines = useBulk(selectHasLines);
  const seed = usePlayground(selectSeed);
  const { restart, cancel } = useBulk.getState();
  return (
    <div className={style.controls}>
      <label>
        <span>{t("bulk.sampling")}</span>
        <select
          value={choices.percentage}
          onChange={(event) => restart({ percentage: event.target.value === "100" ? 100 : 0 })}
        >
          <option value={0}>{t("bulk.sampling.0")}</option>
          <option value={100}>{t("bulk.sampling.100")}</option>
        </select>
      </label>
      <label>
        <span>{t("bulk.ties")}</span>
        <select
          value={choices.ties}
          onChange={(event) => restart({ ties: event.target.value === "seeded" ? "seeded" : "first" })}
        >
          <option value="first">{t("bulk.ties.first")}</option>
          <option value="seeded">{t("bulk.ties.seeded", { seed })}</option>
        </select>
      </label>
      <div className={style.buttons}>
        {isBusy ? (
          <Button onClick={cancel}>{t("bulk.cancel")}</Button>
        ) : (
          <Button onClick={() => restart({})}>{t("bulk.again")}</Button>
        )}
        <Button primary={!isBusy && hasLines} disabled={isBusy || !hasLines} onClick={() => void savePlacements()}>
          {t("bulk.save")}
        </Button>
      </div>
    </div>
  );
}
