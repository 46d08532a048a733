import { LineCounter, parseDocument, type YAMLParseError } from "yaml";
import { apiVersionOf } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import { jsonType } from "../decoding/wrongType.ts";
import { isFields } from "../patch/mergePatch.ts";
import type { ApiRequest } from "../request.ts";
import { badRequest } from "../status.ts";
import { scaleKind } from "../subresource/scale.ts";
import { readBody } from "./body.ts";
import { readJson } from "./jsonText.ts";
import { repeatedKeys } from "./repeatedKeys.ts";
import type { Route } from "./route.ts";

/** What go-yaml's scanner says; it counts lines from where it stands, its parser from where it began. */
const scannerWords: { readonly [code: string]: string } = {
  BLOCK_AS_IMPLICIT_KEY: "mapping values are not allowed in this context",
  TAB_AS_INDENT: "found character that cannot start any token",
  BAD_SCALAR_START: "found character that cannot start any token",
};

/** A text that is no YAML, in go-yaml's words as far as its errors are of the common kinds. */
function yamlProblem({ code, message, linePos }: YAMLParseError): string {
  const line = linePos?.[0].line ?? 1;
  const said = scannerWords[code];
  if (said) return `yaml: ${line > 1 ? `line ${line}: ` : ""}${said}`;
  const where = line > 2 ? `line ${line - 1}: ` : "";
  if (/quote/.test(message)) return `yaml: ${where}found unexpected end of stream`;
  const isFlow = /^Flow (map|sequence)/.exec(message);
  if (isFlow) return `yaml: ${where}did not find expected ${isFlow[1] === "map" ? "node content" : "',' or ']'"}`;
  return `yaml: ${where}did not find expected key`;
}

/**
 * The body of a server-side apply, which is YAML. Models applyPatcher of
 * staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go (v1.34).
 */
export function appliedChange(
  body: string,
  { kind, subresource }: Pick<Route, "kind" | "subresource">,
): Partial<ApiRequest> | { readonly refused: Status } {
  const unreadable = (why: string) => ({ refused: badRequest(`error decoding YAML: ${why}`) });
  const json = readJson(body);
  const isPlain = !("problem" in json) && json.duplicates.length === 0 && isFields(json.value);
  if (isPlain) return taken(json.value, body, { kind, subresource });
  const lineCounter = new LineCounter();
  const document = parseDocument(body, { lineCounter, version: "1.1" });
  const broken = document.errors.find(({ code }) => code !== "DUPLICATE_KEY");
  if (broken) return unreadable(`error converting YAML to JSON: ${yamlProblem(broken)}`);
  const repeated = document.errors.length > 0 ? repeatedKeys(document, lineCounter) : [];
  const value: unknown = document.toJS() ?? {};
  if (!isFields(value)) {
    const type = `Go value of type map[string]interface {}`;
    return unreadable(
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonType(value)} into ${type}`,
    );
  }
  return { ...taken(value, JSON.stringify(value), { kind, subresource }), complaints: repeated };
}

function taken(
  value: { readonly [field: string]: unknown },
  json: string,
  { kind, subresource }: Pick<Route, "kind" | "subresource">,
): Partial<ApiRequest> | { readonly refused: Status } {
  // Which version is applied is the field manager's to judge.
  const written = { ...value, apiVersion: value.apiVersion ?? "" } as unknown as KubernetesObject;
  const expected = subresource === "scale" ? scaleKind : kind;
  if (written.apiVersion !== apiVersionOf(expected))
    return { applied: { ...written, metadata: written.metadata ?? {} } };
  const read = readBody(json, { kind, subresource });
  return "refused" in read ? read : { applied: read.object };
}
