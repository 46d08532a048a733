import { useMemo } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import style from "./Inspector.module.css";
import { lineDiff } from "./lineDiff.ts";
import { Rosetta } from "./Rosetta.tsx";
import { yamlLines } from "./yamlText.ts";

const selectSelection = (state: PlaygroundState) => state.selection;
const selectPresentation = (state: PlaygroundState) => state.presentation;
const selectBeatIndex = (state: PlaygroundState) => state.beat;

const signs = { same: " ", added: "+", removed: "−" } as const;

/** The selected object as etcd has it at this beat, with what the beat changed; for the Pod on stage, the Rosetta. */
export function ObjectTab() {
  const t = useTranslate();
  const selection = usePlayground(selectSelection);
  const presentation = usePlayground(selectPresentation);
  const beat = usePlayground(selectBeatIndex);
  const model = useMemo(() => presentation?.objectAt(selection, beat) ?? null, [presentation, selection, beat]);
  const rosetta = useMemo(() => presentation?.rosettaAt(beat) ?? null, [presentation, beat]);
  const lines = useMemo(() => {
    if (!model?.object) return [];
    const after = yamlLines(model.object);
    return lineDiff(model.before ? yamlLines(model.before) : after, after);
  }, [model]);
  const isPodOnStage = selection === null || selection === rosetta?.pod;
  const changed = lines.filter(({ sign }) => sign !== "same").length;
  return (
    <>
      {rosetta && isPodOnStage && <Rosetta model={rosetta} />}
      <section className={style.section}>
        <header className={style.head}>
          <h2>{model?.object ? `${model.object.kind} ${model.object.metadata.name ?? ""}` : t("object.title")}</h2>
          {changed > 0 && <span>{t("object.changed")}</span>}
        </header>
        {lines.length === 0 ? (
          <p className={style.note}>{t("inspector.noObject")}</p>
        ) : (
          <pre className={style.yaml}>
            {lines.map(({ sign, text }, index) => (
              <span
                className={style[sign]}
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names; they are drawn anew as a whole
                key={index}
              >
                {signs[sign]} {text}
                {"\n"}
              </span>
            ))}
          </pre>
        )}
      </section>
    </>
  );
}
