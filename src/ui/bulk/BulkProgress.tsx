import { CircleX } from "lucide-react";
import type { BulkCatalogue } from "../../i18n/catalogue.ts";
import type { Say } from "../../i18n/index.ts";
import type { DumpRefusal } from "../../scenario/index.ts";
import { type BulkState, useBulk } from "../../state/bulk.ts";
import { StateChip } from "../components/StateIcon.tsx";
import style from "./bulk.module.css";
import { useBulkWords } from "./useBulkWords.ts";
import { whole } from "./whole.ts";

const selectStatus = (state: BulkState) => state.status;
const selectTotal = (state: BulkState) => state.total;
const selectDone = (state: BulkState) => state.lines.length;
const selectUnscheduled = (state: BulkState) => state.unscheduled;
const selectElapsed = (state: BulkState) => state.elapsed;
const selectObjects = (state: BulkState) => state.objects;
const selectNodes = (state: BulkState) => state.nodes;

/** How far it is, in a bar and in figures; or why it can't be done. */
export function BulkProgress() {
  const t = useBulkWords();
  const status = useBulk(selectStatus);
  const total = useBulk(selectTotal);
  const done = useBulk(selectDone);
  const unscheduled = useBulk(selectUnscheduled);
  const elapsed = useBulk(selectElapsed);
  const objects = useBulk(selectObjects);
  const nodes = useBulk(selectNodes);
  const isReading = status.at === "reading";
  return (
    <div className={style.progress}>
      {/* Only what changes seldom is announced; the counts are the progress bar's. */}
      <p role="status" className={status.at === "refused" || status.at === "crashed" ? style.refused : style.status}>
        {status.at === "refused" && (
          <>
            <CircleX size={17} aria-hidden />
            {refusalText(status.refusal, t)}
          </>
        )}
        {status.at === "crashed" && (
          <>
            <CircleX size={17} aria-hidden />
            {t("bulk.crashed")} {status.message}
          </>
        )}
        {isReading && t("bulk.reading")}
        {(status.at === "scheduling" || status.at === "done" || status.at === "cancelled") &&
          t(`bulk.status.${status.at}`)}
      </p>
      {status.at !== "refused" && (
        <>
          <progress
            className={style.bar}
            aria-label={t("bulk.progress")}
            max={Math.max(total, 1)}
            {...(!isReading && { value: total === 0 ? 1 : done })}
          />
          <p className={style.figures}>
            <span>{t("bulk.count", { done: whole(done), total: whole(total) })}</span>
            <span>{t("bulk.elapsed", { seconds: (elapsed / 1000).toFixed(1) })}</span>
          </p>
          <p className={style.verdicts}>
            <StateChip tone="pass" word={t("bulk.scheduled", { count: whole(done - unscheduled) })} />
            <StateChip tone="fail" word={t("bulk.unscheduled", { count: whole(unscheduled) })} />
          </p>
          {objects > 0 && (
            <p className={style.quiet}>{t("bulk.size", { objects: whole(objects), nodes: whole(nodes) })}</p>
          )}
        </>
      )}
    </div>
  );
}

function refusalText(refusal: DumpRefusal, t: Say<BulkCatalogue>): string {
  switch (refusal.code) {
    case "tooLarge":
      return t("bulk.tooLarge", { limit: `${refusal.limit / 2 ** 20} MiB` });
    case "tooManyObjects":
      return t("bulk.tooManyObjects", { count: whole(refusal.count), limit: whole(refusal.limit) });
    case "notUnpacked":
      return t("bulk.notUnpacked", refusal);
    case "notParsed":
      return t("bulk.notParsed", refusal);
    case "notObjects":
      return t("bulk.notObjects", refusal);
    case "empty":
      return t("bulk.empty");
  }
}
