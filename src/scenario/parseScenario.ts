import { type Document, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import {
  type CustomMetric,
  isSimulated,
  type KubernetesObject,
  kindOf,
  type Load,
  type Node,
  type RuntimeModelOptions,
  resourceByName,
  type ScriptStep,
  type Traffic,
  type WebhookBehaviour,
} from "../engine/index.ts";
import { isCluster, unreadable, withoutServerFields } from "./cluster.ts";
import { defaultCluster } from "./defaultCluster.ts";
import { play } from "./document/play.ts";
import { isScenarioDocument, readScenario, type ScenarioSettings } from "./document/readScenario.ts";
import { goTags } from "./goTags.ts";
import { limits } from "./limits.ts";
import { tooDeepAt } from "./nesting.ts";
import { nearest, type Positions, positionsOf, type Range } from "./positions.ts";
import { type YamlMistake, yamlMistake } from "./yamlMistake.ts";

/** Something wrong with the text, or worth knowing about it, and where. Messages are Kubernetes' or the YAML parser's English. */
export interface Problem extends Range {
  readonly severity: "error" | "warning" | "info";
  /** For translation and tests: `yaml`, `textTooLarge`, `unknownKind`, `apiServer`, `notSimulated`, … */
  readonly code: ProblemCode;
  readonly message: string;
  readonly path?: string;
  /** Of `yaml`: what is commonly wrong where the parser says this. */
  readonly mistake?: YamlMistake;
}

export type ProblemCode =
  | "yaml"
  | "textTooLarge"
  | "tooManyObjects"
  | "notAnObject"
  | "unknownKind"
  | "apiServer"
  | "notSimulated"
  | "duplicate"
  | "scenario";

/** An object of the scenario with where it stands. */
export interface SourceObject {
  readonly object: KubernetesObject;
  readonly range: Range;
  readonly positions: Positions;
}

/** What a run starts from. */
export interface Scenario {
  /** The cluster as it is before anything is applied: Nodes, and Pods that are on one already. */
  readonly cluster: readonly KubernetesObject[];
  /** What kubectl applies, in the order of the text. */
  readonly applied: readonly KubernetesObject[];
  /** A KubeSchedulerConfiguration, as written. */
  readonly schedulerConfiguration: KubernetesObject | null;
  /** What a Scenario document says, if there is one. */
  readonly seed: number | null;
  /** The Pod whose way is told first, as `namespace/name`; null: the first that is created. */
  readonly onStage: string | null;
  readonly script: readonly ScriptStep[];
  readonly runtime: RuntimeModelOptions;
  readonly runFor?: number;
  readonly webhooks?: readonly WebhookBehaviour[];
  readonly load?: readonly Load[];
  readonly metrics?: readonly CustomMetric[];
  readonly traffic?: readonly Traffic[];
  readonly defaultCluster: boolean;
  /** What is stored (or not even that) without anything acting on it. */
  readonly notSimulated: readonly { readonly kind: string; readonly name: string; readonly line: number }[];
  readonly sources: readonly SourceObject[];
}

export interface ParsedScenario {
  /** null when the text can't be run. */
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
}

const start: Range = { line: 1, column: 1, endLine: 1, endColumn: 2 };

function megabytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of the text that should be an object, and where it stands. */
interface Found {
  readonly value: unknown;
  readonly range: Range;
  readonly positions: Positions;
}

/** Objects of one document: itself, or the items of a List. */
function objectsIn(document: Document, lines: LineCounter): Found[] {
  const { contents } = document;
  const place = (node: unknown): { range: Range; positions: Positions } => {
    const span = isMap(node) || isSeq(node) ? node.range : undefined;
    const from = lines.linePos(span?.[0] ?? 0);
    const to = lines.linePos(Math.max(span?.[0] ?? 0, (span?.[1] ?? 1) - 1));
    const range = { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
    return { range, positions: positionsOf(node, lines) };
  };
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (
    isObject(value) &&
    Array.isArray(value.items) &&
    typeof value.kind === "string" &&
    value.kind.endsWith("List") &&
    isMap(contents)
  ) {
    const items = contents.get("items");
    return value.items.map((item, i) => ({ value: item, ...place(isSeq(items) ? items.items[i] : undefined) }));
  }
  return [{ value, ...place(contents) }];
}

const jsonTypes: { readonly [type: string]: string } = { boolean: "bool", object: "object" };

/** Why a value is no Kubernetes object at all, in kubectl's words, and the field it is about. */
function headProblem(value: unknown): { readonly message: string; readonly path?: string } | null {
  if (!isObject(value)) {
    return { message: "this document is not a Kubernetes object: it needs apiVersion, kind and metadata" };
  }
  if (typeof value.kind !== "string" || value.kind === "") return { message: "Object 'Kind' is missing", path: "kind" };
  if (typeof value.apiVersion !== "string" || value.apiVersion === "") {
    return { message: "Object 'apiVersion' is missing", path: "apiVersion" };
  }
  const metadata = value.metadata ?? {};
  if (!isObject(metadata)) return { message: "metadata must be a map of fields", path: "metadata" };
  for (const field of ["name", "generateName", "namespace"]) {
    const given = metadata[field];
    if (given === undefined || given === null || typeof given === "string") continue;
    const type = Array.isArray(given) ? "array" : (jsonTypes[typeof given] ?? typeof given);
    return {
      message: `json: cannot unmarshal ${type} into Go struct field ObjectMeta.metadata.${field} of type string`,
      path: `metadata.${field}`,
    };
  }
  return null;
}

function placeIn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** A problem that is said at the start of a range: a squiggle under a whole document helps nobody. */
function startOf(range: Range): Range {
  return { ...range, endLine: range.line, endColumn: range.column + 1 };
}

/** One document's objects into `sources`, or why not into `problems`. */
function readDocument(
  text: string,
  document: Document,
  lines: LineCounter,
  sources: SourceObject[],
  problems: Problem[],
): void {
  // What follows a document's first error is mostly its echo.
  const [error] = document.errors;
  if (error) {
    const found = yamlMistake(text, document, error);
    const [start, end] = found?.at ?? error.pos;
    const from = lines.linePos(start);
    const to = lines.linePos(Math.max(end, start + 1));
    const range = { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
    const mistake = found && { mistake: found.mistake };
    problems.push({ ...range, severity: "error", code: "yaml", message: error.message, ...mistake });
    return;
  }
  // Between two separators there may be nothing, or comments only.
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) return;
  for (const { value, range, positions } of objectsIn(document, lines)) {
    const wrong = headProblem(value);
    if (wrong === null) {
      const object = value as KubernetesObject;
      const whole = { ...object, metadata: object.metadata ?? {} };
      sources.push({ object: isCluster(whole) ? whole : withoutServerFields(whole), range, positions });
    } else {
      const at = (wrong.path && nearest(positions, wrong.path)) || startOf(range);
      problems.push({ ...at, ...wrong, severity: "error", code: "notAnObject" });
    }
  }
}

/**
 * Reads a scenario: YAML documents (or JSON), Lists taken apart. All problems come at once, each with its place; with
 * an error among them there is nothing to run.
 */
export function parseScenario(text: string): ParsedScenario {
  if (text.length > limits.textBytes) {
    const message = `This text has ${megabytes(text.length)}; the limit is ${megabytes(limits.textBytes)}. It is kept, but not run.`;
    return { scenario: null, problems: [{ ...start, severity: "error", code: "textTooLarge", message }] };
  }
  const deep = tooDeepAt(text);
  if (deep !== null) {
    const { line, column } = placeIn(text, deep);
    const message = `This is nested more than ${limits.nesting} levels deep; the text is kept, but not run.`;
    return {
      scenario: null,
      problems: [{ line, column, endLine: line, endColumn: column + 1, severity: "error", code: "yaml", message }],
    };
  }
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const sources: SourceObject[] = [];
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, customTags: goTags });
    if (Array.isArray(documents)) {
      for (const document of documents) readDocument(text, document, lines, sources, problems);
    }
  } catch (error) {
    // Aliases that lead nowhere or multiply without end, and nesting that is deeper than the stack.
    const message = error instanceof Error ? error.message : String(error);
    problems.push({ ...start, severity: "error", code: "yaml", message });
  }
  if (sources.length > limits.objects) {
    const message = `This scenario has ${sources.length} objects; the limit is ${limits.objects}. It is kept, but not run.`;
    problems.push({ ...start, severity: "error", code: "tooManyObjects", message });
  }
  const [documents, objects] = partition(sources, ({ object }) => isScenarioDocument(object));
  const settings = settingsIn(documents, problems);
  problems.push(...brokenCluster(objects), ...duplicates(objects));
  const notSimulated = unsimulated(objects, problems);
  const scenario = arrange(objects, notSimulated, settings, (path, message) => {
    const at = documents[0] && (nearest(documents[0].positions, path) ?? startOf(documents[0].range));
    problems.push({ ...(at ?? start), severity: "error", code: "scenario", message, path });
  });
  if (problems.some(({ severity }) => severity === "error")) return { scenario: null, problems };
  return { scenario, problems };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** What the Scenario document says; a text has at most one. */
