import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { scenarioSchema } from "../src/scenario/document/schema.ts";

/**
 * Builds the JSON Schema that the editor completes and checks with, from the type declarations of the installed
 * package `kubernetes-models`: they are generated from Kubernetes' OpenAPI and perfectly regular. The result is not
 * kept in the repository, so that its texts stay a dependency's.
 */
type Schema = { [keyword: string]: unknown };

/** File (without `.d.ts`) in the package, per kind that the playground offers. */
const kinds: readonly string[] = [
  ...["Pod", "Node", "Namespace", "Service", "ConfigMap", "Secret", "ServiceAccount", "PersistentVolume"].map(core),
  ...["PersistentVolumeClaim", "ResourceQuota", "LimitRange", "ReplicationController"].map(core),
  ...["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"].map((kind) => `apps/v1/${kind}`),
  "batch/v1/Job",
  "batch/v1/CronJob",
  "autoscaling/v2/HorizontalPodAutoscaler",
  "networking.k8s.io/v1/Ingress",
  "networking.k8s.io/v1/IngressClass",
  "networking.k8s.io/v1/NetworkPolicy",
  "policy/v1/PodDisruptionBudget",
  "scheduling.k8s.io/v1/PriorityClass",
  "storage.k8s.io/v1/StorageClass",
];

/** People write these kinds' status by hand: a Node's allocatable, an existing Pod's phase. */
const kindsWithStatus = new Set(["v1/Pod", "v1/Node"]);

/** Hover texts are cut here: the whole descriptions would double what the editor loads. */
const longestDescription = 240;

function core(kind: string): string {
  return `v1/${kind}`;
}

const packagesRoot = join(dirname(createRequire(import.meta.url).resolve("kubernetes-models/package.json")), "..");

class Generator {
  readonly definitions: { [name: string]: Schema } = {};

  /** Adds the definition in a declaration file, and those that it needs. Gives its name. */
  define(file: string): string {
    const name = file.slice(packagesRoot.length + 1).replaceAll(/[^A-Za-z0-9]+/g, ".");
    if (this.definitions[name]) return name;
    const definition: Schema = {};
    this.definitions[name] = definition;
    const text = readFileSync(`${file}.d.ts`, "utf8");
    const files = importedFiles(text, file);
    const alias = /^export type I\w+ = (.+);$/m.exec(text);
    if (alias) {
      Object.assign(definition, this.typeOf(alias[1], files));
      return name;
    }
    const body = /^export interface I\w+(?: extends [^{]+)? \{\n([\s\S]*?)^\}$/m.exec(text);
    if (!body) throw new Error(`${file}: neither an interface nor a type`);
    const keepsStatus = [...kindsWithStatus].some((kind) => file.endsWith(`kubernetes-models/${kind}`));
    Object.assign(definition, this.objectOf(body[1], files, keepsStatus));
    const described = /\/\*\*([\s\S]*?)\*\/\nexport interface/.exec(text);
    if (described) definition.description = shorten(described[1]);
    return name;
  }

  private objectOf(body: string, files: ReadonlyMap<string, string>, keepsStatus: boolean): Schema {
    const property =
      /^ {4}(?:\/\*\*([\s\S]*?)\*\/\n {4})?"?([\w$-]+)"?(\?)?: ([\s\S]*?);$(?=\n {4}[/"]|\n*(?![\s\S]))/gm;
    const properties: { [name: string]: Schema } = {};
    const required: string[] = [];
    const isRoot = /^ {4}"kind": "/m.test(body);
    for (const [, description, name, optional, type] of body.matchAll(property)) {
      if (isRoot && name === "status" && !keepsStatus) continue;
      const schema = this.typeOf(type, files);
      properties[name] = description ? { description: shorten(description), ...schema } : schema;
      if (!optional) required.push(name);
    }
    return {
      type: "object",
      additionalProperties: false,
      properties,
      ...(required.length > 0 && { required }),
    };
  }

  private typeOf(type: string, files: ReadonlyMap<string, string>): Schema {
    const map = /^\{\s*\[key: string\]: ([\s\S]*?);\s*\}$/.exec(type);
    if (map) return { type: "object", additionalProperties: this.typeOf(map[1], files) };
    const array = /^Array<([\s\S]*)>$/.exec(type);
    if (array) return { type: "array", items: this.typeOf(array[1], files) };
    const literals = [...type.matchAll(/"([^"]*)"/g)].map((match) => match[1]);
    if (literals.length > 0 && type.replaceAll(/"[^"]*"/g, "").replaceAll(/[|\s]/g, "") === "") {
      return { type: "string", enum: literals };
    }
    if (type.includes(" | ")) {
      const parts = type.split(" | ");
      return parts.every((part) => ["string", "number", "boolean"].includes(part)) ? { type: parts } : {};
    }
    if (["string", "number", "boolean"].includes(type)) return { type };
    const field = /^(I\w+)\["(\w+)"\]$/.exec(type);
    const file = files.get(field ? field[1] : type);
    return file ? { $ref: `#/definitions/${this.define(file)}` } : {};
  }
}

/** Imported name → file, for the interfaces that a declaration refers to. */
function importedFiles(text: string, file: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const [, names, specifier] of text.matchAll(/^import \{ ([^}]+) \} from "([^"]+)";$/gm)) {
    const path = specifier.startsWith(".") ? resolve(dirname(file), specifier) : join(packagesRoot, specifier);
    for (const name of names.split(", ")) {
      if (name.startsWith("II")) files.set(name, path.replace(/\.js$/, ""));
    }
  }
  return files;
}

