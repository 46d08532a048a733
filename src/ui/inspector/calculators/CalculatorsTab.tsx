import { type ComponentType, useMemo } from "react";
import type { Cluster } from "../../../projection/inspection/model.ts";
import { type CalculatorName, useInspector } from "../../../state/inspector.ts";
import { type PlaygroundState, usePlayground } from "../../../state/playground.ts";
import { ToggleGroup } from "../../components/ToggleGroup.tsx";
import style from "./calculators.module.css";
import { Preemption } from "./Preemption.tsx";
import { Resources } from "./Resources.tsx";
import { Spread } from "./Spread.tsx";
import { Taints } from "./Taints.tsx";
import { useCalculatorWords } from "./useCalculatorWords.ts";

const selectInspection = (state: PlaygroundState) => state.presentation?.inspection;
const selectBeatIndex = (state: PlaygroundState) => state.beat;

const ofPod: { readonly [C in Exclude<CalculatorName, "resources">]: ComponentType<{ readonly cluster: Cluster }> } = {
  spread: Spread,
  taints: Taints,
  preemption: Preemption,
};
const names: readonly CalculatorName[] = ["resources", "spread", "taints", "preemption"];

/** Kubernetes' arithmetic with this cluster's numbers, and with others to try: the engine's own functions. */
export function CalculatorsTab() {
  const t = useCalculatorWords();
  const calculator = useInspector((state) => state.calculator);
  return (
    <>
      <div className={style.which}>
        <ToggleGroup
          label={t("calculators.which")}
          value={calculator}
          onChange={(name) => useInspector.setState({ calculator: name })}
          choices={names.map((name) => ({ value: name, label: t(`calculators.${name}`) }))}
        />
      </div>
      {calculator === "resources" ? <Resources /> : <OfPod calculator={calculator} />}
    </>
  );
}

function OfPod({ calculator }: { readonly calculator: keyof typeof ofPod }) {
  const t = useCalculatorWords();
  const inspection = usePlayground(selectInspection);
  const beat = usePlayground(selectBeatIndex);
  const cluster = useMemo(() => {
    const victims = calculator === "preemption" ? inspection?.preemptionAt(beat) : null;
    return victims ?? inspection?.clusterAt(beat) ?? null;
  }, [inspection, calculator, beat]);
  const Calculator = ofPod[calculator];
  if (!cluster) return <p className={style.lead}>{t("calculators.noPod")}</p>;
  // Another Pod or another attempt: what was tried belongs to the one before.
  return <Calculator key={cluster.pod.metadata.uid ?? cluster.pod.metadata.name} cluster={cluster} />;
}
