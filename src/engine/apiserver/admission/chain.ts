import type { KubernetesObject } from "../../api/meta.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Exchange } from "../exchange.ts";
import { fieldDiff } from "../fieldDiff.ts";
import type { Answer } from "../request.ts";
import { timing } from "../timing.ts";
import type { Attributes, ClusterView } from "./plugin.ts";
import { mutatingPlugins, validatingPlugins } from "./registry.ts";

/** What the plugins are told of a request about an object. */
export function attributesOf({ request, user, options }: Exchange, object: KubernetesObject): Attributes {
  const { verb, kind, subresource, namespace } = request;
  const operation = verb === "create" || verb === "delete" ? verb : "update";
  const { dryRun = false } = options;
  return { operation, kind, subresource, namespace, name: object.metadata.name ?? "", user, dryRun, object };
}

/** Mutating admission: the object as the plugins leave it, one after the other; or a refusal. */
export function* admit(
  exchange: Exchange,
  attributes: Attributes,
  view: ClusterView,
): Process<KubernetesObject | Answer> {
  let { object } = attributes;
  const asked = mutatingPlugins.filter((plugin) => plugin.handles(attributes, view));
  if (asked.length > 0) yield { sleep: timing.mutatingAdmission };
  for (const plugin of asked) {
    let result = plugin.admit?.({ ...attributes, object }, view);
    for (let tries = 1; result && "refused" in result && result.retry && tries < result.retry.tries; tries++) {
      yield { sleep: result.retry.every };
      result = plugin.admit?.({ ...attributes, object }, view);
    }
    if (!result) continue;
    const { warnings = [], took } = result;
    if (took) yield { sleep: took };
    exchange.warn(warnings);
    if ("refused" in result) return exchange.refuse("mutatingAdmission", result.refused, plugin);
    const changed = fieldDiff(object, result.object);
    exchange.pass("mutatingAdmission", { plugin: plugin.name, changed, ...(warnings.length > 0 && { warnings }) });
    object = result.object;
    if (result.reinvoke && !attributes.isReinvoked)
      return yield* admit(exchange, { ...attributes, object, isReinvoked: true }, view);
  }
  return object;
}

/** Validating admission: what the plugins have to write beside the object, such as a quota's use; or a refusal. */
export function* allow(
  exchange: Exchange,
  attributes: Attributes,
  view: ClusterView,
): Process<{ writes: KubernetesObject[] } | Answer> {
  const writes: KubernetesObject[] = [];
  const asked = validatingPlugins.filter(
    (plugin) => (plugin.validates?.(attributes) ?? true) && plugin.handles(attributes, view),
  );
  if (asked.length > 0) yield { sleep: timing.validatingAdmission };
  for (const plugin of asked) {
    const verdict = plugin.validate?.(attributes, view);
    if (!verdict) continue;
    const { warnings, took } = verdict;
    if (took) yield { sleep: took };
    exchange.warn(warnings);
    if ("refused" in verdict) return exchange.refuse("validatingAdmission", verdict.refused, plugin);
    exchange.pass("validatingAdmission", { plugin: plugin.name, ...(warnings && { warnings }) });
    writes.push(...(verdict.writes ?? []));
  }
  return { writes };
}
