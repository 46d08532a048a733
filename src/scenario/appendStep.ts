import { type Document, isMap, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import type { ConsoleStep } from "../engine/index.ts";
import { scenarioVersion } from "./document/readScenario.ts";
import { extent, flow, lineEnd, lineStart, parseDocuments, rewritten, same } from "./editText.ts";

/** `20s`, `1m30s`, `2.5s`: a time as a script writes it. */
function durationText(millis: number): string {
  const minutes = Math.floor(millis / 60_000);
  const seconds = (millis - minutes * 60_000) / 1000;
  const rest = Number(seconds.toFixed(3));
  if (minutes === 0) return `${rest}s`;
  return rest === 0 ? `${minutes}m` : `${minutes}m${rest}s`;
}

/**
 * A scenario's text with a step at the end of its script, and with documents at its own end: comments, order and layout
 * of everything else stay. Without a Scenario document one is made. null when the text does not parse.
 */
export function appendStep(
  text: string,
  step: ConsoleStep,
  atMillis: number,
  documents: readonly string[] = [],
): string | null {
  const parsed = parseDocuments(text);
  if (!parsed) return null;
  const written = { at: durationText(atMillis), ...step };
  const scenario = parsed.find(
    ({ contents }) =>
      isMap(contents) &&
      contents.get("kind") === "Scenario" &&
      String(contents.get("apiVersion")).startsWith("podyssey.dev/"),
  );
  const withStep = scenario
    ? inDocument(text, parsed, scenario, written)
    : appended(text, `apiVersion: ${scenarioVersion}\nkind: Scenario\nspec:\n  script:\n  - ${flow(written)}`);
  return documents.reduce(appended, withStep);
}

/** One more document at the end of a text. */
function appended(text: string, document: string): string {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const body = document.trim().replaceAll("\n", lineBreak);
  if (text.trim() === "") return `${text}${body}${lineBreak}`;
  const end = text.endsWith("\n") ? "" : lineBreak;
  const separator = /(^|\n)---\s*$/.test(text) ? "" : `---${lineBreak}`;
  return `${text}${end}${separator}${body}${lineBreak}`;
}

/** Where something is put in, and what. */
interface Insertion {
  readonly at: number;
  readonly lines: readonly string[];
  /** In the line itself instead of on lines of its own. */
  readonly inline?: string;
}

function inDocument(
  text: string,
  documents: readonly Document[],
  document: Document,
  step: { readonly [field: string]: unknown },
): string {
  const before = document.toJS() as { spec?: { script?: unknown[] } };
  const script = [...(Array.isArray(before.spec?.script) ? before.spec.script : []), step];
  const wanted = { ...before, spec: { ...before.spec, script } };
  const insertion = insertionFor(text, document.contents as YAMLMap, `- ${flow(step)}`, flow(step));
  const result = insertion && inserted(text, insertion);
  const index = documents.indexOf(document);
  if (result && same(parseDocuments(result)?.[index]?.toJS(), wanted)) return result;
  // A layout that is not known here: this one document is written anew, which costs its comments.
  return rewritten(text, document, wanted);
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function insertionFor(text: string, contents: YAMLMap, item: string, value: string): Insertion | null {
  const spec = pairOf(contents, "spec")?.value;
  if (!isMap(spec) || spec.items.length === 0) {
    // `spec:` with nothing in it, or no spec at all.
    const key = pairOf(contents, "spec")?.key;
    if (isMap(spec) || contents.flow) return null;
    if (isScalar(key) && key.range) return { at: lineEnd(text, key.range[1]), lines: ["  script:", `  ${item}`] };
    return { at: lineEnd(text, extent(text, contents).to), lines: ["spec:", "  script:", `  ${item}`] };
  }
  const list = pairOf(spec, "script");
  if (!list) {
    if (spec.flow) return null;
    const column = " ".repeat(columnOf(text, (spec.items[0].key as { range?: [number] }).range?.[0] ?? 0));
    return { at: lineEnd(text, extent(text, spec).to), lines: [`${column}script:`, `${column}${item}`] };
  }
  const steps = list.value;
  if (!isSeq(steps)) return null;
  const { to } = extent(text, steps);
  if (steps.flow) return { at: to - 1, lines: [], inline: steps.items.length === 0 ? value : `, ${value}` };
  const first = (steps.items[0] as { range?: [number] }).range?.[0] ?? 0;
  const dash = text.slice(lineStart(text, first), first).lastIndexOf("-");
  return dash < 0 ? null : { at: lineEnd(text, to), lines: [`${" ".repeat(dash)}${item}`] };
}

const columnOf = (text: string, at: number): number => at - lineStart(text, at);

function inserted(text: string, { at, lines, inline = "" }: Insertion): string {
  if (lines.length === 0) return text.slice(0, at) + inline + text.slice(at);
  const end = text[at - 1] === "\r" ? at - 1 : at;
  const lineBreak = text[end] === "\r" ? "\r\n" : "\n";
  return text.slice(0, end) + lines.map((line) => lineBreak + line).join("") + text.slice(end);
}
