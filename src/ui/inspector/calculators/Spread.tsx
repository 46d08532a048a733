import { useMemo, useState } from "react";
import {
  explainSpread,
  type Node,
  type Pod,
  type SpreadDomain,
  type SpreadDomains,
  type TopologySpreadConstraint,
} from "../../../engine/index.ts";
import type { Cluster } from "../../../projection/inspection/model.ts";
import { type PlaygroundState, usePlayground } from "../../../state/playground.ts";
import { Button } from "../../components/Button.tsx";
import { PodSquare } from "../../components/PodShape.tsx";
import { StateIcon } from "../../components/StateIcon.tsx";
import { ToggleGroup } from "../../components/ToggleGroup.tsx";
import style from "./calculators.module.css";
import { ChoiceField, NumberField, TextField } from "./Fields.tsx";
import { labelsOf, labelsText, selectorText } from "./labels.ts";
import { useCalculatorWords } from "./useCalculatorWords.ts";
import { Verdict } from "./Verdict.tsx";

/** A Pod as someone tries it: its labels and its constraints. */
type Tried = Partial<{
  readonly labels: { readonly [key: string]: string };
  readonly constraints: readonly TopologySpreadConstraint[];
}>;

function withTried(pod: Pod, { labels, constraints }: Tried): Pod {
  return {
    ...pod,
    metadata: { ...pod.metadata, ...(labels && { labels }) },
    spec: { ...pod.spec, ...(constraints && { topologySpreadConstraints: [...constraints] }) },
  };
}

const byDefault = {};
const selectConfiguration = (state: PlaygroundState): object => state.summary?.schedulerConfiguration ?? byDefault;

/** The domains of a spread constraint, and the skew that the Pod would make in each. */
export function Spread({ cluster: { pod, objects } }: { readonly cluster: Cluster }) {
  const t = useCalculatorWords();
  const [tried, setTried] = useState<Tried>({});
  const [chosen, setChosen] = useState(0);
  const own = useMemo(() => withTried(pod, tried), [pod, tried]);
  const configuration = usePlayground(selectConfiguration);
  const reports = useMemo(() => explainSpread(own, objects, configuration), [own, objects, configuration]);
  const constraints = own.spec.topologySpreadConstraints ?? [];
  const report = reports[Math.min(chosen, reports.length - 1)];
  // The engine tells the strict ones first; a constraint is found again among the Pod's own by its place in its kind.
  const ordered = [
    ...constraints.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === "DoNotSchedule"),
    ...constraints.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === "ScheduleAnyway"),
  ];
  const constraint = ordered[Math.min(chosen, reports.length - 1)];
  const change = (to: Partial<TopologySpreadConstraint>): void =>
    setTried((before) => ({
      ...before,
      constraints: constraints.map((one) => (one === constraint ? { ...one, ...to } : one)),
    }));
  const tryOne = (): void => setTried((before) => ({ ...before, constraints: [overZones(own)] }));
  return (
    <div className={style.body}>
      <p className={style.lead}>{t("spread.lead")}</p>
      {reports.length > 1 && (
        <ToggleGroup
          label={t("spread.which")}
          value={String(Math.min(chosen, reports.length - 1))}
          onChange={(value) => setChosen(Number(value))}
          choices={reports.map(({ topologyKey }, index) => ({
            value: String(index),
            label: t("spread.constraint", { number: index + 1, key: shortKey(topologyKey) }),
          }))}
        />
      )}
      {report ? <Report report={report} isDefault={constraints.length === 0} /> : <p>{t("spread.none")}</p>}
      {constraint ? (
        <details className={style.try} open={Object.keys(tried).length > 0 || undefined}>
          <summary>{t("spread.try")}</summary>
          {Object.keys(tried).length > 0 && <p className={style.note}>{t("calculators.tried")}</p>}
          <Form constraint={constraint} keys={topologyKeys(objects as Node[])} onChange={change} />
          <LabelsField
            key={labelsText(pod.metadata.labels ?? {})}
            labels={own.metadata.labels ?? {}}
            onChange={(labels) => setTried((before) => ({ ...before, labels }))}
          />
          <p className={style.note}>
            {t("spread.selector")}: <code>{selectorText(constraint.labelSelector)}</code>
          </p>
          {Object.keys(tried).length > 0 && <Button onClick={() => setTried({})}>{t("calculators.reset")}</Button>}
        </details>
      ) : (
        <Button onClick={tryOne}>{t("spread.tryOne")}</Button>
      )}
    </div>
  );
}

const shortKey = (key: string): string => key.slice(key.lastIndexOf("/") + 1);

function overZones({ metadata: { labels } }: Pod): TopologySpreadConstraint {
  return {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector: { matchLabels: { ...labels } },
  };
}

/** Labels that nodes have: what a constraint may spread over. */
function topologyKeys(objects: readonly Node[]): readonly string[] {
  const keys = new Set<string>();
  for (const { kind, metadata } of objects)
    if (kind === "Node") for (const key of Object.keys(metadata.labels ?? {})) keys.add(key);
  return [...keys].sort();
}

