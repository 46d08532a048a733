import { apiVersionOf } from "../../api/kinds.ts";
import type { KubernetesObject, Status } from "../../api/meta.ts";
import { conversionProblem, typeMetaProblem } from "../decoding/typeMeta.ts";
import type { WrittenForms } from "../decoding/writtenForms.ts";
import { utf8 } from "../defaulting/base64.ts";
import { isFields } from "../patch/mergePatch.ts";
import { badRequest } from "../status.ts";
import { readJson } from "./jsonText.ts";
import type { Route } from "./route.ts";
import { readYaml } from "./yamlText.ts";

/** The object that a body holds, with how it was written; or why it cannot be read. */
export type Body =
  | { readonly object: KubernetesObject; readonly written: WrittenForms; readonly duplicates: readonly string[] }
  | { readonly refused: Status };

const shownLength = 30;

/** Subresources that take an object of a kind of their own. */
const ofTheirOwn: { readonly [subresource: string]: { readonly apiVersion: string; readonly kind: string } } = {
  binding: { apiVersion: "v1", kind: "Binding" },
  eviction: { apiVersion: "policy/v1", kind: "Eviction" },
  scale: { apiVersion: "autoscaling/v1", kind: "Scale" },
};

/** Evictions alone are taken in two versions. */
const oldEviction = "policy/v1beta1";

function expectedOf({ kind, subresource = "" }: Pick<Route, "kind" | "subresource">) {
  return ofTheirOwn[subresource] ?? { apiVersion: apiVersionOf(kind), kind: kind.kind };
}

/** A piece of what was sent, as error messages show it: text when it looks like JSON, else hexadecimal. */
function summary(text: string): string {
  if (text === "") return "<empty>";
  const isJson = text.startsWith("{");
  const shown = (part: string): string =>
    isJson
      ? part
      : utf8(part)
          .map((byte) => byte.toString(16).padStart(2, "0"))
          .join("");
  return text.length > shownLength ? `${shown(text.slice(0, shownLength - 1))} ...` : shown(text);
}

const unrecognizable = (kind: string, why: string, text: string): Status =>
  badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why} (${summary(text)})`);

/** Keys in their order, as they are on the way from YAML to JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFields(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, field]) => [name, sorted(field)]));
}

/** As readBody, for a body in YAML; of keys that stand twice it says what the field validation is to say. */
export function readYamlBody(
  text: string,
  route: Pick<Route, "kind" | "subresource">,
  isStrict: boolean,
): Body & { readonly complaints?: readonly string[] } {
  const expected = expectedOf(route);
  const yaml = readYaml(text);
  if ("problem" in yaml) return { refused: unrecognizable(expected.kind, yaml.problem, text) };
  const { repeated } = yaml;
  const told = isStrict && repeated.length > 0 ? [`yaml: unmarshal errors:\n  ${repeated.join("\n  ")}`] : repeated;
  return { ...readBody(JSON.stringify(sorted(yaml.value ?? null)), route, expected, text), complaints: told };
}

/**
 * Reads the object out of a request's body and holds its kind against the URL's.
 * Models the create and update handlers' use of the decoder (staging/src/k8s.io/apiserver/pkg/endpoints/handlers, v1.34).
 */
export function readBody(
  text: string,
  { kind, subresource }: Pick<Route, "kind" | "subresource">,
  expected = expectedOf({ kind, subresource }),
  sent = text,
): Body {
  const unrecognized = (why: string): Body => ({ refused: unrecognizable(expected.kind, why, sent) });
  const json = readJson(text);
  if ("problem" in json) return unrecognized(`couldn't get version/kind; json parse error: ${json.problem}`);
  // Nothing at all is read as an object without fields.
  const value = json.value ?? {};
  const untyped = typeMetaProblem(value);
  if (untyped !== null || !isFields(value))
    return unrecognized(`couldn't get version/kind; json parse error: ${untyped}`);
  if (typeof value.apiVersion === "string" && value.apiVersion.split("/").length > 2)
    return unrecognized(`unexpected GroupVersion string: ${value.apiVersion}`);
  const told = typeof value.apiVersion === "string" && value.apiVersion ? value.apiVersion : expected.apiVersion;
  const apiVersion = subresource === "eviction" && told === oldEviction ? expected.apiVersion : told;
  const given = typeof value.kind === "string" && value.kind ? value.kind : expected.kind;
  const version = apiVersion.split("/").at(-1);
  const unhandled = (why: string): Body => ({
    refused: badRequest(`${given} in version "${version}" cannot be handled as a ${expected.kind}: ${why}`),
  });
  if (apiVersion !== expected.apiVersion || given !== expected.kind) {
    const impossible = conversionProblem({ apiVersion, kind: given }, expected);
    if (impossible !== null) return unhandled(impossible);
    return {
      refused: badRequest(
        `the API version in the data (${apiVersion}) does not match the expected API version (${expected.apiVersion})`,
      ),
    };
  }
  const { duplicates, written } = json;
  const object = { ...value, apiVersion, kind: given, metadata: value.metadata ?? {} } as unknown as KubernetesObject;
  const wording: WrittenForms = { get: (part) => written.get(part === object ? value : part) };
  return { object, written: wording, duplicates };
}
