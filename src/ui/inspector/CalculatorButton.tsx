import { Calculator } from "lucide-react";
import { type CalculatorName, openCalculator } from "../../state/inspector.ts";
import { IconButton } from "../components/Button.tsx";
import { useInspectorWords } from "./useInspectorWords.ts";

/** Plugins whose arithmetic has a calculator, with values to try. */
const ofPlugin: { readonly [plugin: string]: CalculatorName } = {
  NodeResourcesFit: "resources",
  NodeResourcesBalancedAllocation: "resources",
  TaintToleration: "taints",
  PodTopologySpread: "spread",
  DefaultPreemption: "preemption",
};

/** The way from a plugin's numbers to the calculator behind them; nothing where there is none. */
export function CalculatorButton({ plugin, node }: { readonly plugin: string; readonly node: string | null }) {
  const t = useInspectorWords();
  const calculator = ofPlugin[plugin];
  if (!calculator) return null;
  return (
    <IconButton label={t("inspector.calculator", { calculator })} onClick={() => openCalculator(calculator, node)}>
      <Calculator size={16} aria-hidden />
    </IconButton>
  );
}
