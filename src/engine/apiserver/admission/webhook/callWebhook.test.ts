import { describe, expect, it } from "vitest";
import { type KindInfo, kindOf } from "../../../api/kinds.ts";
import { createRandom } from "../../../kernel/random.ts";
import type { Attributes, ClusterView } from "../plugin.ts";
import { callWebhook, type Webhook } from "./callWebhook.ts";
import type { WebhookReply } from "./webhookServer.ts";

const webhook: Webhook = { name: "w.example.com", clientConfig: { url: "https://w/x" }, failurePolicy: "Fail" };
const attributes = {
  operation: "create",
  kind: kindOf("v1", "Pod") as KindInfo,
  name: "p",
  object: { apiVersion: "v1", kind: "Pod", metadata: { name: "p" } },
} as unknown as Attributes;

function refusal(reply: WebhookReply, more: Partial<Webhook> = {}): string | null {
  const view = { random: createRandom(1), webhooks: () => reply } as unknown as ClusterView;
  const outcome = callWebhook({ ...webhook, ...more }, attributes, view);
  return "refused" in outcome ? (outcome.refused.message ?? "") : null;
}

const failing = 'Internal error occurred: failed calling webhook "w.example.com": ';

describe("a webhook that fails", () => {
  it.each<[WebhookReply, string]>([
    [
      { after: 1, kind: "Foo" },
      'failed to call webhook: no kind "Foo" is registered for version "admission.k8s.io/v1" in scheme "pkg/util/webhook/client.go:71"',
    ],
    [{ after: 1 }, "received invalid webhook response: webhook response was absent"],
    [{ after: 1, failure: "EOF" }, 'failed to call webhook: Post "https://w/x?timeout=10s": EOF'],
    [{ after: 20_000 }, 'failed to call webhook: Post "https://w/x?timeout=10s": context deadline exceeded'],
  ])("%j", (reply, expected) => {
    expect(refusal(reply)).toBe(failing + expected);
    expect(refusal(reply, { failurePolicy: "Ignore" })).toBe(null);
  });
});
