import { useTranslate } from "../../i18n/index.ts";
import { limitsEn } from "../../i18n/limits.en.ts";
import { limitsZhCN } from "../../i18n/limits.zhCN.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Dialog } from "../components/Dialog.tsx";
import style from "./dialogs.module.css";
import { useDialogWords } from "./useDialogWords.ts";

const selectStoredKinds = (state: PlaygroundState) => state.summary?.storedKinds;
const selectLanguage = (state: PlaygroundState) => state.language;
const selectNotSimulated = (state: PlaygroundState) => state.summary?.notSimulated;

/** The honest page: what the simulation leaves out, in general and in this scenario. */
export function LimitsDialog() {
  const t = useTranslate();
  const words = useDialogWords();
  const limits = usePlayground(selectLanguage) === "zh-CN" ? limitsZhCN : limitsEn;
  const stored = usePlayground(selectStoredKinds);
  const here = usePlayground(selectNotSimulated);
  const { openDialog } = usePlayground.getState();
  return (
    <Dialog title={t("honest.title")} onClose={() => openDialog(null)}>
      <p>{limits.lead}</p>
      <ul className={style.list}>
        {stored && stored.length > 0 && <li>{words("honest.stored", { kinds: stored.join(", ") })}</li>}
        {limits.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      {here && here.length > 0 && (
        <>
          <h3>{words("honest.thisRun")}</h3>
          <ul className={style.list}>
            {here.map(({ kind, name, line }) => (
              <li key={`${kind}/${name}/${line}`}>{t("editor.problemAt", { line, message: `${kind} ${name}` })}</li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
