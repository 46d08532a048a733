import { BulkScheduler } from "../engine/index.ts";
import { importText } from "../scenario/importText.ts";
import { limits, readDump, textOf } from "../scenario/index.ts";
import type { BulkAnswer, BulkRequest } from "./bulkProtocol.ts";

/**
 * The thread that schedules a whole file: it unpacks, parses and schedules, so that the page's own thread only draws.
 * It is cancelled by being ended.
 */

/** Milliseconds of work between two reports. */
const reportEvery = 80;
/** Pods between two looks at the clock. */
const podsPerStep = 20;

function answer(message: BulkAnswer): void {
  self.postMessage(message);
}

self.onmessage = async ({ data }: MessageEvent<BulkRequest>): Promise<void> => {
  try {
    await schedule(data);
  } catch (error) {
    answer({ type: "crashed", message: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) });
  }
};

/** Most of a dump as JSON are managed fields and blanks: so many times the limit may shrink to less than it. */
const shrinks = 8;

/** Whether a text may be small enough for the editor once it is cleaned. One that does not read belongs there, too: its problems have lines. */
function mayBeSmall(text: string, objects: readonly unknown[] | null): boolean {
  const fits = text.length <= limits.textBytes;
  if (objects === null) return fits;
  const isJson = /^\s*[{[]/.test(text);
  return objects.length <= limits.objects && (fits || (isJson && text.length <= shrinks * limits.textBytes));
}

async function schedule({ file, choices, returnSmall }: BulkRequest): Promise<void> {
  const text = await textOf(file);
  if (typeof text !== "string") return answer({ type: "refused", refusal: text });
  const { objects, refusal } = readDump(text);
  if (returnSmall && mayBeSmall(text, objects)) {
    const imported = importText(text);
    if (imported.text.length <= limits.textBytes) return answer({ type: "small", ...imported });
  }
  if (refusal !== null) return answer({ type: "refused", refusal });
  const bulk = new BulkScheduler(objects, choices);
  const nodes = objects.filter(({ kind }) => kind === "Node").length;
  answer({ type: "ready", objects: objects.length, nodes, total: bulk.total });
  const began = performance.now();
  while (bulk.done < bulk.total) {
    const until = performance.now() + reportEvery;
    const lines = bulk.step(podsPerStep);
    while (bulk.done < bulk.total && performance.now() < until) lines.push(...bulk.step(podsPerStep));
    answer({ type: "lines", lines, elapsed: performance.now() - began });
  }
  answer({ type: "done", elapsed: performance.now() - began });
}