function Report({ report, isDefault }: { readonly report: SpreadDomains; readonly isDefault: boolean }) {
  const t = useCalculatorWords();
  const { domains, min, minDomains, maxSkew, selfMatch, whenUnsatisfiable, withoutKey } = report;
  const counting = domains.filter(({ counts }) => counts).length;
  const isStrict = whenUnsatisfiable === "DoNotSchedule";
  return (
    <>
      {isDefault && <p className={style.note}>{t("spread.defaults")}</p>}
      {!isStrict && <p className={style.note}>{t("spread.soft")}</p>}
      <table className={style.domains}>
        <caption>
          <code>{report.topologyKey}</code> · maxSkew {maxSkew} · {whenUnsatisfiable}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("spread.domain")}</th>
            <th scope="col">
              {t("spread.count")} + {t("spread.self")} − {t("spread.minimum")} = {t("spread.skew")}
            </th>
            <th scope="col">≤ {maxSkew}?</th>
          </tr>
        </thead>
        <tbody>
          {domains.map((domain) => (
            <DomainRow key={domain.domain} domain={domain} selfMatch={selfMatch} min={min} maxSkew={maxSkew} />
          ))}
        </tbody>
      </table>
      <p className={style.note}>{t(selfMatch === 1 ? "spread.selfYes" : "spread.selfNo")}</p>
      <p className={style.note}>
        {counting < minDomains
          ? t("spread.minDomains", { domains: counting, minDomains })
          : t("spread.minimumIs", { min })}
        {" · "}nodeAffinityPolicy {report.nodeAffinityPolicy} · nodeTaintsPolicy {report.nodeTaintsPolicy}
      </p>
      {withoutKey.length > 0 && (
        <Verdict tone="fail">{t("spread.withoutKey", { nodes: withoutKey.join(", ") })}</Verdict>
      )}
      <details className={style.try}>
        <summary>{t("spread.nodes")}</summary>
        <ul className={style.nodes}>
          {domains.flatMap(({ domain, nodes }) =>
            nodes.map(({ node, leftOut, pods }) => (
              <li key={`${domain}/${node}`}>
                <strong>{node}</strong> <span className={style.note}>{domain}</span>
                <span>
                  {leftOut ? t(`spread.left.${leftOut}`) : t("spread.pods", { count: pods.length })}
                  {!leftOut && pods.length > 0 && ` (${pods.join(", ")})`}
                </span>
              </li>
            )),
          )}
        </ul>
      </details>
    </>
  );
}

interface DomainRowProps {
  readonly domain: SpreadDomain;
  readonly selfMatch: number;
  readonly min: number;
  readonly maxSkew: number;
}

/** More Pods than these are said, not drawn. */
const mostSquares = 8;

function DomainRow({ domain: { domain, counts, count, skew }, selfMatch, min, maxSkew }: DomainRowProps) {
  const t = useCalculatorWords();
  const allowed = skew <= maxSkew;
  return (
    <tr>
      <th scope="row">
        {domain}
        <span className={style.squares} aria-hidden>
          {Array.from({ length: Math.min(count, mostSquares) }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: squares without names
            <PodSquare key={index} />
          ))}
          {selfMatch === 1 && <PodSquare own />}
        </span>
      </th>
      <td>
        {counts || count > 0 ? null : <span className={style.under}>{t("spread.isOut")}</span>}
        <code>
          {count} + {selfMatch} − {min} = <b>{skew}</b>
        </code>
      </td>
      <td>
        <span className={style.answer} data-tone={allowed ? "pass" : "fail"}>
          <StateIcon tone={allowed ? "pass" : "fail"} size={15} />
          {t(allowed ? "spread.allowed" : "spread.notAllowed")}
        </span>
      </td>
    </tr>
  );
}

interface FormProps {
  readonly constraint: TopologySpreadConstraint;
  readonly keys: readonly string[];
  readonly onChange: (change: Partial<TopologySpreadConstraint>) => void;
}

function Form({ constraint, keys, onChange }: FormProps) {
  const policies = [
    ["Honor", "Honor"],
    ["Ignore", "Ignore"],
  ] as const;
  const { topologyKey, maxSkew, minDomains, nodeAffinityPolicy, nodeTaintsPolicy } = constraint;
  return (
    <div className={style.form}>
      <NumberField label="maxSkew" value={maxSkew} min={1} onChange={(to) => onChange({ maxSkew: to })} />
      <NumberField label="minDomains" value={minDomains ?? 1} min={1} onChange={(to) => onChange({ minDomains: to })} />
      <ChoiceField
        label="topologyKey"
        value={topologyKey}
        choices={[...new Set([topologyKey, ...keys])].map((key) => [key, key])}
        onChange={(to) => onChange({ topologyKey: to })}
      />
      <ChoiceField
        label="nodeAffinityPolicy"
        value={(nodeAffinityPolicy as "Honor" | "Ignore" | undefined) ?? "Honor"}
        choices={policies}
        onChange={(to) => onChange({ nodeAffinityPolicy: to })}
      />
      <ChoiceField
        label="nodeTaintsPolicy"
        value={(nodeTaintsPolicy as "Honor" | "Ignore" | undefined) ?? "Ignore"}
        choices={policies}
        onChange={(to) => onChange({ nodeTaintsPolicy: to })}
      />
    </div>
  );
}

interface LabelsFieldProps {
  readonly labels: { readonly [key: string]: string };
  readonly onChange: (labels: { readonly [key: string]: string }) => void;
}

function LabelsField({ labels, onChange }: LabelsFieldProps) {
  const t = useCalculatorWords();
  const [text, setText] = useState(labelsText(labels));
  return (
    <TextField
      label={t("spread.podLabels")}
      value={text}
      note={t("spread.labelsNote")}
      onChange={(to) => {
        setText(to);
        onChange(labelsOf(to));
      }}
    />
  );
}