function settingsIn(documents: readonly SourceObject[], problems: Problem[]): ScenarioSettings | null {
  const [first, ...others] = documents;
  for (const { range } of others) {
    const message = "this text has a Scenario already: the first one counts";
    problems.push({ ...startOf(range), severity: "warning", code: "scenario", message });
  }
  if (!first) return null;
  const { settings, problems: found } = readScenario(first.object);
  for (const { path, message } of found) {
    const at = nearest(first.positions, path) ?? startOf(first.range);
    problems.push({ ...at, severity: "error", code: "scenario", message, path });
  }
  return settings;
}

/** Names what nothing acts on, as problems at its line: unknown kinds with kubectl's words. */
function unsimulated(sources: readonly SourceObject[], problems: Problem[]): Scenario["notSimulated"] {
  const found: { kind: string; name: string; line: number }[] = [];
  for (const { object, range, positions } of sources) {
    const kind = kindOf(object.apiVersion, object.kind);
    const name = object.metadata.name ?? "";
    const at = positions.get("kind") ?? range;
    if (kind === undefined) {
      const message = `no matches for kind "${object.kind}" in version "${object.apiVersion}"`;
      problems.push({ ...at, severity: "warning", code: "unknownKind", message, path: "kind" });
      found.push({ kind: object.kind, name, line: at.line });
    } else if (kind.served && !isSimulated(kind)) {
      const message = `${object.kind} ${name} is stored, but nothing acts on it here: ${object.kind} is not simulated`;
      problems.push({ ...at, severity: "info", code: "notSimulated", message, path: "kind" });
      found.push({ kind: object.kind, name, line: at.line });
    }
  }
  return found;
}

