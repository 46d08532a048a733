import { useBulk } from "../../state/bulk.ts";

/** Lines that are put into words at once: a long file must not hold the page up. */
const linesPerPart = 5000;

/** Hands the placements over as a file: one JSON array a line, as `podyssey schedule` prints them. */
export async function savePlacements(): Promise<void> {
  const { lines, file } = useBulk.getState();
  const parts: string[] = [];
  for (let from = 0; from < lines.length; from += linesPerPart) {
    const some = lines.slice(from, from + linesPerPart);
    parts.push(some.map((line) => `${JSON.stringify(line)}\n`).join(""));
    await new Promise((resolve) => setTimeout(resolve));
  }
  const url = URL.createObjectURL(new Blob(parts, { type: "application/x-ndjson" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${(file?.name || "cluster").replace(/(\.(?:json|ya?ml|txt|gz))+$/i, "")}.placements.jsonl`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
