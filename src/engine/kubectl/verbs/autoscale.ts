import { apiVersionOf } from "../../api/kinds.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import { isQuantityError, parseQuantity } from "../../api/quantity.ts";
import { find } from "../console/find.ts";
import { type ConsoleResult, refusal } from "../console/result.ts";
import type { Call, Verb } from "../console/verb.ts";
import { generated, generatorFlags } from "./generated.ts";
import { nothingNamed } from "./named.ts";

const scalable = ["Deployment", "ReplicaSet", "StatefulSet", "ReplicationController"];

/** `70%` is a share of what is requested, anything else an amount for each Pod. */
function metricOf(name: string, text: string, unit: string): object | { readonly error: string } {
  const percent = /^(\d+)%$/.exec(text);
  if (percent) {
    const target = { averageUtilization: Number(percent[1]), type: "Utilization" };
    return { resource: { name, target }, type: "Resource" };
  }
  const amount = /^\d+$/.test(text) ? `${text}${unit}` : text;
  const parsed = parseQuantity(amount);
  if (isQuantityError(parsed))
    return { error: `error: invalid ${name} value ${JSON.stringify(text)}: ${parsed.error}` };
  return { resource: { name, target: { averageValue: amount, type: "AverageValue" } }, type: "Resource" };
}

function run(call: Call): ConsoleResult {
  const { flags } = call;
  const max = flags.number("max");
  const min = flags.number("min") ?? -1;
  if (max === undefined) return refusal('error: required flag(s) "max" not set');
  if (max < 1) return refusal(`error: --max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min)
    return refusal(`error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  const findings = find(call);
  const missing = nothingNamed(call, findings);
  if (missing) return missing;
  if ("error" in findings) return refusal(findings.error);
  if (findings.errors.length > 0) return refusal(findings.errors.join("\n"));
  const [{ kind, objects }] = findings.found;
  if (!scalable.includes(kind.kind))
    return refusal(
      `error: cannot autoscale a ${kind.kind}: could not find scale subresource for ${apiVersionOf(kind)}, Resource=${kind.resource} in discovery information`,
    );
  const percent = flags.text("cpu-percent");
  const cpu = flags.text("cpu") ?? (percent === undefined ? undefined : `${percent.replace(/%$/, "")}%`);
  const memory = flags.text("memory");
  const metrics = [
    ...(cpu === undefined ? [] : [metricOf("cpu", cpu, "m")]),
    ...(memory === undefined ? [] : [metricOf("memory", memory, "")]),
  ];
  const wrong = metrics.find((metric) => "error" in metric);
  if (wrong && "error" in wrong) return refusal(String(wrong.error));
  const target = objects[0].metadata.name ?? "";
  const object = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: flags.text("name") ?? target },
    spec: {
      maxReplicas: max,
      ...(metrics.length > 0 && { metrics }),
      ...(min > 0 && { minReplicas: min }),
      scaleTargetRef: { apiVersion: apiVersionOf(kind), kind: kind.kind, name: target },
    },
    status: {},
  } as KubernetesObject;
  return generated(call, { object, done: "autoscaled" });
}

/** Models kubectl's pkg/cmd/autoscale (v1.34). */
export const autoscale: Verb = {
  name: "autoscale",
  short: "Auto-scale a deployment, replica set, stateful set, or replication controller",
  usage: "autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]",
  examples: ["kubectl autoscale deployment web --min=2 --max=10 --cpu=70%"],
  flags: [
    ...generatorFlags,
    {
      name: "cpu",
      is: "string",
      about:
        'Target CPU utilization over all the pods. When specified as a percentage (e.g."70%" for 70% of requested CPU) it will target average utilization. When specified as quantity (e.g."500m" for 500 milliCPU) it will target average value.',
    },
    {
      name: "cpu-percent",
      is: "string",
      about:
        "The target average CPU utilization (represented as a percent of requested CPU) over all the pods. Deprecated: use --cpu.",
    },
    {
      name: "max",
      is: "int",
      about: "The upper limit for the number of pods that can be set by the autoscaler. Required.",
    },
    { name: "memory", is: "string", about: "Target memory utilization over all the pods, as --cpu." },
    { name: "min", is: "int", about: "The lower limit for the number of pods that can be set by the autoscaler." },
    {
      name: "name",
      is: "string",
      about: "The name for the newly created object. If not specified, the name of the input resource will be used.",
    },
  ],
  absent: "field-manager filename kustomize recursive save-config show-managed-fields template",
  completes: ["resource", "name"],
  run,
};
