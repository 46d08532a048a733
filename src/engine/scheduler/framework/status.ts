/**
 * How a plugin answers. Unschedulable may be cured by removing Pods (preemption is worth trying);
 * UnschedulableAndUnresolvable may not. Error aborts the attempt. Skip, from PreFilter or PreScore, takes the plugin's
 * Filter or Score out of this attempt. Wait, from Permit, parks the Pod. Pending keeps it out of back-off.
 *
 * Models framework.Status (v1.34).
 */
export interface Status {
  readonly code: StatusCode;
  readonly reasons: readonly string[];
}

export type StatusCode =
  | "Success"
  | "Skip"
  | "Wait"
  | "Pending"
  | "Unschedulable"
  | "UnschedulableAndUnresolvable"
  | "Error";

/** The one success: compare by identity. */
export const success: Status = { code: "Success", reasons: [] };
export const skip: Status = { code: "Skip", reasons: [] };

export const unschedulable = (...reasons: string[]): Status => ({ code: "Unschedulable", reasons });
export const unresolvable = (...reasons: string[]): Status => ({ code: "UnschedulableAndUnresolvable", reasons });
export const failure = (message: string): Status => ({ code: "Error", reasons: [message] });

/** A refusal, as opposed to success or an internal error. */
export function isRejected(status: Status): boolean {
  return status.code === "Unschedulable" || status.code === "UnschedulableAndUnresolvable" || status.code === "Pending";
}

export const messageOf = (status: Status): string => status.reasons.join(", ");

/** A status and the plugin that gave it. */
export interface Rejection {
  readonly plugin: string;
  readonly status: Status;
}
