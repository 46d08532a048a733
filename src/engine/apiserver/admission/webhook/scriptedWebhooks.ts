import type { VirtualMillis } from "../../../kernel/clock.ts";
import { silentWebhooks, type WebhookServer } from "./webhookServer.ts";

/** What the program behind a webhook's address answers, always the same. */
export interface WebhookBehaviour {
  /** `https://SERVICE.NAMESPACE.svc/path`, or the URL of the configuration; the port may be left out. */
  readonly url: string;
  /** How long it takes; 5 ms by default. */
  readonly after?: VirtualMillis;
  readonly allowed?: boolean;
  readonly message?: string;
  readonly code?: number;
  /** A JSON patch. */
  readonly patch?: readonly object[];
  readonly warnings?: readonly string[];
  /** Why there is no reply. */
  readonly failure?: string;
}

const defaultDelay: VirtualMillis = 5;
const withoutPort = (url: string): string => url.replace(/^(https?:\/\/[^/:]+):\d+/, "$1");

/** The programs that a scenario describes; what it says nothing of is silent. */
export function scriptedWebhooks(behaviours: readonly WebhookBehaviour[]): WebhookServer {
  const byUrl = new Map(behaviours.map((behaviour) => [withoutPort(behaviour.url), behaviour]));
  return (call) => {
    const told = byUrl.get(withoutPort(call.url));
    if (!told) return silentWebhooks(call);
    const { after = defaultDelay, allowed = true, message, code, patch, warnings, failure } = told;
    if (failure !== undefined) return { after, failure };
    const status = { ...(message !== undefined && { message }), ...(code !== undefined && { code }) };
    return {
      after,
      response: {
        uid: call.uid,
        allowed,
        ...(!allowed && { status }),
        ...(patch && { patch }),
        ...(warnings && { warnings }),
      },
    };
  };
}
