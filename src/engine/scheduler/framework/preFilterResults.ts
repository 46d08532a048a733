import type { PreFilterResult } from "./interface.ts";
import { type Status, skip, success } from "./status.ts";

/** PreFilter's plain answers. */
export const proceed: PreFilterResult = { status: success, nodeNames: null };
export const skipFilter: PreFilterResult = { status: skip, nodeNames: null };
export const refuse = (status: Status): PreFilterResult => ({ status, nodeNames: null });
