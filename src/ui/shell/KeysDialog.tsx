import { usePlayground } from "../../state/playground.ts";
import { Dialog } from "../components/Dialog.tsx";
import style from "./dialogs.module.css";
import { shortcuts } from "./shortcuts.ts";
import { useDialogWords } from "./useDialogWords.ts";

export function KeysDialog() {
  const words = useDialogWords();
  const { openDialog } = usePlayground.getState();
  return (
    <Dialog title={words("keys.title")} onClose={() => openDialog(null)}>
      <dl className={style.keys}>
        {shortcuts.map(({ keys, what }) => (
          <div key={what}>
            <dt>{keys.map((key) => (key === "–" ? " – " : <kbd key={key}>{key}</kbd>))}</dt>
            <dd>{words(what)}</dd>
          </div>
        ))}
      </dl>
      <p className={style.quiet}>{words("keys.note")}</p>
    </Dialog>
  );
}
