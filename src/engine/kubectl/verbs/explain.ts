import { apiVersionOf, type KindInfo, kinds, resourceByName } from "../../api/kinds.ts";
import type { Flag } from "../console/flags.ts";
import { type ConsoleResult, Output, refusal } from "../console/result.ts";
import { type Call, usageError, type Verb } from "../console/verb.ts";
import { type ApiSchema, innerOf, resolved, schemaOfKind, typeName } from "../explain/schema.ts";

const width = 76;

/** Text broken at blanks into lines of at most 76 characters, each behind four blanks. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === "" ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.map((line) => `    ${line}`);
}

interface Field {
  readonly name: string;
  readonly schema: ApiSchema;
}

/** The field that a path leads to below an object, with its schema; or the name that leads nowhere. */
function fieldAt(
  root: ApiSchema,
  top: ApiSchema,
  path: readonly string[],
): Field | { readonly missing: string } | null {
  let field: Field | null = null;
  let at = top;
  for (const name of path) {
    const schema = innerOf(root, at).properties?.[name];
    if (!schema) return { missing: name };
    field = { name, schema };
    at = schema;
  }
  return field;
}

const conventions = "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md";

/** The schema is made for an editor: there these say which object it is, here what they mean. */
const identity: { readonly [field: string]: ApiSchema } = {
  apiVersion: {
    type: "string",
    description: `APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: ${conventions}#resources`,
  },
  kind: {
    type: "string",
    description: `Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: ${conventions}#types-kinds`,
  },
};

function fieldsOf(root: ApiSchema, schema: ApiSchema): [string, ApiSchema, boolean][] {
  const { properties = {}, required = [] } = innerOf(root, schema);
  return Object.keys(properties)
    .sort()
    .map((name) => {
      const field = properties[name] ?? {};
      const isIdentity = Object.hasOwn(identity, name) && field.enum?.length === 1 && field.description === undefined;
      return isIdentity ? [name, identity[name] ?? {}, false] : [name, field, required.includes(name)];
    });
}

const enumOf = (root: ApiSchema, schema: ApiSchema): readonly unknown[] =>
  schema.enum ?? resolved(root, schema).enum ?? [];

function fieldLines(root: ApiSchema, schema: ApiSchema): string[] {
  return fieldsOf(root, schema).flatMap(([name, field, isRequired]) => {
    const values = enumOf(root, field);
    return [
      `  ${name}\t<${typeName(root, field)}>${isRequired ? " -required-" : ""}`,
      ...(values.length > 0 ? [`  enum: ${values.join(", ")}`] : []),
      ...wrapped(field.description ?? resolved(root, field).description ?? "<no description>"),
      "",
    ];
  });
}

/** Names and types only, all the way down; a type within itself is not entered again. */
function recursiveLines(root: ApiSchema, schema: ApiSchema, depth: number, seen: readonly ApiSchema[]): string[] {
  const here = innerOf(root, schema);
  if (seen.includes(here)) return [];
  return fieldsOf(root, schema).flatMap(([name, field, isRequired]) => [
    `${"  ".repeat(depth)}${name}\t<${typeName(root, field)}>${isRequired ? " -required-" : ""}`,
    ...(enumOf(root, field).length > 0 ? [`${"  ".repeat(depth)}enum: ${enumOf(root, field).join(", ")}`] : []),
    ...recursiveLines(root, field, depth + 1, [...seen, here]),
  ]);
}

function heading({ group, version, kind }: KindInfo, root: ApiSchema, field: Field | null): string[] {
  const values = field ? enumOf(root, field.schema) : [];
  return [
    ...(group === "" ? [] : [`GROUP:      ${group}`]),
    `KIND:       ${kind}`,
    `VERSION:    ${version}`,
    "",
    ...(field ? [`FIELD: ${field.name} <${typeName(root, field.schema)}>`] : []),
    ...(values.length > 0 ? ["ENUM:", ...values.map((value) => `    ${value}`), ""] : field ? ["", ""] : []),
  ];
}

function kindFor(name: string, apiVersion: string | undefined): KindInfo | undefined {
  const found = resourceByName(name);
  if (!found || apiVersion === undefined) return found;
  return kinds.find((kind) => kind.resource === found.resource && apiVersionOf(kind) === apiVersion);
}

function run(call: Call): ConsoleResult {
  const { args, flags, moment } = call;
  const [target, ...others] = args;
  const hint = 'Use "kubectl api-resources" for a complete list of supported resources.';
  if (target === undefined) return refusal(`error: You must specify the type of resource to explain. ${hint}`);
  if (others.length > 0) return usageError(call, "We accept only this format: explain RESOURCE");
  const root = moment.apiSchema;
  if (!root) return refusal("error: the descriptions of the API are not loaded");
  const [resource = "", ...path] = target.split(".");
  const kind = kindFor(resource, flags.text("api-version"));
  if (!kind) return refusal(`error: the server doesn't have a resource type "${resource}"`);
  const top = schemaOfKind(root, kind.kind);
  if (!top) return refusal(`error: the descriptions of ${kind.kind} are not part of this console`);
  const field = fieldAt(root, top, path);
  if (field && "missing" in field) return refusal(`error: field "${field.missing}" does not exist`);
  const schema = field?.schema ?? top;
  const own = schema.description;
  const type = innerOf(root, schema).description;
  const about = [own, type === own ? undefined : type].filter((text) => text !== undefined).join("\n");
  const hasFields = fieldsOf(root, schema).length > 0;
  const isRecursive = flags.is("recursive");
  const lines = isRecursive ? recursiveLines(root, schema, 1, []) : fieldLines(root, schema);
  return new Output()
    .print(...heading(kind, root, field), "DESCRIPTION:", ...wrapped(about || "<empty>"), "    ")
    .print(...(hasFields ? ["FIELDS:", ...lines] : []))
    .end();
}

const flags: readonly Flag[] = [
  { name: "api-version", is: "string", about: "Use given api-version (group/version) of the resource." },
  { name: "recursive", is: "bool", about: "When true, print the name of all the fields recursively." },
];

/** What the fields of a kind mean. Models the layout of kubectl's pkg/explain/v2 (v1.34). */
export const explain: Verb = {
  name: "explain",
  short: "Get documentation for a resource",
  usage: "explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group]",
  examples: ["kubectl explain pods", "kubectl explain pods.spec.containers", "kubectl explain deploy --recursive"],
  flags,
  absent: "output",
  completes: ["resource", "nothing"],
  run,
};
