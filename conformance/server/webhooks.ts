import type {
  AdmissionResponse,
  WebhookReply,
  WebhookServer,
} from "../../src/engine/apiserver/admission/webhook/webhookServer.ts";

const allowed = { allowed: true };
const denied = (status: AdmissionResponse["status"]) => ({ allowed: false, ...(status && { status }) });

/** What each path of the recording's webhook server answers (FORMAT-SERVER, section 5). */
const answers: { readonly [path: string]: Omit<AdmissionResponse, "uid"> } = {
  "/deny-403": denied({ code: 403, message: "image is not signed" }),
  "/deny-msg": denied({ message: 'label "team" is required' }),
  "/deny-reason": denied({ code: 403, reason: "Forbidden", message: "not on Fridays" }),
  "/deny-bare": denied(undefined),
  "/warn": { ...allowed, warnings: ["this API is old", "use requests"] },
  "/warn2": { ...allowed, warnings: ["x".repeat(200)] },
  "/mutate": {
    ...allowed,
    patch: [
      { op: "add", path: "/metadata/labels", value: { injected: "yes" } },
      {
        op: "add",
        path: "/spec/containers/-",
        value: { name: "proxy", image: "envoy:1.30", ports: [{ containerPort: 15001 }] },
      },
    ],
  },
  "/mutate2": {
    ...allowed,
    patch: [
      { op: "add", path: "/metadata/annotations", value: { "mesh.example.com/status": "injected" } },
      {
        op: "add",
        path: "/spec/initContainers",
        value: [{ name: "setup", image: "busybox", resources: { limits: { cpu: "100m", memory: "64Mi" } } }],
      },
    ],
  },
  "/slow": allowed,
  "/badpatch": { ...allowed, patch: [{ op: "replace", path: "/spec/nothere/x", value: 1 }] },
  "/makeinvalid": { ...allowed, patch: [{ op: "replace", path: "/spec/containers/0/image", value: "" }] },
};

const latency = 5;
const slow = 4000;

/** The webhook server of the recording. */
export const goldenWebhooks: WebhookServer = ({ url, uid }): WebhookReply => {
  const [, host = "", path = ""] = /^https:\/\/([^/]+)(\/.*)?$/.exec(url) ?? [];
  if (host !== "127.0.0.1:19443") return { after: 1, failure: `dial tcp ${host}: connect: connection refused` };
  if (path === "/http500") return { after: latency, httpCode: 500 };
  if (path === "/baduid") return { after: latency, response: { uid: "other", allowed: true } };
  if (path === "/garbage") return { after: latency, kind: "Foo" };
  const answer = answers[path];
  if (!answer) return { after: latency, httpCode: 404 };
  return { after: path === "/slow" ? slow : latency, response: { uid, ...answer } };
};
