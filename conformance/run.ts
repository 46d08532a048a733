import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type GoldenCase, readCases } from "./caseFile.ts";
import { checkCase } from "./checkCase.ts";
import { describeDifference } from "./difference.ts";

const shownCases = Number(process.env.SHOW_CASES ?? 5);
const shownDifferences = Number(process.env.SHOW_DIFFERENCES ?? 4);

/** Checks the files given on the command line, or all of the project's own; prints `NAME: N passed, M failed` for each. */
function main(files: readonly string[]): void {
  const total = { passed: 0, failed: 0 };
  for (const file of files) {
    const { passed, failed } = checkFile(file);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

function checkFile(file: string): { readonly passed: number; readonly failed: number } {
  const name = basename(file).replace(/\.jsonl(\.gz)?$/, "");
  let cases: readonly GoldenCase[];
  try {
    cases = readCases(file);
  } catch (error) {
    console.log(`${name}: 0 passed, 1 failed\n  cannot be read: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  }
  let passed = 0;
  const reports: string[] = [];
  for (const golden of cases) {
    const found = checkCase(golden);
    if (found.length === 0) {
      passed++;
      continue;
    }
    const note = typeof golden.note === "string" ? ` (${golden.note})` : "";
    const lines = found.slice(0, shownDifferences).map((difference) => `    ${describeDifference(difference)}`);
    if (found.length > shownDifferences) lines.push(`    … and ${found.length - shownDifferences} more`);
    reports.push([`  ${golden.id}${note}`, ...lines].join("\n"));
  }
  // A file without a case checks nothing: that is a failure too.
  const failed = cases.length === 0 ? 1 : cases.length - passed;
  console.log(`${name}: ${passed} passed, ${failed} failed`);
  for (const report of reports.slice(0, shownCases)) console.log(report);
  if (reports.length > shownCases) console.log(`  … and ${reports.length - shownCases} more cases`);
  return { passed, failed };
}

const own = join(import.meta.dirname, "cases");
const files = process.argv.slice(2);
main(
  files.length > 0
    ? files
    : readdirSync(own)
        .filter((file) => /\.jsonl(\.gz)?$/.test(file))
        .sort()
        .map((file) => join(own, file)),
);
