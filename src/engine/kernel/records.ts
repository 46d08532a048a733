/**
 * The state of a run is one flat map of records: what etcd holds (`/registry/…`) and what components hold in memory
 * (`scheduler/queue`, `kubelet/node-1/…`). A record is never changed in place, only replaced, so every past state
 * shares its unchanged records with its neighbours.
 */
export interface RecordChange {
  readonly key: string;
  /** Absent before: the record was added. */
  readonly from?: unknown;
  /** Absent after: the record was removed. */
  readonly to?: unknown;
}

export type Records = ReadonlyMap<string, unknown>;

export function applyChange(records: Map<string, unknown>, { key, to }: RecordChange): void {
  if (to === undefined) records.delete(key);
  else records.set(key, to);
}
