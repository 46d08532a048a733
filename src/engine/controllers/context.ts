import type { ComponentContext } from "../client/component.ts";
import type { ControllerEvent } from "./events.ts";
import type { ControllerTiming, MetricsAdapter, MetricsSource } from "./options.ts";
import type { SharedInformers } from "./sharedInformers.ts";

/** The part of a component's context that deals with time. */
export type ControllerClock = Pick<ComponentContext<ControllerEvent>, "now" | "after" | "spawn">;

/** What every controller gets. The controllers live in one program and share its watches. */
export interface ControllerContext extends ComponentContext<ControllerEvent> {
  readonly informers: SharedInformers;
  readonly timing: ControllerTiming;
  /** Nothing is known of any Pod when the cluster has no metrics server. */
  readonly metrics: MetricsSource;
  readonly adapter: MetricsAdapter;
}

/** One row of the registry. */
export interface Controller {
  /** Its name in kube-controller-manager's event source, which is also its actor in the trace. */
  readonly name: string;
  /** The kinds whose behaviour it brings about. */
  readonly kinds: readonly string[];
  start(context: ControllerContext): void;
}
