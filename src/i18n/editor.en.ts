import type { YamlMistake } from "../scenario/index.ts";

/** Words of the editor and of what is wrong with its text. They come with it, not with the page. */
export const editorEn = {
  "editor.label": "Scenario as YAML",
  "editor.workload": "Workload",
  "editor.cluster": "Cluster",
  "editor.tabHint": "Tab moves on until you type · Esc leaves",
  "editor.problems": "Problems",
  "editor.valid": ({ pods, nodes, objects }: { pods: number; nodes: number; objects: number }) =>
    `valid · ${objects} object${objects === 1 ? "" : "s"}${pods > 0 ? `, ${pods} Pod${pods === 1 ? "" : "s"}` : ""} · ${nodes} Node${nodes === 1 ? "" : "s"}`,
  "editor.defaultCluster": "default cluster",
  "editor.notSimulated": ({ count }: { count: number }) => `${count} not simulated`,
  "editor.invalid": ({ count }: { count: number }) =>
    `${count} problem${count === 1 ? "" : "s"} · the stage shows the last good run`,
  "editor.invalidAfterRefused": ({ count }: { count: number }) =>
    `${count} problem${count === 1 ? "" : "s"} · the stage still shows what the API server refused`,
  "editor.refused": ({ count }: { count: number }) =>
    `${count} problem${count === 1 ? "" : "s"} · the API server refuses this: see act 1`,
  "editor.moreProblems": ({ count }: { count: number }) => `and ${count} more`,
  "editor.cutShort": ({ entries }: { entries: number }) => `stopped at ${entries} events`,
  "editor.crashed": "the engine stopped because of a fault of ours",
  "editor.failed": "The full editor could not be loaded; this plain one does the same.",
  "problem.textTooLarge": ({ size, limit }: { size: string; limit: string }) =>
    `This text has ${size}; the limit is ${limit}. It stays in the editor, but is not run.`,

  "yaml.mistake": ({ mistake }: { mistake: YamlMistake }) => mistakeEn(mistake),
  "yaml.parser": ({ message }: { message: string }) => `The parser says: ${message}`,
};

function mistakeEn(mistake: YamlMistake): string {
  switch (mistake.kind) {
    case "tab":
      return "A tab indents this line; YAML takes spaces only.";
    case "uneven":
      return mistake.of === "fields"
        ? "This line is not indented like the others: the fields of one object begin in the same column."
        : "This item is not indented like the others: the dashes of one list stand in the same column.";
    case "deeper":
      return `This line is indented deeper than ${mistake.field} above it, which has its value already.`;
    case "noColon":
      return `A colon is missing: “${mistake.text}” is no “field: value”.`;
    case "noSpace":
      return `A space is missing behind the colon of ${mistake.field}.`;
    case "colonInValue":
      return `“${mistake.text}” has a colon in it: put it in quotes.`;
    case "openQuote":
      return `The quote ${mistake.quote} that opens here is never closed.`;
    case "openBracket":
      return `The bracket that opens here is not closed: a ${mistake.closes} is missing.`;
    case "extraBracket":
      return `This ${mistake.bracket} closes nothing.`;
    case "noComma":
      return "A comma is missing between two entries in brackets.";
    case "twice":
      return `${mistake.field} stands twice in this object.`;
    case "behindValue":
      return `“${mistake.text}” stands behind a value that is complete: behind a closing quote or bracket nothing may follow.`;
    case "badStart":
      return `A value can’t begin with ${mistake.character}: put it in quotes.`;
    case "template":
      return "This is a template, not a manifest yet: render it first (helm template).";
  }
}