function shorten(comment: string): string {
  const text = comment
    .replaceAll(/^\s*\* ?/gm, "")
    .trim()
    .split("\n\n")[0]
    .replaceAll(/\s+/g, " ");
  if (text.length <= longestDescription) return text;
  const cut = text.slice(0, longestDescription);
  return `${cut.slice(0, cut.lastIndexOf(" "))} …`;
}

/** kube-scheduler's configuration is not in the API server's OpenAPI: the part that the playground reads, by hand. */
const schedulerConfiguration: Schema = {
  type: "object",
  properties: {
    apiVersion: { const: "kubescheduler.config.k8s.io/v1" },
    kind: { const: "KubeSchedulerConfiguration" },
    percentageOfNodesToScore: { type: "number" },
    profiles: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        properties: {
          schedulerName: { type: "string" },
          percentageOfNodesToScore: { type: "number" },
          plugins: { type: "object" },
          pluginConfig: {
            type: "array",
            items: {
              type: "object",
              additionalProperties: false,
              properties: { name: { type: "string" }, args: { type: "object" } },
              required: ["name"],
            },
          },
        },
      },
    },
  },
};

/** Writes `src/generated/kubernetes.schema.json`. Throws when the package's declarations don't read as expected. */
export function generateSchema(): void {
  const generator = new Generator();
  const roots = kinds.map((path) => ({
    kind: path.slice(path.lastIndexOf("/") + 1),
    apiVersion: path.slice(0, path.lastIndexOf("/")),
    name: generator.define(join(packagesRoot, "kubernetes-models", path)),
  }));
  const names = [...roots.map(({ kind }) => kind), "KubeSchedulerConfiguration", "Scenario", "List"];
  const versions = [
    ...new Set(roots.map(({ apiVersion }) => apiVersion)),
    "kubescheduler.config.k8s.io/v1",
    "podyssey.dev/v1alpha1",
  ];
  const schema: Schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Kubernetes API",
    type: "object",
    properties: {
      // Offered, not demanded: of a kind that it does not know, the playground says so in kubectl's words.
      apiVersion: { anyOf: [{ enum: versions }, { type: "string" }] },
      kind: { anyOf: [{ enum: names }, { type: "string" }] },
    },
    allOf: [
      ...roots.map(({ kind, name }) => dispatch(kind, { $ref: `#/definitions/${name}` })),
      dispatch("KubeSchedulerConfiguration", schedulerConfiguration),
      dispatch("Scenario", scenarioSchema()),
    ],
    definitions: generator.definitions,
  };
  const directory = join(import.meta.dirname, "..", "src", "generated");
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "kubernetes.schema.json"), JSON.stringify(schema));
}

function dispatch(kind: string, definition: Schema): Schema {
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
  return { if: { properties: { kind: { const: kind } }, required: ["kind"] }, then: definition };
}

if (process.argv[1] === import.meta.filename) generateSchema();
