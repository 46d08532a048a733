import type { Found } from "./find.ts";
import type { Flag } from "./flags.ts";
import { type ConsoleResult, type ConsoleStep, Output, refusal } from "./result.ts";
import type { Call } from "./verb.ts";

export const dryRunFlag: Flag = {
  name: "dry-run",
  is: "string",
  bare: "client",
  about: 'Must be "none", "server", or "client". With client, only print the object that would be sent.',
  values: ["client", "server", "none"],
};

/** `deployment/web pod/a`: the objects of a step, as a script writes them. */
export function objectField(found: readonly Found[]): string {
  return found
    .flatMap(({ kind, objects }) => objects.map(({ metadata }) => `${kind.kind.toLowerCase()}/${metadata.name ?? ""}`))
    .join(" ");
}

/** Only a namespace that is not the default one has to be said. */
export function namespaceField({ namespace }: Call, found: readonly Found[]): { readonly namespace?: string } {
  return namespace === "default" || found.every(({ kind }) => !kind.namespaced) ? {} : { namespace };
}

/** What is behind the lines of a command that only tries. Models cmdutil.PrintFlagsWithDryRunStrategy (v1.34). */
export function dryRunSuffix({ flags }: Call): { readonly suffix: string } | { readonly error: string } {
  const value = flags.text("dry-run") ?? "none";
  if (value === "client") return { suffix: " (dry run)" };
  if (value === "server") return { suffix: " (server dry run)" };
  if (value === "none") return { suffix: "" };
  return { error: `error: Invalid dry-run value (${value}). Must be "none", "server", or "client".` };
}

/** A step of the script; with `--dry-run`, only what kubectl would print. */
export function stepOrDryRun(
  call: Call,
  step: ConsoleStep,
  printed: readonly string[],
  documents?: readonly string[],
): ConsoleResult {
  const dry = dryRunSuffix(call);
  if ("error" in dry) return refusal(dry.error);
  if (dry.suffix !== "") return new Output().print(...printed.map((line) => `${line}${dry.suffix}`)).end();
  return { kind: "step", step, ...(documents && { documents }) };
}
