import { useMemo } from "react";
import { type Layers, type NodeLayers, type PodLayers, resourceLayers } from "../../../engine/index.ts";
import { amountText } from "../../../projection/amounts.ts";
import { byName } from "../../../projection/records.ts";
import { useInspector } from "../../../state/inspector.ts";
import { type PlaygroundState, usePlayground } from "../../../state/playground.ts";
import style from "./calculators.module.css";
import { ChoiceField } from "./Fields.tsx";
import { LayerBar } from "./LayerBar.tsx";
import { useCalculatorWords } from "./useCalculatorWords.ts";
import { Verdict } from "./Verdict.tsx";

const selectInspection = (state: PlaygroundState) => state.presentation?.inspection;
const selectBeatIndex = (state: PlaygroundState) => state.beat;
const selectWorld = (state: PlaygroundState) => state.summary?.world;
const selectNodes = (state: PlaygroundState) => state.scene?.nodes;

const resources = ["cpu", "memory"] as const;

/** Usage, requests, limits and allocatable of a node, its Pods and their containers, at the playhead. */
export function Resources() {
  const t = useCalculatorWords();
  const inspection = usePlayground(selectInspection);
  const world = usePlayground(selectWorld);
  const beat = usePlayground(selectBeatIndex);
  const wanted = useInspector((state) => state.calculatorNode);
  const nodes = usePlayground(selectNodes);
  const names = useMemo(() => (nodes ?? []).map(({ name }) => name).sort(byName), [nodes]);
  const own = nodes?.find(({ pods }) => pods.some((pod) => pod.own))?.name;
  const name = names.find((each) => each === wanted) ?? own ?? names[0];
  const layers = useMemo(
    () => (inspection && world && name !== undefined ? resourceLayers(inspection.momentAt(beat, world), name) : null),
    [inspection, world, beat, name],
  );
  if (!layers) return <p className={style.lead}>{t("resources.none")}</p>;
  return (
    <div className={style.body}>
      <p className={style.lead}>{t("resources.lead")}</p>
      <ChoiceField
        label={t("calculators.node")}
        value={layers.node}
        choices={names.map((each) => [each, each])}
        onChange={(to) => useInspector.setState({ calculatorNode: to })}
      />
      {resources.map((resource) => (
        <OfNode key={resource} resource={resource} layers={layers} />
      ))}
      <h3>{t("resources.pods", { count: layers.pods.length })}</h3>
      {layers.pods.map((pod) => (
        <OfPod key={pod.pod} pod={pod} allocatable={layers.allocatable} />
      ))}
    </div>
  );
}

type Resource = (typeof resources)[number];

interface OfNodeProps {
  readonly resource: Resource;
  readonly layers: NodeLayers;
}

function OfNode({ resource, layers }: OfNodeProps) {
  const t = useCalculatorWords();
  const allocatable = layers.allocatable[resource];
  const { usage, requests, limits, unlimited } = layers[resource];
  const text = (amount: number): string => amountText(resource, amount);
  const percent = (amount: number): string => `${Math.round((amount / Math.max(1, allocatable)) * 100)} %`;
  return (
    <section className={style.resource}>
      <h3>{resource}</h3>
      <LayerBar layers={layers[resource]} allocatable={allocatable} />
      <dl className={style.layers}>
        <dt data-layer="usage">{t("resources.usage")}</dt>
        <dd>{usage === null ? t("resources.notMeasured") : `${text(usage)} · ${percent(usage)}`}</dd>
        <dt data-layer="requests">{t("resources.requests")}</dt>
        <dd>
          {text(requests)} · {percent(requests)}
        </dd>
        <dt data-layer="limits">{t("resources.limits")}</dt>
        <dd>
          {limits > 0 ? `${text(limits)} · ${percent(limits)}` : "–"}
          {unlimited > 0 && <span className={style.under}>{t("resources.unlimited", { count: unlimited })}</span>}
        </dd>
        <dt data-layer="allocatable">{t("resources.allocatable")}</dt>
        <dd>{text(allocatable)}</dd>
      </dl>
      <p className={style.note}>{t("resources.free", { free: text(Math.max(0, allocatable - requests)) })}</p>
      {limits > allocatable && (
        <Verdict tone="warn">{t("resources.overcommitted", { percent: percent(limits), resource })}</Verdict>
      )}
    </section>
  );
}

interface OfPodProps {
  readonly pod: PodLayers;
  readonly allocatable: NodeLayers["allocatable"];
}

function OfPod({ pod, allocatable }: OfPodProps) {
  const t = useCalculatorWords();
  return (
    <details className={style.podLayers}>
      <summary>
        <span>
          <strong>{pod.pod.replace(/^default\//, "")}</strong> <span className={style.note}>{pod.qosClass}</span>
        </span>
        {resources.map((resource) => (
          <LayerBar key={resource} layers={pod[resource]} allocatable={allocatable[resource]} label={resource} />
        ))}
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("resources.container")}</th>
            <th scope="col">{t("resources.usage")}</th>
            <th scope="col">{t("resources.requests")}</th>
            <th scope="col">{t("resources.limits")}</th>
          </tr>
        </thead>
        <tbody>
          {pod.containers.flatMap((container) =>
            resources.map((resource) => (
              <tr key={`${container.name} ${resource}`}>
                <th scope="row">
                  {container.name} <span className={style.note}>{resource}</span>
                </th>
                <Figures resource={resource} layers={container[resource]} />
              </tr>
            )),
          )}
        </tbody>
      </table>
    </details>
  );
}

function Figures({ resource, layers }: { readonly resource: Resource; readonly layers: Layers }) {
  const t = useCalculatorWords();
  const { usage, requests, limits, unlimited } = layers;
  return (
    <>
      <td>{usage === null ? "–" : amountText(resource, usage)}</td>
      <td>{requests === 0 ? "–" : amountText(resource, requests)}</td>
      <td>{unlimited > 0 ? t("resources.noLimit") : amountText(resource, limits)}</td>
    </>
  );
}
