import { useTranslate } from "../../i18n/index.ts";
import type { DialogName, InspectorTab } from "../../state/layout.ts";
import { usePlayground } from "../../state/playground.ts";
import { Button } from "../components/Button.tsx";
import { useInspectorWords } from "../inspector/useInspectorWords.ts";
import style from "./dialogs.module.css";

const tabs: readonly InspectorTab[] = ["why", "object", "events", "kubectl", "calculators"];

/** On a phone: the views and dialogs that have no button of their own. */
export function MoreSheet() {
  const t = useTranslate();
  const words = useInspectorWords();
  const { openSheet, openDialog, setTab } = usePlayground.getState();
  const dialog = (name: DialogName) => () => {
    openSheet(null);
    openDialog(name);
  };
  return (
    <div className={style.more}>
      {tabs.map((tab) => (
        <Button
          key={tab}
          onClick={() => {
            setTab(tab);
            openSheet("inspector");
          }}
        >
          {words(`inspector.${tab}`)}
        </Button>
      ))}
      <Button onClick={dialog("scenarios")}>{t("action.scenarios")}</Button>
      <Button onClick={dialog("limits")}>{t("honest.title")}</Button>
    </div>
  );
}
