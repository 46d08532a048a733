import { useMemo, useState } from "react";
import { matching, nodeRows, type RowQuery, type Sort } from "../../projection/decision/rows.ts";
import {
  type CellPlace,
  decidingCell,
  nodesWith,
  refusalCounts,
  revealedVerdicts,
} from "../../projection/decision/verdicts.ts";
import { rankingOf, type Weights } from "../../projection/decision/weights.ts";
import type { DecisionScene } from "../../projection/model.ts";
import { ToggleGroup } from "../components/ToggleGroup.tsx";
import { Arithmetic } from "./Arithmetic.tsx";
import styles from "./decision.module.css";
import { FilterTable } from "./FilterTable.tsx";
import { Funnel } from "./Funnel.tsx";
import { Message } from "./Message.tsx";
import { FilterNotes, ScoreNotes, SkipNote } from "./Notes.tsx";
import { Preemption } from "./Preemption.tsx";
import { type ScoreLooks, ScoreTable } from "./ScoreTable.tsx";
import { Search } from "./Search.tsx";
import { useDecisionWords } from "./useDecisionWords.ts";
import { WeightsPanel } from "./WeightsPanel.tsx";

type Point = "filter" | "score";

/** From this many nodes on there is a search, and the table scrolls by itself. */
const manyNodes = 12;
const everything: RowQuery = { search: "", standing: null, zone: null, reason: null };
const asConfigured: Weights = {};

interface Props {
  readonly decision: DecisionScene;
  readonly selected: string | null;
  /** What the run's chance comes from. */
  readonly seed: number;
  readonly onSelect: (node: string) => void;
}

/** Nodes × plugins, opened like a clock: every verdict and every point, and the numbers behind the cell that is chosen. */
export function DecisionView({ decision, selected, seed, onSelect }: Props) {
  const w = useDecisionWords();
  const { record, phase } = decision;
  const scored = record.score !== null && (decision.revealedScores > 0 || phase === "picked");
  const [point, setPoint] = usePoint(decision, scored);
  const [query, setQuery] = useState(everything);
  const [sorts, setSorts] = useState<{ readonly [P in Point]: Sort | null }>({ filter: null, score: null });
  const [allBlockers, setAllBlockers] = useState(false);
  const [looks, setLooks] = useState<ScoreLooks>("numbers");
  const [weights, setWeights] = useWeights(decision);
  const [below, setBelow] = useState<"arithmetic" | "weights" | null>("arithmetic");
  const [cell, setCell] = useCell(decision, point, selected);

  const rows = useMemo(() => nodeRows(decision), [decision]);
  const many = rows.length > manyNodes;
  // In a short table the nodes with a reason are marked, in a long one the others are left out.
  const found = useMemo(() => matching(rows, many ? query : { ...query, reason: null }), [rows, many, query]);
  const marked = useMemo(
    () => (query.reason === null ? null : nodesWith(record, query.reason)),
    [record, query.reason],
  );
  const verdicts = useMemo(() => revealedVerdicts(decision), [decision]);
  const counts = useMemo(() => refusalCounts(verdicts), [verdicts]);
  const shown = phase === "picked" ? undefined : decision.revealedScores;
  const ranking = useMemo(() => rankingOf(record, weights, shown), [record, weights, shown]);
  const hides = useMemo(
    () => Object.values(record.filterAll).some((blockers) => Object.keys(blockers).length > 1),
    [record],
  );

  const table = {
    fills: many,
    sort: sorts[point],
    onSort: (sort: Sort | null) => setSorts({ ...sorts, [point]: sort }),
    chosen: below === "arithmetic" ? cell : null,
    selected,
    marked,
    onChoose: (node: string, plugin: string | null) => {
      if (plugin !== null && plugin !== "total") {
        setCell({ node, plugin });
        setBelow("arithmetic");
      }
      onSelect(node);
    },
    onClose: below === null ? null : () => setBelow(null),
  };

  const notes =
    point === "filter" ? (
      <FilterNotes decision={decision} allBlockers={allBlockers} />
    ) : (
      <ScoreNotes decision={decision} ranking={ranking} weights={weights} seed={seed} />
    );

  return (
    <div className={styles.panel} data-many={many || undefined}>
      <div className={styles.top}>
        <div className={styles.head}>
          <h2 className={styles.heading}>
            {w(point)}
            <span className={styles.headingNote}> {w(point === "filter" ? "filterNote" : "scoreNote")}</span>
          </h2>
          {scored ? (
            <ToggleGroup
              label={w("name")}
              choices={[
                { value: "filter", label: w("filter") },
                { value: "score", label: w("score") },
              ]}
              value={point}
              onChange={setPoint}
            />
          ) : null}
        </div>
        {point === "filter" ? (
          <Funnel rows={rows} standing={query.standing} onStanding={(standing) => setQuery({ ...query, standing })} />
        ) : null}
        {many ? <Search rows={rows} found={found.length} query={query} onQuery={setQuery} /> : null}
        {point === "filter" && hides ? (
          <ToggleGroup
            label={w("blockers")}
            choices={[
              { value: "reported", label: w("asReported") },
              { value: "all", label: w("allBlockers") },
            ]}
            value={allBlockers ? "all" : "reported"}
            onChange={(to) => setAllBlockers(to === "all")}
          />
        ) : null}
        {point === "score" ? (
          <ToggleGroup
            label={w("view")}
            choices={[
              { value: "numbers", label: w("numbers") },
              { value: "heat", label: w("heat") },
              { value: "bars", label: w("bars") },
            ]}
            value={looks}
            onChange={setLooks}
          />
        ) : null}
      </div>
      {found.length === 0 && rows.length > 0 ? (
        <p className={styles.nothing}>{w("nothingFound")}</p>
      ) : point === "filter" ? (
        <FilterTable decision={decision} rows={found} allBlockers={allBlockers} {...table} />
      ) : (
        <ScoreTable decision={decision} rows={found} ranking={ranking} weights={weights} looks={looks} {...table} />
      )}
      <div className={styles.below}>
        {many ? null : notes}
        {below === "arithmetic" ? (
          <Arithmetic decision={decision} cell={cell} point={point} weights={weights} onClose={() => setBelow(null)} />
        ) : null}
        {many ? notes : null}
        <SkipNote record={record} point={point} />
        {point === "score" && !record.scoringSkipped && phase === "picked" ? (
          <WeightsPanel
            record={record}
            weights={weights}
            ranking={ranking}
            open={below === "weights"}
            onOpen={(open) => setBelow(open ? "weights" : null)}
            onChange={setWeights}
          />
        ) : null}
        <Preemption decision={decision} />
        <Message
          record={record}
          complete={phase === "refused"}
          counts={counts}
          selected={query.reason}
          onSelect={(reason) => setQuery({ ...query, reason: reason === query.reason ? null : reason })}
        />
      </div>
    </div>
  );
}

