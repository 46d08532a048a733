import { PanelLeftClose } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { IconButton } from "../components/Button.tsx";
import { Tabs } from "../components/Tabs.tsx";
import style from "./EditorPane.module.css";
import { PlainEditor } from "./PlainEditor.tsx";
import { ProblemList } from "./ProblemList.tsx";

const selectInSheet = (state: PlaygroundState) => state.sheet === "editor";

/** The scenario as plain YAML: what is applied, and the cluster that it is applied to. */
export function EditorPane() {
  const t = useTranslate();
  const inSheet = usePlayground(selectInSheet);
  const { toggleEditor } = usePlayground.getState();
  return (
    <div className={`${style.editor} nokey`}>
      <Tabs
        label={t("pane.editor")}
        tabs={[
          { id: "workload", label: t("editor.workload") },
          { id: "cluster", label: t("editor.cluster") },
        ]}
        selected="workload"
        onSelect={() => undefined}
        aside={
          inSheet ? null : (
            <IconButton label={t("action.closeEditor")} hotkey="E" onClick={toggleEditor}>
              <PanelLeftClose size={17} aria-hidden />
            </IconButton>
          )
        }
      >
        <PlainEditor />
      </Tabs>
      <ProblemList />
    </div>
  );
}
