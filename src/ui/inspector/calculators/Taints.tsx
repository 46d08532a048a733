import { Check, Plus, Trash2, X } from "lucide-react";
import { useState } from "react";
import { checkTolerations, explainToleration, type Node, type Taint, type Toleration } from "../../../engine/index.ts";
import type { Cluster } from "../../../projection/inspection/model.ts";
import { useInspector } from "../../../state/inspector.ts";
import { Button, IconButton } from "../../components/Button.tsx";
import style from "./calculators.module.css";
import { ChoiceField, TextField } from "./Fields.tsx";
import { useCalculatorWords } from "./useCalculatorWords.ts";
import { Verdict } from "./Verdict.tsx";

/** Which toleration tolerates which taint, field by field. */
export function Taints({ cluster: { pod, objects } }: { readonly cluster: Cluster }) {
  const t = useCalculatorWords();
  const wanted = useInspector((state) => state.calculatorNode);
  const nodes = objects.filter(({ kind }) => kind === "Node") as Node[];
  const node =
    nodes.find(({ metadata }) => metadata.name === wanted) ??
    nodes.find(({ spec }) => spec?.taints?.length) ??
    nodes[0];
  const [tried, setTried] = useState<{
    readonly taints?: readonly Taint[];
    readonly tolerations?: readonly Toleration[];
  }>({});
  if (!node) return null;
  const name = node.metadata.name ?? "";
  const taints = tried.taints ?? node.spec?.taints ?? [];
  const tolerations = tried.tolerations ?? pod.spec.tolerations ?? [];
  return (
    <div className={style.body}>
      <p className={style.lead}>{t("taints.lead", { pod: pod.metadata.name ?? "" })}</p>
      <ChoiceField
        label={t("calculators.node")}
        value={name}
        choices={nodes.map(({ metadata: { name: each = "" } }) => [each, each])}
        onChange={(to) => {
          useInspector.setState({ calculatorNode: to });
          setTried(({ tolerations: kept }) => ({ tolerations: kept }));
        }}
      />
      <Outcome node={name} taints={taints} tolerations={tolerations} />
      {taints.map((taint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list of values without names, edited in place
        <TruthTable key={index} taint={taint} tolerations={tolerations} />
      ))}
      {taints.some(({ effect }) => effect === "NoExecute") && <p className={style.note}>{t("taints.evicts")}</p>}
      <Editor
        taints={taints}
        tolerations={tolerations}
        isTried={Object.keys(tried).length > 0}
        onChange={(change) => setTried((before) => ({ ...before, ...change }))}
        onReset={() => setTried({})}
      />
    </div>
  );
}

const isTolerated = (taint: Taint, tolerations: readonly Toleration[]): boolean =>
  tolerations.some((toleration) => explainToleration(toleration, taint).tolerates);

interface TaintsAndTolerations {
  readonly taints: readonly Taint[];
  readonly tolerations: readonly Toleration[];
}

function Outcome({ node, taints, tolerations }: TaintsAndTolerations & { readonly node: string }) {
  const t = useCalculatorWords();
  const open = taints.filter((taint) => !isTolerated(taint, tolerations));
  const refusing = open.find(({ effect }) => effect !== "PreferNoSchedule");
  const avoided = open.filter(({ effect }) => effect === "PreferNoSchedule").length;
  if (taints.length === 0) return <Verdict tone="pass">{t("taints.none", { node })}</Verdict>;
  return (
    <>
      {refusing ? (
        <Verdict tone="fail">{t("taints.refused", { node, taint: taintText(refusing) })}</Verdict>
      ) : (
        <Verdict tone="pass">{t("taints.passes", { node })}</Verdict>
      )}
      {!refusing && avoided > 0 && <Verdict tone="warn">{t("taints.avoided", { count: avoided })}</Verdict>}
    </>
  );
}

