import type { QueueSortPlugin } from "../../framework/interface.ts";

/**
 * PrioritySort: the higher priority first, then the one that has been in the queue for longer.
 *
 * Models pkg/scheduler/framework/plugins/queuesort (v1.34).
 */
export const prioritySort: QueueSortPlugin = {
  name: "PrioritySort",

  compare(a, b) {
    return b.pod.priority - a.pod.priority || a.timestamp - b.timestamp;
  },
};
