import { kindOf } from "../api/kinds.ts";
import type { KubernetesObject } from "../api/meta.ts";
import { decode } from "../apiserver/decoding/index.ts";
import { readJson } from "../apiserver/http/jsonText.ts";
import { readYaml } from "../apiserver/http/yamlText.ts";
import { isFields } from "../apiserver/patch/mergePatch.ts";
import type { Client } from "../client/client.ts";
import type { Process } from "../kernel/simulator.ts";
import { printedName, printedRefusal } from "./apply.ts";

/** kubectl's Go type with nothing but metadata (resource/metadata_decoder.go). */
const metadataHolder = "metadataOnlyObject";

const query = "fieldManager=kubectl-create&fieldValidation=Strict";

/** What `kubectl create -f` is given: a file with one object, and the namespace of its context. */
export interface CreateInput {
  readonly file: string;
  readonly text: string;
  readonly namespace: string;
}

/**
 * `kubectl create -f FILE`: one POST, and what kubectl prints about it, to the byte. Returns its exit code.
 *
 * Models kubectl/pkg/cmd/create (v1.34).
 */
export function* create(
  client: Client,
  { file, text, namespace }: CreateInput,
  print: (text: string, stream: "stdout" | "stderr") => void,
): Process<number> {
  const fail = (message: string): number => {
    print(`${message}\n`, "stderr");
    return 1;
  };
  const parsed = readFile(text);
  if ("problem" in parsed) return fail(`error: error parsing ${file}: ${parsed.problem}`);
  const unvalidated = (why: string) =>
    fail(
      `error: error validating "${file}": error validating data: ${why}; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  if (parsed.value === null) return fail("error: no objects passed to create");
  if (!isFields(parsed.value)) return unvalidated("invalid object to validate");
  const object = parsed.value as unknown as KubernetesObject;
  const name = object.metadata?.name ?? "";
  const unset = missing(object);
  if (unset.length > 0) return unvalidated(unset.length === 1 ? `${unset[0]}` : `[${unset.join(", ")}]`);
  const kind = kindOf(object.apiVersion, object.kind);
  if (!kind?.served) {
    return fail(
      `error: resource mapping not found for name: "${name}" namespace: "${object.metadata?.namespace ?? ""}" from "${file}": no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`,
    );
  }
  // kubectl itself reads the metadata; everything else is the server's to decode.
  const { fatal } = decode(object);
  if (fatal?.path[0] === "metadata")
    return fail(
      `error: unable to decode "${file}": ${fatal.message.replace(/(?<=field )\w+(?=\.metadata )/, metadataHolder)}`,
    );
  const { resourceVersion: _, ...metadata } = object.metadata;
  const placed = { ...metadata, ...(kind.namespaced && !metadata.namespace && { namespace }) };
  const answer = yield* client.create(asSent({ ...object, metadata: placed }) as KubernetesObject, { query });
  for (const warning of answer.warnings ?? []) print(`Warning: ${warning}\n`, "stderr");
  if (!answer.ok) return fail(printedRefusal(answer.status, file));
  print(`${printedName(kind, answer.object.metadata.name ?? "")} created\n`, "stdout");
  return 0;
}

/**
 * What looks like JSON is read as such, or as YAML when that fails; when both fail, it is JSON's error that counts.
 * Models YAMLOrJSONDecoder of k8s.io/apimachinery/pkg/util/yaml (v1.34), without the place of the error.
 */
function readFile(text: string): { readonly value: unknown } | { readonly problem: string } {
  const json = text.trimStart().startsWith("{") ? readJson(text) : null;
  if (json && !("problem" in json)) return json;
  const yaml = readYaml(text);
  if (!("problem" in yaml)) return yaml;
  if (!json) return { problem: `error converting YAML to JSON: ${yaml.problem}` };
  return { problem: json.problem === "unexpected end of JSON input" ? "unexpected EOF" : json.problem };
}

/** The object as it goes over the wire: Go writes the keys of maps in their order. */
function asSent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asSent);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([name, field]) => [name, asSent(field)]));
}

/** Which parts of its type an object does not tell. */
function missing(object: KubernetesObject): string[] {
  return (["apiVersion", "kind"] as const).flatMap((field) => {
    if (!object[field]) return [`${field} not set`];
    return typeof object[field] === "string" ? [] : [`${field} isn't string type`];
  });
}