/** The table in sight: the one that the beat is about, until the person asks for the other. */
function usePoint({ phase }: DecisionScene, scored: boolean): readonly [Point, (point: Point) => void] {
  const natural: Point = scored && (phase === "score" || phase === "picked") ? "score" : "filter";
  const [wish, setWish] = useState<{ readonly during: string; readonly point: Point } | null>(null);
  const point = wish?.during === phase && (wish.point === "filter" || scored) ? wish.point : natural;
  return [point, (to) => setWish({ during: phase, point: to })];
}

/** Weights are tried on one attempt: another one starts from its own. */
function useWeights({ record }: DecisionScene): readonly [Weights, (weights: Weights) => void] {
  const [tried, setTried] = useState({ record, weights: asConfigured });
  return [tried.record === record ? tried.weights : asConfigured, (weights) => setTried({ record, weights })];
}

/**
 * The cell whose arithmetic is shown: the one that the beat is about, until the person chooses another; a node that is
 * selected on the stage takes its place in the same column. The next beat goes on by itself.
 */
function useCell(
  decision: DecisionScene,
  point: Point,
  selected: string | null,
): readonly [CellPlace | null, (cell: CellPlace) => void] {
  const { attempt, phase, revealedNodes, revealedScores } = decision;
  const moment = [attempt, phase, revealedNodes, revealedScores, point].join(" ");
  const [wish, setWish] = useState<{ readonly at: string; readonly cell: CellPlace } | null>(null);
  const [seen, setSeen] = useState(selected);
  const own = wish?.at === moment ? wish.cell : decidingCell(decision, point);
  if (selected !== seen) {
    setSeen(selected);
    if (selected !== null && own && own.node !== selected) {
      setWish({ at: moment, cell: { node: selected, plugin: own.plugin } });
    }
  }
  return [own, (cell) => setWish({ at: moment, cell })];
}
