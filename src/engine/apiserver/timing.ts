import type { VirtualMillis } from "../kernel/clock.ts";

/** How long things take in a quiet cluster, in virtual milliseconds. Teaching values: upstream promises none of them. */
export const timing = {
  /** One way between a component and the API server. */
  network: 1,
  authentication: 1,
  authorization: 1,
  decoding: 1,
  mutatingAdmission: 1,
  validation: 1,
  validatingAdmission: 1,
  etcdWrite: 2,
  etcdRead: 1,
  /** From a commit to a watcher. */
  watch: 2,
} as const satisfies { [step: string]: VirtualMillis };
