import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Dialog } from "../components/Dialog.tsx";
import { useMedia } from "../components/useMedia.ts";
import { EditorPane } from "../editor/EditorPane.tsx";
import { Inspector } from "../inspector/Inspector.tsx";
import { Timeline } from "../timeline/Timeline.tsx";
import { KeysDialog } from "./KeysDialog.tsx";
import { LimitsDialog } from "./LimitsDialog.tsx";
import { MoreSheet } from "./MoreSheet.tsx";
import { ScenariosDialog } from "./ScenariosDialog.tsx";
import { ShareDialog } from "./ShareDialog.tsx";

const selectDialog = (state: PlaygroundState) => state.dialog;
const selectSheet = (state: PlaygroundState) => state.sheet;

const dialogs = { keys: KeysDialog, limits: LimitsDialog, share: ShareDialog, scenarios: ScenariosDialog };

/** What opens over the page: dialogs, and panes as sheets where the window has no room for them. */
export function Dialogs() {
  const t = useTranslate();
  const dialog = usePlayground(selectDialog);
  const sheet = usePlayground(selectSheet);
  const isPhone = useMedia("(width < 700px)");
  const { openSheet } = usePlayground.getState();
  const close = (): void => openSheet(null);
  const Content = dialog ? dialogs[dialog] : null;
  return (
    <>
      {sheet === "editor" && (
        <Dialog title={t("pane.editor")} shape={isPhone ? "tallSheet" : "drawerLeft"} onClose={close}>
          <EditorPane />
        </Dialog>
      )}
      {sheet === "inspector" && (
        <Dialog title={t("pane.inspector")} shape={isPhone ? "tallSheet" : "drawer"} onClose={close}>
          <Inspector />
        </Dialog>
      )}
      {sheet === "timeline" && (
        <Dialog title={t("pane.timeline")} shape="sheet" onClose={close}>
          <Timeline inSheet />
        </Dialog>
      )}
      {sheet === "more" && (
        <Dialog title={t("phone.more")} shape="sheet" onClose={close}>
          <MoreSheet />
        </Dialog>
      )}
      {Content && <Content />}
    </>
  );
}
