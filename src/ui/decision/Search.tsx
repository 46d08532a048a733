import { useMemo } from "react";
import type { NodeRow, RowQuery } from "../../projection/decision/rows.ts";
import { byName } from "../../projection/records.ts";
import styles from "./decision.module.css";
import { useDecisionWords } from "./useDecisionWords.ts";

interface Props {
  readonly rows: readonly NodeRow[];
  readonly found: number;
  readonly query: RowQuery;
  readonly onQuery: (query: RowQuery) => void;
}

/** Looks for nodes by name, zone or reason. */
export function Search({ rows, found, query, onQuery }: Props) {
  const w = useDecisionWords();
  const zones = useMemo(() => [...new Set(rows.map(({ zone }) => zone))].sort(byName), [rows]);
  return (
    <search className={styles.search}>
      <input
        type="search"
        value={query.search}
        placeholder={w("search")}
        aria-label={w("search")}
        onChange={(event) => onQuery({ ...query, search: event.target.value })}
      />
      {zones.length > 1 ? (
        <select
          aria-label={w("zone")}
          value={query.zone ?? "*"}
          onChange={({ target: { value } }) => onQuery({ ...query, zone: value === "*" ? null : value })}
        >
          <option value="*">{w("allZones")}</option>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone || w("noZone")}
            </option>
          ))}
        </select>
      ) : null}
      <output className={found < rows.length ? styles.found : "visually-hidden"}>
        {found < rows.length ? w("found", { count: found, total: rows.length }) : null}
      </output>
    </search>
  );
}
