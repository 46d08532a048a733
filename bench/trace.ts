import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { BulkScheduler } from "../src/engine/scheduler/bulk.ts";

/** `bench trace FILE[.gz] [--percentage P]`: times the scheduling of all pending Pods of a file of objects. */
export function benchTraceCommand(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { percentage: { type: "string", default: "0" } },
  });
  const [file] = positionals;
  if (file === undefined) {
    console.error("usage: bench trace FILE[.gz] [--percentage P]");
    return 2;
  }
  const bytes = readFileSync(file);
  const text = file.endsWith(".gz") ? gunzipSync(bytes).toString("utf8") : bytes.toString("utf8");
  const began = performance.now();
  const bulk = new BulkScheduler([JSON.parse(text)], { percentage: Number(values.percentage) });
  const built = performance.now();
  const latencies = new Float64Array(bulk.total);
  let placed = 0;
  for (let i = 0; bulk.done < bulk.total; i++) {
    const before = performance.now();
    const [line] = bulk.step(1);
    latencies[i] = performance.now() - before;
    if (line?.[1] !== null) placed++;
  }
  const seconds = (performance.now() - built) / 1000;
  const sorted = latencies.sort();
  console.log(
    [
      `${bulk.total} pods, ${placed} placed`,
      `built in ${((built - began) / 1000).toFixed(2)} s`,
      `scheduled in ${seconds.toFixed(2)} s`,
      `${(bulk.total / seconds).toFixed(0)} pods/s`,
      `p50 ${(sorted[Math.floor(bulk.total * 0.5)] ?? 0).toFixed(3)} ms`,
      `p99 ${(sorted[Math.floor(bulk.total * 0.99)] ?? 0).toFixed(3)} ms`,
      `peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
    ].join(", "),
  );
  return 0;
}
