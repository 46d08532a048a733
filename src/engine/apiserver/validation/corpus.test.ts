import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Pod } from "../../api/pod.ts";
import { applyDefaults } from "../defaulting/index.ts";
import { preparePodForCreate } from "../strategy/pod.ts";
import { formatFieldError, validate } from "./index.ts";

interface Case {
  readonly id: string;
  readonly object: KubernetesObject;
  readonly expect: readonly string[] | { readonly decode: string };
}

const file = new URL("../../../../conformance/cases/validation.jsonl.gz", import.meta.url);
const cases = gunzipSync(readFileSync(file))
  .toString("utf8")
  .trim()
  .split("\n")
  .map((line): Case => JSON.parse(line));
const clusterScoped = ["Node", "Namespace"];

function errorsOf({ object }: Case): string[] {
  const namespace = clusterScoped.includes(object.kind) ? {} : { namespace: object.metadata.namespace ?? "default" };
  const defaulted = applyDefaults({ ...object, metadata: { ...object.metadata, ...namespace } });
  const prepared = defaulted.kind === "Pod" ? preparePodForCreate(defaulted as Pod) : defaulted;
  return validate(prepared).map(formatFieldError);
}

describe("validation", () => {
  it.each(cases.filter((entry) => Array.isArray(entry.expect)).map((entry) => [entry.id, entry] as const))(
    "%s",
    (_, entry) => {
      expect(errorsOf(entry)).toEqual(entry.expect);
    },
  );
});