/** What can't be set up because a field is of the wrong type: the cluster is not sent through the API server. */
function brokenCluster(sources: readonly SourceObject[]): Problem[] {
  return sources
    .filter(({ object }) => isCluster(object))
    .flatMap(({ object, range, positions }) => {
      const wrong = unreadable(object);
      if (!wrong) return [];
      const at = nearest(positions, wrong.path) ?? startOf(range);
      return [{ ...at, severity: "error" as const, code: "apiServer" as const, ...wrong }];
    });
}

/** The cluster can't hold one object twice; what is applied twice is changed by the second. */
function duplicates(sources: readonly SourceObject[]): Problem[] {
  const seen = new Set<string>();
  return sources.flatMap(({ object, range, positions }) => {
    if (!isCluster(object)) return [];
    const { namespace = "default", name = "" } = object.metadata;
    const key = object.kind === "Node" ? `Node ${name}` : `${object.kind} ${namespace}/${name}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `${key} is in the cluster twice: the second one counts`;
    const at = positions.get("metadata.name") ?? startOf(range);
    return [{ ...at, severity: "warning" as const, code: "duplicate" as const, message, path: "metadata.name" }];
  });
}

function arrange(
  sources: readonly SourceObject[],
  notSimulated: Scenario["notSimulated"],
  settings: ScenarioSettings | null,
  objectTo: (path: string, message: string) => void,
): Scenario {
  const objects = sources.map(({ object }) => object);
  const configuration = objects.find(({ kind }) => kind === "KubeSchedulerConfiguration") ?? null;
  const rest = objects.filter((object) => object !== configuration);
  const hasNodes = rest.some(({ kind }) => kind === resourceByName("nodes")?.kind);
  const nodes: readonly Node[] = hasNodes ? [] : defaultCluster;
  const [cluster, applied] = partition(rest, isCluster);
  const { first, script, problems } = play(settings?.steps ?? [], applied);
  for (const { path, message } of problems) objectTo(path, message);
  return {
    cluster: [...nodes, ...cluster],
    applied: first,
    schedulerConfiguration: configuration,
    seed: settings?.seed ?? null,
    onStage: settings?.onStage ?? null,
    script,
    runtime: settings?.runtime ?? {},
    ...(settings?.runFor && { runFor: settings.runFor }),
    ...(settings?.webhooks.length && { webhooks: settings.webhooks }),
    ...(settings?.load.length && { load: settings.load }),
    ...(settings?.metrics.length && { metrics: settings.metrics }),
    ...(settings?.traffic.length && { traffic: settings.traffic }),
    defaultCluster: !hasNodes,
    notSimulated,
    sources,
  };
}

/** How long a run of the scenario may last, virtual milliseconds: past its last action there is time to settle. */
export function runLimit({ script, runFor = 0, traffic = [] }: Scenario): number {
  const rates = traffic.flatMap(({ rate }) => rate.map(({ from }) => from));
  const last = Math.max(0, runFor, ...script.map(({ at }) => at), ...rates);
  return Math.min(last + limits.runMillis, limits.runMillisMost);
}
