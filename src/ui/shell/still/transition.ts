import { selection } from "d3-selection";

/**
 * Stands in for d3-transition, which d3-zoom brings along. React Flow uses it only to animate the viewport; here the
 * camera is computed from the playhead and nothing on the stage moves by a transition, so what is asked for happens at
 * once. With its colours and timers d3-transition would be a twentieth of the first load.
 */
export function interrupt(): void {}

const chain = function (this: unknown): unknown {
  return this;
};

Object.assign(selection.prototype, { interrupt: chain, transition: chain, duration: chain, delay: chain, ease: chain });
