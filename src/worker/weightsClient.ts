export interface WeightsRequest {
  readonly text: string;
  /** The scheduler's name of the profile. */
  readonly profile: string;
  readonly weights: { readonly [plugin: string]: number };
}

/** The text with a KubeSchedulerConfiguration that has these weights; null when it can't be changed. */
export function writeWeights(request: WeightsRequest): Promise<string | null> {
  const worker = new Worker(new URL("./weightsWorker.ts", import.meta.url), { type: "module", name: "weights" });
  return new Promise<string | null>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<string | null>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(null);
    };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
