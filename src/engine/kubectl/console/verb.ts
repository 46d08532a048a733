import type { Flag, Flags } from "./flags.ts";
import type { ConsoleMoment } from "./moment.ts";
import { type ConsoleResult, refusal } from "./result.ts";

/** A call of a verb: what was typed, and the cluster that it is about. */
export interface Call {
  /** The whole command on one line. */
  readonly line: string;
  /** As kubectl names it in its messages: `kubectl rollout status`. */
  readonly path: string;
  readonly args: readonly string[];
  readonly flags: Flags;
  /** `-n`, or `default`. */
  readonly namespace: string;
  readonly moment: ConsoleMoment;
  /** What came through `<<EOF`. */
  readonly input: string | undefined;
}

/** A command of kubectl: everything that is known of it, for parsing, completion, help and running. */
export interface Verb {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line, as `kubectl help` lists it. */
  readonly short: string;
  /** What may follow its name: `(TYPE [NAME] | TYPE/NAME ...) [flags]`. */
  readonly usage: string;
  readonly examples?: readonly string[];
  readonly flags: readonly Flag[];
  /** Names of kubectl's own flags that this console leaves out, with blanks between them. */
  readonly absent?: string;
  /** What its arguments are, for completion. */
  readonly completes?: readonly ArgumentKind[];
  readonly run?: (call: Call) => ConsoleResult;
  /** `rollout status`, `set image`: then it does nothing by itself. */
  readonly verbs?: readonly Verb[];
  /** Subcommands of kubectl that this console leaves out. */
  readonly absentVerbs?: readonly string[];
}

/**
 * `resource`: a type, or type/name; `name`: a name of the type before it; the others: what stands in their place. The
 * last one of a verb is for all arguments that follow.
 */
export type ArgumentKind =
  | "resource"
  | "name"
  | "pod"
  | "node"
  | "nodeType"
  | "container"
  | "key"
  | "taint"
  | "nothing";

/** An error of the call itself, as text. Models cmdutil.UsageErrorf of kubectl (v1.34). */
export function usageMessage({ path }: Call, message: string): string {
  return `error: ${message}\nSee '${path} -h' for help and examples`;
}

export function usageError(call: Call, message: string): ConsoleResult {
  return refusal(usageMessage(call, message));
}
