import type { WorkerAnswer, WorkerRequest } from "./protocol.ts";

/**
 * The page's end of the engine's worker. A run is cancelled by ending its worker: the engine has no stop button, and
 * a fresh worker costs less than asking a busy one.
 */
export class EngineClient {
  private worker: Worker | null = null;
  private busy = false;
  private run = 0;

  constructor(private readonly onAnswer: (answer: WorkerAnswer) => void) {}

  /** Starts a run, ending the one before it if that is still going. */
  start(text: string, seed: number): void {
    if (this.busy) this.stop();
    const worker = this.worker ?? this.open();
    this.busy = true;
    this.run++;
    worker.postMessage({ type: "run", run: this.run, text, seed } satisfies WorkerRequest);
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = null;
    this.busy = false;
  }

  private open(): Worker {
    const worker = new Worker(new URL("./engineWorker.ts", import.meta.url), { type: "module", name: "engine" });
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.run !== this.run || worker !== this.worker) return;
      if (data.type === "done" || data.type === "crashed" || (data.type === "parsed" && data.summary === null)) {
        this.busy = false;
      }
      this.onAnswer(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker !== this.worker) return;
      this.stop();
      this.onAnswer({ type: "crashed", run: this.run, message: event.message || "engine worker failed", stack: "" });
    };
    this.worker = worker;
    return worker;
  }
}
