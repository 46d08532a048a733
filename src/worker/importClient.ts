import { type Imported, looksExported } from "../scenario/exported.ts";

/**
 * A text as it may be kept: see `importText`. What only a cluster could have printed is read in a thread of its own; null
 * when that fails, and the text had better not be kept.
 */
export function importInWorker(text: string): Promise<Imported | null> {
  if (!looksExported(text)) return Promise.resolve({ text, dropped: null });
  const worker = new Worker(new URL("./importWorker.ts", import.meta.url), { type: "module", name: "import" });
  return new Promise<Imported | null>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Imported>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(null);
    };
    worker.postMessage(text);
  }).finally(() => worker.terminate());
}
