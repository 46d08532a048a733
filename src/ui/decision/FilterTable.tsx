import { Check, EyeOff, Minus, ScanSearch } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { type NodeRow, sortedByVerdict } from "../../projection/decision/rows.ts";
import type { DecisionScene } from "../../projection/model.ts";
import { StateIcon } from "../components/StateIcon.tsx";
import { shortReason } from "../stage/figures.ts";
import { Grid, type GridCell, type GridColumn, type GridRow, plainRows } from "./Grid.tsx";
import styles from "./grid.module.css";
import { sharedDomain, twoLines } from "./names.ts";
import type { TableProps } from "./tableProps.ts";
import { useDecisionWords } from "./useDecisionWords.ts";

/** Characters of a reason that a column has room for, in a few lines. */
const perColumn = 22;

/** A cell whose reason is too long for it has it in a line under the row. */
interface FilterCell extends GridCell {
  readonly below?: ReactNode;
}

interface FilterTableProps extends TableProps {
  readonly decision: DecisionScene;
  readonly rows: readonly NodeRow[];
  /** Every plugin's answer, also those that the first refusal hides. */
  readonly allBlockers: boolean;
}

/** Filter: a refusal spans the plugins that were not asked any more; all blockers says what they would have said. */
export function FilterTable({ decision, rows, allBlockers, marked, sort, chosen, ...grid }: FilterTableProps) {
  const w = useDecisionWords();
  const { record, now } = decision;
  const plugins = record.filterPlugins;
  const byNode = useMemo(() => new Map(rows.map((row) => [row.node, row])), [rows]);
  const nodes = useMemo(() => sortedByVerdict(rows, sort).map(({ node }) => node), [rows, sort]);
  const domain = useMemo(() => sharedDomain(nodes), [nodes]);
  const columns: readonly GridColumn[] = [
    { id: "node", label: w("node"), head: <span className={styles.corner}>{w("node")}</span>, descendsFirst: false },
    ...plugins.map((plugin): GridColumn => {
      const [first, second] = twoLines(plugin, plugins.length > 4);
      return {
        id: plugin,
        label: plugin,
        descendsFirst: false,
        head: (
          <>
            {first}
            <br />
            {second}
          </>
        ),
      };
    }),
  ];

  const passed = (column: number, plugin: string): FilterCell => ({
    column,
    label: `${plugin}: ${w("pass")}`,
    content: <Check size={16} className={styles.tick} aria-hidden />,
  });
  // Rows that come and go by scrolling are a line each.
  const hasLines = rows.length <= plainRows;
  const saidBelow = (span: number, text: string): boolean => hasLines && text.length > perColumn * span;
  const hidden = (column: number, plugin: string, reasons: readonly string[]): FilterCell => {
    const text = reasons.map(shortReason).join(", ");
    const said = (
      <span key={plugin} className={styles.blocker}>
        <EyeOff size={13} aria-hidden />
        {text}
      </span>
    );
    const isLong = saidBelow(1, text);
    return {
      column,
      tone: "hidden",
      label: `${plugin}: ${reasons.join(", ")}, ${w("hidden")}`,
      content: isLong ? <EyeOff size={15} className={styles.refusal} aria-hidden /> : said,
      below: isLong ? said : null,
    };
  };
  /** A node that was not asked: yet, or at all. */
  const unasked = ({ node, standing }: NodeRow): readonly FilterCell[] => {
    const word = w(standing === "unseen" ? "unseen" : "toCome");
    const blockers = (standing === "unseen" && allBlockers && record.filterAll[node]) || {};
    if (Object.keys(blockers).length > 0) {
      return plugins.map((plugin, i) =>
        blockers[plugin]
          ? hidden(i + 1, plugin, blockers[plugin].reasons)
          : { column: i + 1, label: `${plugin}: ${word}`, content: <Minus size={14} aria-hidden /> },
      );
    }
    const content = standing === "unseen" ? <span className={styles.unseen}>{word}</span> : null;
    return [{ column: 1, span: plugins.length, label: word, content }];
  };
  const cellsOf = (row: NodeRow): readonly FilterCell[] => {
    const { node, standing, verdict } = row;
    if (standing === "toCome" || standing === "unseen") return unasked(row);
    const refusedAt = verdict ? plugins.indexOf(verdict.plugin) : -1;
    const cells: FilterCell[] = [];
    for (const [i, plugin] of plugins.entries()) {
      const column = i + 1;
      const blocker = record.filterAll[node]?.[plugin];
      if (verdict && i === Math.max(0, refusedAt)) {
        const reasons = verdict.reasons.map(shortReason).join(", ");
        const span = allBlockers ? 1 : plugins.length - i;
        const isLong = saidBelow(span, reasons);
        const icon = <StateIcon tone="fail" size={15} />;
        const said = (
          <span key={plugin} className={styles.refusal}>
            {icon}
            <span>{reasons}</span>
          </span>
        );
        cells.push({
          column,
          span,
          tone: "fail",
          label: `${verdict.plugin || plugin}: ${verdict.reasons.join(", ")}`,
          content: isLong ? <span className={styles.refusal}>{icon}</span> : said,
          below: isLong ? said : null,
        });
        if (!allBlockers) break;
      } else if (allBlockers && blocker) cells.push(hidden(column, plugin, blocker.reasons));
      else if (verdict === null && now?.node === node && now.plugin === plugin) {
        cells.push({
          column,
          label: `${plugin}: ${w("asking")}`,
          content: <ScanSearch size={16} className={styles.asking} aria-hidden />,
        });
      } else cells.push(passed(column, plugin));
    }
    return cells;
  };
  const rowOf = (node: string): GridRow => {
    const row = byNode.get(node);
    const cells = row ? cellsOf(row) : [];
    const below = cells.flatMap((cell) => cell.below ?? []);
    return {
      head: node.slice(0, node.length - domain.length),
      cells,
      below: below.length > 0 ? below : undefined,
      now: now?.node === node,
      marked: marked?.has(node),
    };
  };

  return (
    <Grid
      label={`${w("filter")}, ${w("filterNote")}`}
      columns={columns}
      rows={nodes}
      rowOf={rowOf}
      sort={sort}
      chosen={chosen ? { row: chosen.node, column: chosen.plugin } : null}
      {...grid}
    />
  );
}
