import { get } from "../verbs/get.ts";
import type { Flag } from "./flags.ts";
import type { Verb } from "./verb.ts";

/** Every command of the console. */
export const verbs: readonly Verb[] = [get];

/** Flags that every command takes. */
export const globalFlags: readonly Flag[] = [
  { name: "namespace", short: "n", is: "string", about: "If present, the namespace scope for this CLI request" },
];
