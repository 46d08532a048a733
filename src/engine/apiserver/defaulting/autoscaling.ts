import { canonicalQuantity } from "../../api/quantity.ts";
import { ensureRecord, type Fields, recordAt, recordsAt, setAbsent } from "./fields.ts";

const scaleUp: Fields = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [
    { type: "Pods", value: 4, periodSeconds: 15 },
    { type: "Percent", value: 100, periodSeconds: 15 },
  ],
};

/** The window when scaling down is the controller manager's, unless the object has one. */
const scaleDown: Fields = { selectPolicy: "Max", policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] };

const targetQuantities = ["value", "averageValue"];

/** Models pkg/apis/autoscaling/v2/defaults.go (v1.34). */
export function defaultHorizontalPodAutoscaler(autoscaler: Fields): void {
  const spec = ensureRecord(autoscaler, "spec");
  setAbsent(spec, { minReplicas: 1 });
  if (autoscaler.apiVersion !== "autoscaling/v2") return;
  if (recordsAt(spec, "metrics").length === 0) {
    spec.metrics = [
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
    ];
  }
  for (const metric of recordsAt(spec, "metrics"))
    for (const source of ["resource", "containerResource", "pods", "object", "external"])
      canonicaliseTarget(recordAt(recordAt(metric, source), "target"));
  const behavior = recordAt(spec, "behavior");
  if (!behavior) return;
  setAbsent(ensureRecord(behavior, "scaleUp"), scaleUp);
  setAbsent(ensureRecord(behavior, "scaleDown"), scaleDown);
  for (const direction of ["scaleUp", "scaleDown"]) canonicalise(ensureRecord(behavior, direction), "tolerance");
}

function canonicaliseTarget(target: Fields | undefined): void {
  if (target) for (const field of targetQuantities) canonicalise(target, field);
}

function canonicalise(owner: Fields, field: string): void {
  const quantity = owner[field];
  if (typeof quantity === "string" || typeof quantity === "number") owner[field] = canonicalQuantity(quantity);
}
