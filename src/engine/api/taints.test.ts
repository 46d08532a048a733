import { expect, it } from "vitest";
import type { Taint } from "./core.ts";
import type { Toleration } from "./pod.ts";
import { explainToleration } from "./taints.ts";

const gpu: Taint = { key: "dedicated", value: "gpu", effect: "NoSchedule" };
const bare: Taint = { key: "spot", effect: "PreferNoSchedule" };

/** Which of effect, key and value match, and the verdict. */
it.each<[string, Toleration, Taint, string]>([
  ["all equal", { key: "dedicated", operator: "Equal", value: "gpu", effect: "NoSchedule" }, gpu, "EKV tolerates"],
  ["no operator is Equal", { key: "dedicated", value: "gpu", effect: "NoSchedule" }, gpu, "EKV tolerates"],
  ["another value", { key: "dedicated", value: "db", effect: "NoSchedule" }, gpu, "EK- refuses"],
  ["another key", { key: "team", value: "gpu", effect: "NoSchedule" }, gpu, "E-V refuses"],
  ["another effect", { key: "dedicated", value: "gpu", effect: "NoExecute" }, gpu, "-KV refuses"],
  ["no effect matches every effect", { key: "dedicated", value: "gpu" }, gpu, "EKV tolerates"],
  ["Exists asks for no value", { key: "dedicated", operator: "Exists" }, gpu, "EKV tolerates"],
  ["Exists without a key matches everything", { operator: "Exists" }, gpu, "EKV tolerates"],
  ["no value is the empty value", { key: "spot" }, bare, "EKV tolerates"],
  ["an operator that is none", { key: "dedicated", operator: "In" as "Exists" }, gpu, "EK- refuses"],
])("%s", (_what, toleration, taint, expected) => {
  const { effect, key, value, tolerates } = explainToleration(toleration, taint);
  expect(`${effect ? "E" : "-"}${key ? "K" : "-"}${value ? "V" : "-"} ${tolerates ? "tolerates" : "refuses"}`).toBe(
    expected,
  );
});
