import { useId, useState } from "react";
import { cellGrid, nextCell } from "../../../../projection/stage/density.ts";
import type { NodeFrame } from "../../../../projection/stage/reveal/nodes.ts";
import { Cells } from "./Cells.tsx";
import styles from "./density.module.css";
import { describeNode, useDensityWords } from "./useDensityWords.ts";

interface Props {
  readonly label: string;
  readonly nodes: readonly NodeFrame[];
  readonly width: number;
  readonly height: number;
  readonly unseen: boolean;
  readonly selected: string | null;
  readonly onSelect: (node: string) => void;
}

/** The largest side of a cell, pixels: here is room for more than in a card. */
const largest = 44;
/** Rows that Page Up and Page Down move by. */
const pageRows = 5;

/**
 * The nodes of an opened group. To a screen reader they are a list with one option at a time, the one that the arrow
 * keys are at: thousands of elements would be for nobody.
 */
export function CellList({ label, nodes, width, height, unseen, selected, onSelect }: Props) {
  const w = useDensityWords();
  const id = useId();
  const [at, setAt] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const chosen = nodes.findIndex(({ name }) => name === selected);
  const own = nodes.findIndex(({ name }) => name === at);
  const active = Math.max(0, own >= 0 ? own : chosen);
  const node = nodes[active];
  const { columns } = cellGrid(nodes.length, width, height, largest);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = nextCell(event.key, active, nodes.length, columns, pageRows);
    if (next !== null) setAt(nodes[next].name);
    else if (event.key === "Enter" || event.key === " ") onSelect(node.name);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="listbox"
      tabIndex={0}
      className={styles.list}
      aria-label={label}
      aria-activedescendant={node ? id : undefined}
      data-cells
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <Cells
        nodes={nodes}
        width={width}
        height={height}
        unseen={unseen}
        selected={chosen}
        active={focused ? active : -1}
        largest={largest}
        onPress={(index) => {
          if (!nodes[index]) return;
          setAt(nodes[index].name);
          onSelect(nodes[index].name);
        }}
      />
      {node ? (
        <div
          id={id}
          role="option"
          tabIndex={-1}
          className="visually-hidden"
          aria-selected={node.name === selected}
          aria-posinset={active + 1}
          aria-setsize={nodes.length}
        >
          {describeNode(w, node, unseen)}
        </div>
      ) : null}
    </div>
  );
}
