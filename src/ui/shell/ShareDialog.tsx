import { useTranslate } from "../../i18n/index.ts";
import { usePlayground } from "../../state/playground.ts";
import { Dialog } from "../components/Dialog.tsx";

export function ShareDialog() {
  const t = useTranslate();
  const { openDialog } = usePlayground.getState();
  return (
    <Dialog title={t("share.title")} onClose={() => openDialog(null)}>
      <p>{t("share.lead")}</p>
    </Dialog>
  );
}
