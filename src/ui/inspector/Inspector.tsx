import { Calculator, PanelRightClose } from "lucide-react";
import { type ComponentType, lazy, Suspense } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type InspectorTab, selectTab } from "../../state/layout.ts";
import { selectIsAnotherRun } from "../../state/pin.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { IconButton } from "../components/Button.tsx";
import { ErrorBoundary } from "../components/ErrorBoundary.tsx";
import { Tabs } from "../components/Tabs.tsx";
import { useAfterPaint } from "../components/useAfterPaint.ts";
import { EventsTab } from "./EventsTab.tsx";
import style from "./Inspector.module.css";
import { NoDecision } from "./NoDecision.tsx";
import { ObjectTab } from "./object/ObjectTab.tsx";
import { useInspectorWords } from "./useInspectorWords.ts";
import { WhyTab } from "./WhyTab.tsx";

const CalculatorsTab = lazy(async () => ({
  default: (await import("./calculators/CalculatorsTab.tsx")).CalculatorsTab,
}));
const ConsoleTab = lazy(async () => ({ default: (await import("./console/ConsoleTab.tsx")).ConsoleTab }));
const Decision = lazy(async () => ({ default: (await import("../decision/Decision.tsx")).Decision }));
const ComparedRun = lazy(async () => ({ default: (await import("../decision/ComparedRun.tsx")).ComparedRun }));

const selectFollows = (state: PlaygroundState) => state.tabFollows;
const selectInSheet = (state: PlaygroundState) => state.sheet === "inspector";
const selectHasDecision = (state: PlaygroundState) => state.decision !== null;

const contents: { readonly [T in InspectorTab]: ComponentType } = {
  decision: DecisionTab,
  why: WhyTab,
  object: ObjectTab,
  events: EventsTab,
  kubectl: ConsoleTab,
  calculators: CalculatorsTab,
};
const tabs: readonly InspectorTab[] = ["decision", "why", "object", "events", "kubectl", "calculators"];

/** The pane at the right: what lies behind the beat. */
export function Inspector() {
  const t = useTranslate();
  const words = useInspectorWords();
  const wanted = usePlayground(selectTab);
  const followed = useAfterPaint(wanted);
  const tab = usePlayground(selectFollows) ? followed : wanted;
  const inSheet = usePlayground(selectInSheet);
  const { setTab, toggleInspector } = usePlayground.getState();
  const Content = contents[tab];
  return (
    <Tabs
      label={t("pane.inspector")}
      tabs={tabs.map((id) => ({
        id,
        label: words(`inspector.${id}`),
        ...(id === "calculators" && { icon: <Calculator size={17} aria-hidden /> }),
      }))}
      selected={tab}
      onSelect={setTab}
      aside={
        inSheet ? null : (
          <IconButton label={t("action.closeInspector")} onClick={toggleInspector}>
            <PanelRightClose size={17} aria-hidden />
          </IconButton>
        )
      }
    >
      <h2 className="visually-hidden">{words(`inspector.${tab}`)}</h2>
      <ErrorBoundary key={tab} pane={words(`inspector.${tab}`)}>
        <Suspense fallback={<p className={style.quiet}>{words("inspector.loading")}</p>}>
          <Content />
        </Suspense>
      </ErrorBoundary>
    </Tabs>
  );
}

function DecisionTab() {
  const hasDecision = usePlayground(selectHasDecision);
  const isAnotherRun = usePlayground(selectIsAnotherRun);
  return (
    <>
      {isAnotherRun ? <ComparedRun /> : null}
      {hasDecision ? <Decision /> : <NoDecision />}
    </>
  );
}
