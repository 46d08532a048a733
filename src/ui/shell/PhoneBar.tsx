import { ChartNoAxesGantt, Ellipsis, FileBraces, Table2 } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import { usePlayground } from "../../state/playground.ts";
import style from "./PhoneBar.module.css";

/** On a phone everything but stage and narration is a sheet, opened from here. */
export function PhoneBar() {
  const t = useTranslate();
  const { openSheet, setTab } = usePlayground.getState();
  return (
    <nav className={style.bar} aria-label={t("phone.more")}>
      <button type="button" onClick={() => openSheet("editor")}>
        <FileBraces size={20} aria-hidden />
        {t("phone.yaml")}
      </button>
      <button
        type="button"
        onClick={() => {
          setTab("decision");
          openSheet("inspector");
        }}
      >
        <Table2 size={20} aria-hidden />
        {t("phone.decision")}
      </button>
      <button type="button" onClick={() => openSheet("timeline")}>
        <ChartNoAxesGantt size={20} aria-hidden />
        {t("phone.timeline")}
      </button>
      <button type="button" onClick={() => openSheet("more")}>
        <Ellipsis size={20} aria-hidden />
        {t("phone.more")}
      </button>
    </nav>
  );
}
