import { LoaderCircle } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Button } from "../components/Button.tsx";
import style from "./LoadingCover.module.css";

const selectName = (state: PlaygroundState) => state.reading ?? state.opened?.name ?? null;
const selectEntries = (state: PlaygroundState) => (state.run.status === "running" ? state.run.entries : 0);
const selectMayCancel = (state: PlaygroundState) => state.reading !== null || Boolean(state.opened?.before);

/** Over the stage while a text that was opened is not on it yet: what is coming, how far it is, and the way back. */
export function LoadingCover() {
  const t = useTranslate();
  const name = usePlayground(selectName);
  const entries = usePlayground(selectEntries);
  const mayCancel = usePlayground(selectMayCancel);
  const { cancelOpening } = usePlayground.getState();
  return (
    <div className={style.cover}>
      <div role="status">
        <p className={style.name}>{t("loading.title", { name: name ?? "" })}</p>
        <p className={style.progress}>
          <LoaderCircle size={16} aria-hidden /> {t("editor.running", { entries })}
        </p>
      </div>
      {mayCancel && <Button onClick={cancelOpening}>{t("action.cancel")}</Button>}
    </div>
  );
}
