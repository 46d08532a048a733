import { useDeferredValue, useState } from "react";
import { type BulkState, useBulk } from "../../state/bulk.ts";
import { Dialog } from "../components/Dialog.tsx";
import { BulkControls } from "./BulkControls.tsx";
import { BulkProgress } from "./BulkProgress.tsx";
import style from "./bulk.module.css";
import { MessageCounts } from "./MessageCounts.tsx";
import { PlacementTable } from "./PlacementTable.tsx";
import { useBulkWords } from "./useBulkWords.ts";

const selectName = (state: BulkState) => state.file?.name ?? "";

/** A whole file, scheduled: choices, progress, why some Pods fit nowhere, and every Pod's placement. */
export function BulkView() {
  const t = useBulkWords();
  const name = useBulk(selectName);
  const [search, setSearch] = useState("");
  const [onlyUnscheduled, setOnlyUnscheduled] = useState(false);
  // The table comes in a task after the rest: both at once would hold the page up.
  const hasTable = useDeferredValue(true, false);
  const { close } = useBulk.getState();
  return (
    <Dialog title={t("bulk.title", { name: name || t("bulk.pasted") })} shape="full" onClose={close}>
      <div className={style.view}>
        <div className={style.side}>
          <p className={style.lead}>{t("bulk.lead")}</p>
          <BulkControls />
          <BulkProgress />
          <MessageCounts chosen={search} onChoose={setSearch} />
        </div>
        {hasTable && (
          <PlacementTable
            search={search}
            onSearch={setSearch}
            onlyUnscheduled={onlyUnscheduled}
            onOnlyUnscheduled={setOnlyUnscheduled}
          />
        )}
      </div>
    </Dialog>
  );
}
