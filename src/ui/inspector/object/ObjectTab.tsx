import { Copy } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import type { ObjectModel, Turn } from "../../../projection/inspection/model.ts";
import { type PlaygroundState, usePlayground } from "../../../state/playground.ts";
import { Button, IconButton } from "../../components/Button.tsx";
import { useAfterPaint } from "../../components/useAfterPaint.ts";
import { virtualTimeText } from "../../timeline/virtualTime.ts";
import { Section } from "../Section.tsx";
import { useInspectorWords } from "../useInspectorWords.ts";
import { ObjectPicker } from "./ObjectPicker.tsx";
import style from "./object.module.css";
import { Rosetta } from "./Rosetta.tsx";
import { YamlView } from "./YamlView.tsx";
import { yamlDiff } from "./yamlDiff.ts";
import { textOf, yamlLines } from "./yamlText.ts";

/** What was selected, else the Pod that was chosen for the stage; null: nothing was, and the beats lead. */
const selectSelection = ({ selection, focusPod }: PlaygroundState) => selection ?? (focusPod && `pod/${focusPod}`);
const selectBeatIndex = ({ beat }: PlaygroundState) => beat;
const selectMoment = ({ presentation, beat }: PlaygroundState) => ({ inspection: presentation?.inspection, beat });

/** The selected object, or what the beat is about, as etcd has it at this beat, with what the beat changed; for a Pod, the Rosetta first. */
export function ObjectTab() {
  const selection = usePlayground(selectSelection);
  // The stage is first: what stands beside it follows.
  const { inspection, beat } = useAfterPaint(usePlayground(useShallow(selectMoment)));
  const model = useMemo(() => inspection?.objectAt(selection, beat) ?? null, [inspection, selection, beat]);
  const rosetta = useMemo(() => {
    if (!inspection || !model?.object || model.kind !== "Pod" || model.inRequest) return null;
    return inspection.rosettaAt(`${model.namespace}/${model.name}`, beat);
  }, [inspection, model, beat]);
  const top = useRef<HTMLDivElement>(null);
  const hasRosetta = rosetta !== null;
  useEffect(() => {
    // Before it was there the tab may have come to what changed, further down.
    if (hasRosetta) top.current?.scrollIntoView({ block: "nearest" });
  }, [hasRosetta]);
  return (
    <>
      <div ref={top} />
      <ObjectPicker model={model} />
      {rosetta && <Rosetta model={rosetta} />}
      <Yaml model={model} follows={rosetta === null} />
    </>
  );
}

function Yaml({ model, follows }: { readonly model: ObjectModel | null; readonly follows: boolean }) {
  const t = useInspectorWords();
  const lines = useMemo(() => {
    if (!model?.object) return [];
    return yamlDiff(model.before && yamlLines(model.before), yamlLines(model.object));
  }, [model]);
  const changes = lines.filter(({ sign }) => sign !== "same").length;
  const note =
    model?.object && !model.before
      ? t("object.new")
      : changes > 0
        ? t("object.changes", { count: changes })
        : t("object.unchanged");
  return (
    <Section id="yaml" title={t("object.yaml")} note={model?.object ? note : null}>
      {model?.inRequest && <p className={style.note}>{t("object.inRequest")}</p>}
      {model?.object ? (
        <>
          <CopyButton object={model.object} />
          <YamlView
            lines={lines}
            container={model.container}
            follows={follows && changes > 0 && model.before !== null}
          />
        </>
      ) : (
        <Absence model={model} />
      )}
    </Section>
  );
}

/** Why there is nothing to show, and the way to the beat where there is. */
function Absence({ model }: { readonly model: ObjectModel | null }) {
  const t = useInspectorWords();
  if (!model) return <p className={style.note}>{t("object.nothing")}</p>;
  const { gone, coming } = model;
  const turn = gone ?? coming;
  const text = !turn
    ? t("object.absent")
    : t(gone ? "object.gone" : "object.coming", { time: virtualTimeText(turn.time) });
  return (
    <>
      <p className={style.note}>{text}</p>
      {turn && <GoTo turn={turn} />}
    </>
  );
}

function GoTo({ turn: { beat } }: { readonly turn: Turn }) {
  const t = useInspectorWords();
  const at = usePlayground(selectBeatIndex);
  if (beat === null || beat === at) return null;
  return (
    <Button onClick={() => usePlayground.getState().goTo({ beat, p: 1 })}>
      {t("inspector.goTo", { beat: beat + 1 })}
    </Button>
  );
}

function CopyButton({ object }: { readonly object: object }) {
  const t = useInspectorWords();
  const [said, setSaid] = useState<{ object: object; text: string } | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(textOf(yamlLines(object)));
      setSaid({ object, text: t("object.copied") });
    } catch {
      setSaid({ object, text: t("object.copyFailed") });
    }
  };
  return (
    <div className={style.copy}>
      <span role="status">{said?.object === object && said.text}</span>
      <IconButton label={t("object.copy")} onClick={() => void copy()}>
        <Copy size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