function taintText({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ""}:${effect}`;
}

function TruthTable({ taint, tolerations }: { readonly taint: Taint; readonly tolerations: readonly Toleration[] }) {
  const t = useCalculatorWords();
  const tolerated = isTolerated(taint, tolerations);
  return (
    <table className={style.truth}>
      <caption>
        <span className={style.captioned}>
          <code>{taintText(taint)}</code>
          <span className={tolerated ? style.yes : style.no}>
            {t(tolerated ? "taints.tolerated" : "taints.notTolerated")}
          </span>
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("taints.toleration")}</th>
          <th scope="col">{t("taints.key")}</th>
          <th scope="col">{t("taints.value")}</th>
          <th scope="col">{t("taints.effect")}</th>
          <th scope="col">{t("taints.verdict")}</th>
        </tr>
      </thead>
      <tbody>
        {tolerations.map((toleration, index) => {
          const match = explainToleration(toleration, taint);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list of values without names
            <tr key={index}>
              <th scope="row">
                <TolerationText toleration={toleration} />
              </th>
              {([match.key, match.value, match.effect, match.tolerates] as const).map((is, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                <td key={column}>
                  <Mark is={is} />
                </td>
              ))}
            </tr>
          );
        })}
        {tolerations.length === 0 && (
          <tr>
            <td colSpan={5}>{t("taints.noTolerations")}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function TolerationText({ toleration: { key, operator, value, effect } }: { readonly toleration: Toleration }) {
  const t = useCalculatorWords();
  return (
    <>
      <code>{key || t("taints.anyKey")}</code>
      {operator === "Exists" ? " Exists" : <code>={value ?? ""}</code>}
      {", "}
      {effect || t("taints.anyEffect")}
    </>
  );
}

function Mark({ is }: { readonly is: boolean }) {
  const t = useCalculatorWords();
  return is ? (
    <Check size={15} className={style.yes} role="img" aria-label={t("calculators.yes")} />
  ) : (
    <X size={15} className={style.no} role="img" aria-label={t("calculators.no")} />
  );
}

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

interface EditorProps extends TaintsAndTolerations {
  readonly isTried: boolean;
  readonly onChange: (change: Partial<TaintsAndTolerations>) => void;
  readonly onReset: () => void;
}

function Editor({ taints, tolerations, isTried, onChange, onReset }: EditorProps) {
  const t = useCalculatorWords();
  const problems = checkTolerations(tolerations);
  const setTaint = (index: number, change: Partial<Taint>): void =>
    onChange({ taints: taints.map((taint, at) => (at === index ? { ...taint, ...change } : taint)) });
  const setToleration = (index: number, change: Partial<Toleration>): void =>
    onChange({
      tolerations: tolerations.map((toleration, at) => (at === index ? { ...toleration, ...change } : toleration)),
    });
  return (
    <details className={style.try}>
      <summary>{t("taints.try")}</summary>
      {isTried && <p className={style.note}>{t("calculators.tried")}</p>}
      {taints.map((taint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list of values without names, edited in place
        <fieldset key={index}>
          <legend>{t("taints.taintNumber", { number: index + 1 })}</legend>
          <TextField label={t("taints.key")} value={taint.key} onChange={(key) => setTaint(index, { key })} />
          <TextField
            label={t("taints.value")}
            value={taint.value ?? ""}
            onChange={(value) => setTaint(index, { value })}
          />
          <ChoiceField
            label={t("taints.effect")}
            value={taint.effect}
            choices={effects.map((effect) => [effect, effect])}
            onChange={(effect) => setTaint(index, { effect })}
          />
          <IconButton
            label={t("calculators.remove", { what: taintText(taint) })}
            onClick={() => onChange({ taints: taints.filter((_, at) => at !== index) })}
          >
            <Trash2 size={16} aria-hidden />
          </IconButton>
        </fieldset>
      ))}
      <Button
        onClick={() => onChange({ taints: [...taints, { key: "dedicated", value: "gpu", effect: "NoSchedule" }] })}
      >
        <Plus size={15} aria-hidden />
        {t("taints.addTaint")}
      </Button>
      {tolerations.map((toleration, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list of values without names, edited in place
        <fieldset key={index}>
          <legend>{t("taints.tolerationNumber", { number: index + 1 })}</legend>
          <TextField
            label={t("taints.key")}
            value={toleration.key ?? ""}
            placeholder={t("taints.anyKey")}
            onChange={(key) => setToleration(index, { key })}
          />
          <ChoiceField
            label={t("taints.operator")}
            value={toleration.operator || "Equal"}
            choices={[
              ["Equal", "Equal"],
              ["Exists", "Exists"],
            ]}
            onChange={(operator) => setToleration(index, { operator })}
          />
          <TextField
            label={t("taints.value")}
            value={toleration.value ?? ""}
            onChange={(value) => setToleration(index, { value })}
          />
          <ChoiceField
            label={t("taints.effect")}
            value={toleration.effect ?? ""}
            choices={[["", t("taints.anyEffect")], ...effects.map((effect) => [effect, effect] as const)]}
            onChange={(effect) => setToleration(index, { effect: effect || undefined })}
          />
          <IconButton
            label={t("calculators.remove", { what: t("taints.tolerationNumber", { number: index + 1 }) })}
            onClick={() => onChange({ tolerations: tolerations.filter((_, at) => at !== index) })}
          >
            <Trash2 size={16} aria-hidden />
          </IconButton>
          {problems[index] && (
            <p className={style.problem} role="status">
              {t("taints.invalid", { message: problems[index] })}
            </p>
          )}
        </fieldset>
      ))}
      <div className={style.row}>
        <Button onClick={() => onChange({ tolerations: [...tolerations, { key: "dedicated", operator: "Exists" }] })}>
          <Plus size={15} aria-hidden />
          {t("taints.addToleration")}
        </Button>
        {isTried && <Button onClick={onReset}>{t("calculators.reset")}</Button>}
      </div>
    </details>
  );
}
