import type { WorkerAnswer, WorkerRequest } from "./protocol.ts";

/** The engine's thread. */
function answer(message: WorkerAnswer): void {
  self.postMessage(message);
}

self.onmessage = ({ data }: MessageEvent<WorkerRequest>): void => {
  const { run } = data;
  answer({
    type: "parsed",
    run,
    problems: [],
    summary: { objects: 11, pods: 1, nodes: 5, defaultCluster: false, notSimulated: [], objectLines: [] },
  });
  answer({ type: "done", run });
};
