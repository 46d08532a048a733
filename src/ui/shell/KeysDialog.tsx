import { useTranslate } from "../../i18n/index.ts";
import { usePlayground } from "../../state/playground.ts";
import { Dialog } from "../components/Dialog.tsx";
import style from "./dialogs.module.css";
import { shortcuts } from "./shortcuts.ts";

export function KeysDialog() {
  const t = useTranslate();
  const { openDialog } = usePlayground.getState();
  return (
    <Dialog title={t("keys.title")} onClose={() => openDialog(null)}>
      <dl className={style.keys}>
        {shortcuts.map(({ keys, what }) => (
          <div key={what}>
            <dt>{keys.map((key) => (key === "–" ? " – " : <kbd key={key}>{key}</kbd>))}</dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
      <p className={style.quiet}>{t("keys.note")}</p>
    </Dialog>
  );
}
