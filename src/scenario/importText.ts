import { parseDocument } from "yaml";
import { printedYaml } from "../engine/index.ts";
import { type Dropped, type Imported, looksExported } from "./exported.ts";
import { goTags } from "./goTags.ts";
import { limits } from "./limits.ts";

/**
 * What kubectl printed of a real cluster, without what must not be kept or linked: Secrets, the literal values of
 * environment variables, the configuration applied last, and managed fields. Such documents come out as kubectl prints
 * YAML, JSON too. A manifest that somebody wrote has no metadata of a server: it stays to the letter, and so does what
 * does not parse.
 */
export function importText(text: string): Imported {
  if (!looksExported(text)) return { text, dropped: null };
  const counts = { secrets: 0, envValues: 0, lastApplied: 0, managedFields: 0 };
  let unread: Pick<Imported, "isUnread"> = {};
  const parts = documentsOf(text).map((part) => {
    const value = looksExported(part) ? valueIn(part) : null;
    if (value === undefined) unread = { isUnread: true };
    if (!isExported(value)) return { part, isOurs: false, kept: part.trim() === "" ? undefined : part };
    return { part, isOurs: true, value, kept: withoutSecrets(value, counts) };
  });
  if (!parts.some(({ isOurs }) => isOurs)) return { text, dropped: null, ...unread };
  // Of a file of nothing but Secrets the names stay: an empty text says nothing.
  const isEmpty = parts.every(({ kept }) => kept === undefined);
  const texts = parts.map(({ part, isOurs, value, kept }) => {
    if (!isOurs) return part;
    const left = isEmpty ? withoutData(value) : kept;
    if (left === undefined) return "";
    return `${part.startsWith("---") ? "---\n" : ""}${printed(cleaned(left, counts))}\n`;
  });
  return { text: joined(texts), dropped: counts, ...unread };
}

/** As YAML; where that is too large to be run and JSON on one line is not, as that. */
function printed(value: unknown): string {
  const yaml = printedYaml(value);
  if (yaml.length <= limits.textBytes) return yaml;
  const json = JSON.stringify(value);
  return json.length <= limits.textBytes ? json : yaml;
}

type Counts = { -readonly [K in keyof Dropped]: Dropped[K] };
type Fields = { readonly [key: string]: unknown };

/** The documents of a stream, each with the mark that it begins with. A line that starts so is one wherever it stands. */
function documentsOf(text: string): string[] {
  return text.split(/^(?=---(?:\s|$))/m);
}

/** Without a separator in front where the documents before have gone. */
function joined(parts: readonly string[]): string {
  const text = parts.join("");
  return parts[0] === "" ? text.replace(/^---\n/, "") : text;
}

/** A document's value; undefined when it does not read. */
function valueIn(part: string): unknown {
  try {
    if (/^\s*[{[]/.test(part)) return JSON.parse(part);
  } catch {
    // YAML in flow style begins like JSON.
  }
  try {
    const document = parseDocument(part, { customTags: goTags, logLevel: "silent" });
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isList = (value: Fields): value is Fields & { readonly items: readonly unknown[] } =>
  typeof value.kind === "string" && value.kind.endsWith("List") && Array.isArray(value.items);

/** Only a cluster prints lists and gives these fields. */
function isExported(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isExported);
  if (!isFields(value)) return false;
  if (isList(value)) return true;
  const { metadata } = value;
  if (!isFields(metadata)) return false;
  const { uid, resourceVersion, managedFields, creationTimestamp, annotations } = metadata;
  if (uid || resourceVersion || managedFields || creationTimestamp) return true;
  return isFields(annotations) && Object.keys(annotations).some(isLastApplied);
}

const isLastApplied = (annotation: string): boolean => annotation.includes("last-applied");

/** A document without its Secrets; undefined when it had nothing else. */
function withoutSecrets(value: unknown, counts: Counts): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutSecrets(item, counts)).filter((item) => item !== undefined);
    return items.length === 0 && value.length > 0 ? undefined : items;
  }
  if (!isFields(value)) return value;
  if (isSecret(value)) {
    counts.secrets++;
    return undefined;
  }
  if (!isList(value)) return value;
  // The items of a SecretList may come without a kind.
  if (value.kind === "SecretList") {
    counts.secrets += value.items.length;
    return undefined;
  }
  const items = withoutSecrets(value.items, counts);
  return items === undefined ? undefined : { ...value, items };
}

const isSecret = ({ kind, apiVersion }: Fields): boolean => kind === "Secret" && apiVersion === "v1";

function withoutData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutData);
  if (!isFields(value)) return value;
  const { data, stringData, ...rest } = value;
  return isList(value) ? { ...value, items: value.items.map(withoutData) } : rest;
}

/** Without environment values and what metadata holds of other texts, wherever it stands: templates have both, too. */
function cleaned(value: unknown, counts: Counts): unknown {
  if (Array.isArray(value)) return value.map((item) => cleaned(item, counts));
  if (!isFields(value)) return value;
  const result: { [key: string]: unknown } = {};
  for (const [key, field] of Object.entries(value)) {
    if (key === "metadata" && isFields(field)) result[key] = cleaned(metadataOf(field, counts), counts);
    else if (key === "env" && Array.isArray(field)) result[key] = field.map((item) => variableOf(item, counts));
    else result[key] = cleaned(field, counts);
  }
  return result;
}

function metadataOf(metadata: Fields, counts: Counts): Fields {
  const { managedFields, annotations, ...rest } = metadata;
  if (managedFields !== undefined) counts.managedFields++;
  if (!isFields(annotations)) return annotations === undefined ? rest : { ...rest, annotations };
  const kept = Object.entries(annotations).filter(([name]) => !isLastApplied(name));
  counts.lastApplied += Object.keys(annotations).length - kept.length;
  return kept.length > 0 ? { ...rest, annotations: Object.fromEntries(kept) } : rest;
}

/** An environment variable keeps its name and where its value comes from. */
function variableOf(item: unknown, counts: Counts): unknown {
  if (!isFields(item) || item.value === undefined) return cleaned(item, counts);
  const { value, ...rest } = item;
  if (value !== "" && value !== null) counts.envValues++;
  return rest;
}
