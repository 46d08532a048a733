import { type ComponentType, useMemo } from "react";
import type { Cluster } from "../../../projection/inspection/model.ts";
import { type CalculatorName, useInspector } from "../../../state/inspector.ts";
import { type PlaygroundState, usePlayground } from "../../../state/playground.ts";
import { ToggleGroup } from "../../components/ToggleGroup.tsx";
import style from "./calculators.module.css";
import { Preemption } from "./Preemption.tsx";
import { Spread } from "./Spread.tsx";
import { Taints } from "./Taints.tsx";
import { useCalculatorWords } from "./useCalculatorWords.ts";

const selectInspection = (state: PlaygroundState) => state.presentation?.inspection;
const selectBeatIndex = (state: PlaygroundState) => state.beat;

const calculators: { readonly [C in CalculatorName]: ComponentType<{ readonly cluster: Cluster }> } = {
  spread: Spread,
  taints: Taints,
  preemption: Preemption,
};
const names: readonly CalculatorName[] = ["spread", "taints", "preemption"];

/** Kubernetes' arithmetic with this cluster's numbers, and with others to try: the engine's own functions. */
export function CalculatorsTab() {
  const t = useCalculatorWords();
  const inspection = usePlayground(selectInspection);
  const beat = usePlayground(selectBeatIndex);
  const calculator = useInspector((state) => state.calculator);
  const cluster = useMemo(() => {
    const victims = calculator === "preemption" ? inspection?.preemptionAt(beat) : null;
    return victims ?? inspection?.clusterAt(beat) ?? null;
  }, [inspection, calculator, beat]);
  const Calculator = calculators[calculator];
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
      {cluster ? (
        // Another Pod or another attempt: what was tried belongs to the one before.
        <Calculator key={cluster.pod.metadata.uid ?? cluster.pod.metadata.name} cluster={cluster} />
      ) : (
        <p className={style.lead}>{t("calculators.noPod")}</p>
      )}
    </>
  );
}
