import { type ComponentType, lazy, Suspense } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type InspectorTab, type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { ErrorBoundary } from "../components/ErrorBoundary.tsx";
import { Tabs } from "../components/Tabs.tsx";
import style from "./Inspector.module.css";

const found = import.meta.glob<{ Decision: ComponentType }>("../decision/Decision.tsx");
const load = Object.values(found)[0];
const Decision = load ? lazy(async () => ({ default: (await load()).Decision })) : () => null;

const selectTab = (state: PlaygroundState) => state.tab;
const selectHasDecision = (state: PlaygroundState) => state.decision !== null;
const tabs: readonly InspectorTab[] = ["decision", "why", "object", "events", "kubectl"];

/** The pane at the right: what lies behind the beat. */
export function Inspector() {
  const t = useTranslate();
  const tab = usePlayground(selectTab);
  const { setTab } = usePlayground.getState();
  return (
    <Tabs
      label={t("pane.inspector")}
      tabs={tabs.map((id) => ({ id, label: t(`inspector.${id}`) }))}
      selected={tab}
      onSelect={setTab}
    >
      <ErrorBoundary key={tab} pane={t(`inspector.${tab}`)}>
        <Suspense fallback={<p className={style.quiet}>{t("inspector.loading")}</p>}>
          {tab === "decision" && <DecisionTab />}
        </Suspense>
      </ErrorBoundary>
    </Tabs>
  );
}

function DecisionTab() {
  const t = useTranslate();
  const hasDecision = usePlayground(selectHasDecision);
  return hasDecision ? <Decision /> : <p className={style.quiet}>{t("inspector.noDecision")}</p>;
}
