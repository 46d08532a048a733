import type { KubernetesObject, Status } from "../../../api/meta.ts";
import { randomUid } from "../../../api/randomSuffix.ts";
import type { VirtualMillis } from "../../../kernel/clock.ts";
import { forbidden, internalError, webhookDenied } from "../../status.ts";
import { celScope, matchConditions } from "../celScope.ts";
import type { Attributes, ClusterView } from "../plugin.ts";
import { type RequestRule, ruleMatches, type Selectors, selectorsMatch } from "./matching.ts";
import type { AdmissionResponse, WebhookReply } from "./webhookServer.ts";

export interface Webhook extends Selectors {
  readonly name: string;
  readonly clientConfig: {
    readonly url?: string;
    readonly service?: {
      readonly name: string;
      readonly namespace: string;
      readonly path?: string;
      readonly port?: number;
    };
  };
  readonly rules?: readonly RequestRule[];
  readonly failurePolicy?: string;
  readonly timeoutSeconds?: number;
  readonly reinvocationPolicy?: string;
  readonly matchConditions?: readonly { readonly expression?: string }[];
}

export interface WebhookConfiguration extends KubernetesObject {
  readonly webhooks?: readonly Webhook[];
}

/** What a webhook comes to: what it answered, nothing (it failed and may be ignored), or a refusal; and how long it took. */
export type Outcome = { readonly took: VirtualMillis; readonly warnings?: readonly string[] } & (
  | { readonly response?: AdmissionResponse }
  | { readonly refused: Status }
);

const defaultTimeoutSeconds = 10;

/** Where upstream makes the scheme that replies are read with: Go names a scheme by that. */
const reviewScheme = "pkg/util/webhook/client.go:71";

/** The webhooks of a kind of configuration that want to see a request: by the configurations' names, then in order. */
export function interestedWebhooks(configurations: string, attributes: Attributes, view: ClusterView): Webhook[] {
  // Webhooks must not be able to lock their own configuration.
  if (attributes.kind.group === "admissionregistration.k8s.io") return [];
  const all = view.list<WebhookConfiguration>(configurations);
  if (all.length === 0) return [];
  return all
    .flatMap(({ webhooks = [] }) => webhooks)
    .filter(
      (webhook) =>
        webhook.rules?.some((rule) => ruleMatches(rule, attributes)) && selectorsMatch(webhook, attributes, view),
    );
}

function reply(
  webhook: Webhook,
  uid: string,
  attributes: Attributes,
  view: ClusterView,
): { url: string; reply: WebhookReply } {
  const { url: given, service } = webhook.clientConfig;
  const url = service
    ? `https://${service.name}.${service.namespace}.svc:${service.port ?? 443}${service.path ?? ""}`
    : (given ?? "");
  if (service && !view.get("services", service.namespace, service.name))
    return { url, reply: { after: 1, failure: `service "${service.name}" not found` } };
  return { url, reply: view.webhooks({ url, uid, attributes, object: attributes.object }) };
}

/** Asks a webhook, if its conditions match. Models ShouldCallHook of admission/plugin/webhook/generic (v1.34). */
export function callWebhook(webhook: Webhook, attributes: Attributes, view: ClusterView): Outcome {
  const { name, matchConditions: conditions = [], failurePolicy } = webhook;
  if (conditions.length === 0) return call(webhook, attributes, view);
  const matching = matchConditions(conditions, celScope(attributes, view), `admission webhook "${name}"`);
  const { warnings } = matching;
  if ("error" in matching) {
    const ignored = failurePolicy === "Ignore";
    return ignored ? { took: 0, warnings } : { took: 0, warnings, refused: refusalOf(attributes, matching.error) };
  }
  if (!matching.matches) return { took: 0, warnings };
  const outcome = call(webhook, attributes, view);
  return { ...outcome, warnings: [...warnings, ...(outcome.warnings ?? [])] };
}

function refusalOf({ kind, name }: Attributes, error: string): Status {
  return forbidden(kind, name, error);
}

/** Models admission/plugin/webhook/{mutating,validating}/dispatcher.go (v1.34). */
function call(webhook: Webhook, attributes: Attributes, view: ClusterView): Outcome {
  const { name, timeoutSeconds = defaultTimeoutSeconds, failurePolicy } = webhook;
  const uid = randomUid(view.random);
  const { url, reply: came } = reply(webhook, uid, attributes, view);
  const isLate = came.after >= timeoutSeconds * 1000;
  const took = isLate ? timeoutSeconds * 1000 : came.after;
  const failed = (why: string): Outcome =>
    failurePolicy === "Ignore"
      ? { took }
      : { took, refused: internalError(`failed calling webhook "${name}": ${why}`) };
  const post = `failed to call webhook: Post "${url}?timeout=${timeoutSeconds}s"`;
  if (isLate) return failed(`${post}: context deadline exceeded`);
  if (came.failure !== undefined) return failed(`${post}: ${came.failure}`);
  if (came.httpCode !== undefined)
    return failed(
      'failed to call webhook: an error on the server ("unknown") has prevented the request from succeeding',
    );
  if (came.kind !== undefined) {
    const unknown = `no kind "${came.kind}" is registered for version "admission.k8s.io/v1"`;
    return failed(`failed to call webhook: ${unknown} in scheme "${reviewScheme}"`);
  }
  const { response } = came;
  if (!response) return failed("received invalid webhook response: webhook response was absent");
  if (response.uid !== uid)
    return failed(`received invalid webhook response: expected response.uid="${uid}", got "${response.uid}"`);
  const { warnings = [] } = response;
  if (response.allowed) return { took, response, warnings };
  return { took, refused: webhookDenied(name, response.status ?? {}), warnings };
}
