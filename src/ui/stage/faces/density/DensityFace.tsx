import { ChevronRight, X } from "lucide-react";
import { Fragment, useLayoutEffect, useMemo, useRef } from "react";
import { cardColumns, cardSize, type DensityLevel, levelAt } from "../../../../projection/stage/density.ts";
import type { PlaceFrame, StageFrame } from "../../../../projection/stage/frame.ts";
import { IconButton } from "../../../components/Button.tsx";
import { useFrame, useOpened, useStageActions } from "../../frameStore.ts";
import { NodeFace } from "../NodeFaces.tsx";
import { CellList } from "./CellList.tsx";
import styles from "./density.module.css";
import { GroupCard } from "./GroupCard.tsx";
import { Legend } from "./Legend.tsx";
import { Strips } from "./Strips.tsx";
import { useDensityWords } from "./useDensityWords.ts";

const selectNodes = (frame: StageFrame) => frame.nodes;
const selectAct = (frame: StageFrame) => frame.act;

/** Heights of the lines above and below an opened group, and the width of the node beside it, pixels. */
const [pathHeight, stripsHeight, nodeWidth] = [32, 44, 190];

/** A face that is lower needs all of it for its cells. */
const leastForLegend = 190;

/**
 * More nodes than there is room for cards: zones, then pools, then nodes. What is opened takes the room, the rest become
 * strips; Escape and the path lead back.
 */
export function DensityFace({ place }: { readonly place: PlaceFrame }) {
  const w = useDensityWords();
  const all = useFrame(selectNodes);
  const act = useFrame(selectAct);
  const { path, open } = useOpened();
  const { selection, pick } = useStageActions();
  const level = useMemo(() => levelAt(all, path), [all, path]);
  const unseen = useMemo(() => act === 4 && all.some(({ state }) => state !== "resting"), [act, all]);
  const selected = selection?.startsWith("node/") ? selection.slice("node/".length) : null;
  const card = level.nodes?.find(({ name }) => name === selected);

  // Where the focus goes when what had it is gone: into what was opened, or back to what was closed.
  const face = useRef<HTMLElement>(null);
  const next = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (next.current === null) return;
    const back = face.current?.querySelector<HTMLElement>(`[data-group="${CSS.escape(next.current)}"]`);
    (back ?? face.current?.querySelector<HTMLElement>("[data-cells], [data-group]"))?.focus({ preventScroll: true });
    next.current = null;
  });
  const go = (to: readonly string[], from = ""): void => {
    next.current = from;
    open(to);
  };
  const up = (): void => go(level.path.slice(0, -1), level.path.at(-1));
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key !== "Escape" || level.path.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    up();
  };

  const { w: width, h: height } = place.box;
  const opened = level.path.length > 0;
  const legend = height < leastForLegend ? 0 : width < 480 ? 44 : 24;
  const box = {
    w: width,
    h: height - legend - (opened ? pathHeight : 0) - (level.siblings.length > 1 ? stripsHeight : 0),
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape, from whatever has the focus inside
    <section ref={face} className={styles.density} onKeyDown={onKeyDown}>
      {opened ? <Path level={level} count={all.length} onOpen={go} onUp={up} /> : null}
      {level.nodes ? (
        <div className={styles.opened} style={{ height: box.h }}>
          <CellList
            key={level.path.join("/")}
            label={w("cells", {
              group: titleOf(w, level),
              nodes: w("nodes", { count: level.nodes.length }),
            })}
            nodes={level.nodes}
            width={box.w - 26 - (card ? nodeWidth + 10 : 0)}
            height={box.h - 22}
            unseen={unseen}
            selected={selected}
            onSelect={(node) => pick(`node/${node}`)}
          />
          {card ? (
            <div className={styles.node} style={{ width: nodeWidth }}>
              <NodeFace
                place={{
                  id: `node/${card.name}`,
                  kind: "node",
                  name: card.name,
                  face: "card",
                  box: { x: 0, y: 0, w: nodeWidth, h: box.h },
                  opacity: 1,
                  now: false,
                }}
              />
            </div>
          ) : null}
        </div>
      ) : (
        <Groups
          level={level}
          box={box}
          unseen={unseen}
          selected={selected}
          onOpen={(name) => go([...level.path, name])}
        />
      )}
      <Strips
        groups={level.siblings}
        opened={level.path.at(-1) ?? ""}
        onOpen={(name) => go([...level.path.slice(0, -1), name])}
      />
      {legend > 0 ? <Legend nodes={level.nodes ?? all} height={legend} /> : null}
    </section>
  );
}

function titleOf(w: ReturnType<typeof useDensityWords>, { path, siblings }: DensityLevel): string {
  const name = path.at(-1) ?? "";
  const kind = siblings.find((group) => group.name === name)?.kind ?? "zone";
  return w(kind, { name });
}

interface PathProps {
  readonly level: DensityLevel;
  readonly count: number;
  readonly onOpen: (path: readonly string[], from?: string) => void;
  readonly onUp: () => void;
}

/** Where one is, and the way back. */
function Path({ level, count, onOpen, onUp }: PathProps) {
  const w = useDensityWords();
  const { path } = level;
  return (
    <nav className={styles.path} aria-label={w("path")}>
      <button type="button" onClick={() => onOpen([], path[0])}>
        {w("all", { count })}
      </button>
      {path.map((name, depth) => {
        const isLast = depth === path.length - 1;
        return (
          <Fragment key={name}>
            <ChevronRight size={14} aria-hidden />
            {isLast ? (
              <span aria-current="page">{titleOf(w, level)}</span>
            ) : (
              <button type="button" onClick={() => onOpen(path.slice(0, depth + 1), path[depth + 1])}>
                {w("zone", { name })}
              </button>
            )}
          </Fragment>
        );
      })}
      <IconButton label={w("up")} className={styles.up} onClick={onUp}>
        <X size={16} aria-hidden />
      </IconButton>
    </nav>
  );
}

interface GroupsProps {
  readonly level: DensityLevel;
  readonly box: { readonly w: number; readonly h: number };
  readonly unseen: boolean;
  readonly selected: string | null;
  readonly onOpen: (name: string) => void;
}

function Groups({ level: { groups }, box, unseen, selected, onOpen }: GroupsProps) {
  const most = Math.max(1, ...groups.map((group) => group.nodes.length));
  const columns = cardColumns(groups.length, most, box);
  const { width, height } = cardSize(groups.length, columns, box);
  return (
    <div className={styles.groups} style={{ height: box.h, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {groups.map((group) => (
        <GroupCard
          key={group.name}
          group={group}
          width={width}
          height={Math.max(110, height)}
          unseen={unseen}
          selected={selected}
          onOpen={() => onOpen(group.name)}
        />
      ))}
    </div>
  );
}
