import { bytesPattern, durationPattern, sharePattern } from "./quantities.ts";
import type { Shape } from "./shape.ts";

/** Kinds of fields that a Scenario document has in many places. */

export const text = (about: string): Shape => ({ is: "text", about });
export const flag = (about: string): Shape => ({ is: "boolean", about });
export const count = (about: string, least = 0): Shape => ({ is: "integer", about, least });
export const duration = (about: string): Shape => ({
  is: "text",
  about: `${about} Such as 30s, 1m30s or 500ms.`,
  pattern: durationPattern,
  must: "must be a duration such as 30s, 1m30s or 500ms",
});
export const bytes = (about: string): Shape => ({
  is: "text",
  about: `${about} Such as 64Mi.`,
  pattern: bytesPattern,
  must: "must be an amount such as 64Mi or 1G",
});
export const share = (about: string): Shape => ({
  is: "text",
  about: `${about} Such as 5%.`,
  pattern: sharePattern,
  must: "must be a share such as 5% or 0.5%, at most 100%",
});
