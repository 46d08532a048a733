import { Calculator, ChevronDown, Undo2 } from "lucide-react";
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import type { Pod } from "../../../engine/index.ts";
import type { ObjectModel, StoredObject } from "../../../projection/inspection/model.ts";
import { selectionOf } from "../../../projection/inspection/selection.ts";
import { openCalculator } from "../../../state/inspector.ts";
import { type PlaygroundState, usePlayground } from "../../../state/playground.ts";
import { Button, IconButton } from "../../components/Button.tsx";
import { Menu } from "../../components/Menu.tsx";
import { Popover } from "../../components/Popover.tsx";
import { useInspectorWords } from "../useInspectorWords.ts";
import style from "./picker.module.css";

const selectSelection = (state: PlaygroundState) => state.selection;
const selectInspection = (state: PlaygroundState) => state.presentation?.inspection;
const selectBeatIndex = (state: PlaygroundState) => state.beat;

/** What is shown, and the way to any other object in etcd. */
export function ObjectPicker({ model }: { readonly model: ObjectModel | null }) {
  const t = useInspectorWords();
  const selection = usePlayground(selectSelection);
  const [open, setOpen] = useState(false);
  const { select } = usePlayground.getState();
  return (
    <div className={style.bar}>
      <Popover
        label={t("object.choose")}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button className={style.trigger} title={t("object.choose")}>
            <span className={style.kind}>{model?.kind || t("object.choose")}</span>
            <span className={style.name}>
              {model?.namespace ? `${model.namespace}/` : ""}
              {model?.name}
            </span>
            <ChevronDown size={16} aria-hidden />
          </Button>
        }
      >
        <ObjectList
          current={model?.key ?? null}
          onChoose={(key) => {
            select(selectionOf(key));
            setOpen(false);
          }}
        />
      </Popover>
      <Calculators model={model} />
      {selection !== null && (
        <IconButton label={t("object.onStage")} onClick={() => select(null)}>
          <Undo2 size={17} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

/** From a Node or a Pod to the arithmetic that it is part of. */
function Calculators({ model }: { readonly model: ObjectModel | null }) {
  const t = useInspectorWords();
  const kind = model?.kind;
  if (kind !== "Node" && kind !== "Pod") return null;
  const nodeName = (model?.object as Pod | null)?.spec?.nodeName ?? null;
  const node = kind === "Node" ? (model?.name ?? null) : nodeName;
  const names = ["resources", "taints", ...(kind === "Pod" ? (["spread", "preemption"] as const) : [])] as const;
  return (
    <Menu
      label={t("inspector.calculators")}
      align="end"
      trigger={
        <IconButton label={t("inspector.calculators")}>
          <Calculator size={17} aria-hidden />
        </IconButton>
      }
      groups={[
        names.map((calculator) => ({
          id: calculator,
          label: t("inspector.calculator", { calculator }),
          onSelect: () => openCalculator(calculator, node),
        })),
      ]}
    />
  );
}

/** More than anyone reads: the search narrows. */
const mostShown = 200;

interface ObjectListProps {
  readonly current: string | null;
  readonly onChoose: (key: string) => void;
}

function ObjectList({ current, onChoose }: ObjectListProps) {
  const t = useInspectorWords();
  const id = useId();
  const inspection = usePlayground(selectInspection);
  const beat = usePlayground(selectBeatIndex);
  const [search, setSearch] = useState("");
  const [kind, setKind] = useState("");
  // Until someone types or moves, the object that is shown is the active one.
  const [active, setActive] = useState<number | null>(null);
  const stored = useMemo(() => inspection?.storedAt(beat) ?? [], [inspection, beat]);
  const counts = useMemo(() => countKinds(stored), [stored]);
  const found = useMemo(() => matching(stored, search, kind), [stored, search, kind]);
  const shown = found.slice(0, mostShown);
  const at = Math.min(
    active ??
      Math.max(
        0,
        shown.findIndex(({ key }) => key === current),
      ),
    shown.length - 1,
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    if (event.key in moves) {
      event.preventDefault();
      const to = Math.max(0, Math.min(shown.length - 1, at + moves[event.key]));
      setActive(to);
      document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && shown[at]) {
      event.preventDefault();
      onChoose(shown[at].key);
    }
  };
  return (
    <div className={style.picker}>
      <input
        type="search"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={shown[at] ? `${id}-${at}` : undefined}
        aria-label={t("object.search")}
        placeholder={t("object.search")}
        autoComplete="off"
        spellCheck={false}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <select
        aria-label={t("object.kind")}
        value={kind}
        onChange={(event) => {
          setKind(event.target.value);
          setActive(0);
        }}
      >
        <option value="">{t("object.allKinds", { count: stored.length })}</option>
        {[...counts].map(([name, count]) => (
          <option key={name} value={name}>
            {t("object.ofKind", { kind: name, count })}
          </option>
        ))}
      </select>
      <div className={style.list} role="listbox" id={id} aria-label={t("object.list")}>
        {shown.map((object, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and names the active option
          <div
            key={object.key}
            id={`${id}-${index}`}
            role="option"
            className={style.option}
            aria-selected={object.key === current}
            ref={index === at && active === null ? intoView : undefined}
            data-active={index === at || undefined}
            onClick={() => onChoose(object.key)}
          >
            <span className={style.kind}>{object.kind}</span>
            <span className={style.name}>
              {object.namespace ? `${object.namespace}/` : ""}
              {object.name}
            </span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={style.note}>{t("object.none")}</p>}
      {found.length > shown.length && (
        <p className={style.note}>{t("object.more", { count: found.length - shown.length })}</p>
      )}
    </div>
  );
}

const intoView = (option: HTMLElement | null): void => option?.scrollIntoView({ block: "nearest" });

function countKinds(stored: readonly StoredObject[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of stored) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Every word of the search is somewhere in kind, namespace or name. */
function matching(stored: readonly StoredObject[], search: string, kind: string): readonly StoredObject[] {
  const words = search
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean);
  return stored.filter((object) => {
    if (kind !== "" && object.kind !== kind) return false;
    const text = `${object.kind} ${object.namespace ?? ""} ${object.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
