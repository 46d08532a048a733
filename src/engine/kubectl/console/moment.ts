import type { VirtualMillis } from "../../kernel/clock.ts";
import type { Records } from "../../kernel/records.ts";
import type { RuntimeModelOptions } from "../../kubelet/runtimeModel.ts";
import type { Load } from "../../load.ts";
import type { ApiSchema } from "../explain/schema.ts";

/** The cluster at a moment, as kubectl's reading verbs see it. */
export interface ConsoleMoment {
  /** The state of the run: what etcd holds, and what the kubelets know. */
  readonly records: Records;
  readonly now: VirtualMillis;
  /** What containers do: what `logs` prints. */
  readonly runtime?: RuntimeModelOptions;
  /** What the metrics server measures: what `top` prints. */
  readonly load?: readonly Load[];
  /** What `explain` tells of: the JSON Schema of the API, where it has been loaded. */
  readonly apiSchema?: ApiSchema;
  /** A file's text for `-f`; null when there is none of this name. Without it there are no files. */
  readonly readFile?: (name: string) => string | null;
}
