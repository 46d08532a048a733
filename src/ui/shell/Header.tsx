import { CircleHelp, FolderOpen, Languages, Moon, PanelLeft, PanelRight, Share2, Sun } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import { roomForEditor, roomForInspector } from "../../state/layout.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { IconButton } from "../components/Button.tsx";
import { useMedia } from "../components/useMedia.ts";
import style from "./Header.module.css";
import { Mark } from "./Mark.tsx";
import { Rail } from "./Rail.tsx";

const selectEditorOpen = (state: PlaygroundState) => state.editorOpen;
const selectInspectorOpen = (state: PlaygroundState) => state.inspectorOpen;
const selectTheme = (state: PlaygroundState) => state.theme;
const selectLanguage = (state: PlaygroundState) => state.language;

/** The top of the page: the wordmark, the rail of acts, and what concerns the page as a whole. */
export function Header({ isPhone }: { readonly isPhone: boolean }) {
  const t = useTranslate();
  const theme = usePlayground(selectTheme);
  const language = usePlayground(selectLanguage);
  const hasRoomForEditor = useMedia(roomForEditor);
  const hasRoomForInspector = useMedia(roomForInspector);
  const editorOpen = usePlayground(selectEditorOpen);
  const inspectorOpen = usePlayground(selectInspectorOpen);
  const isEditorAway = !hasRoomForEditor || !editorOpen;
  const isInspectorAway = !hasRoomForInspector || !inspectorOpen;
  const { openDialog, changeLanguage, setTheme, showEditor, showInspector } = usePlayground.getState();
  return (
    <header className={style.header}>
      <h1 className={style.wordmark}>
        <Mark />
        {t("app.name")}
      </h1>
      <div className={style.rail}>
        <Rail />
      </div>
      <div className={style.actions}>
        {isEditorAway && !isPhone && (
          <IconButton label={t("action.openEditor")} hotkey="E" onClick={showEditor}>
            <PanelLeft size={17} aria-hidden />
          </IconButton>
        )}
        {isInspectorAway && !isPhone && (
          <IconButton label={t("action.openInspector")} onClick={showInspector}>
            <PanelRight size={17} aria-hidden />
          </IconButton>
        )}
        <IconButton label={t("action.scenarios")} onClick={() => openDialog("scenarios")}>
          <FolderOpen size={17} aria-hidden />
        </IconButton>
        <IconButton label={t("action.share")} hotkey="S" onClick={() => openDialog("share")}>
          <Share2 size={17} aria-hidden />
        </IconButton>
        <IconButton
          label={t("action.languageLabel")}
          hotkey="L"
          className={style.language}
          onClick={() => changeLanguage(language === "en" ? "zh-CN" : "en")}
        >
          <Languages size={17} aria-hidden />
          <span aria-hidden>{t("action.language")}</span>
        </IconButton>
        <IconButton
          label={theme === "dark" ? t("action.themeLight") : t("action.themeDark")}
          onClick={() => setTheme(theme === "dark" ? "light" : "dark")}
        >
          {theme === "dark" ? <Sun size={17} aria-hidden /> : <Moon size={17} aria-hidden />}
        </IconButton>
        <IconButton label={t("action.help")} hotkey="?" className={style.help} onClick={() => openDialog("keys")}>
          <CircleHelp size={17} aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}
