import type { BulkAnswer, BulkRequest } from "./bulkProtocol.ts";

/**
 * Schedules a whole file in a worker of its own. Gives what cancels it: the worker is ended, and no answer comes after.
 */
export function startBulk(request: BulkRequest, onAnswer: (answer: BulkAnswer) => void): () => void {
  const worker = new Worker(new URL("./bulkWorker.ts", import.meta.url), { type: "module", name: "bulk" });
  let over = false;
  const end = (): void => {
    over = true;
    worker.terminate();
  };
  worker.onmessage = ({ data }: MessageEvent<BulkAnswer>) => {
    if (over) return;
    // A message on its way still comes after the end of its worker.
    if (data.type !== "ready" && data.type !== "lines") end();
    onAnswer(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    if (over) return;
    end();
    onAnswer({ type: "crashed", message: event.message || "bulk worker failed" });
  };
  worker.postMessage(request);
  return end;
}
