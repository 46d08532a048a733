import { expect } from "vitest";
import type { Pod } from "../../engine/index.ts";
import type { Lessons } from "../playedLesson.ts";

/** What the API server does with a request. */
export const request: Lessons = {
  "create-update"(run) {
    expect(run.requests("kubectl")).toEqual([
      "GET /api/v1/namespaces/default/pods/web 404",
      "POST /api/v1/namespaces/default/pods 201",
      "GET /api/v1/namespaces/default/pods/web 200",
      "PATCH /api/v1/namespaces/default/pods/web 200",
      "GET /api/v1/namespaces/default/pods/web 200",
      "PATCH /api/v1/namespaces/default/pods/web 422",
    ]);
    expect(run.printed().slice(0, 2)).toEqual(["pod/web created", "pod/web configured"]);
    expect(run.printed()[2]).toContain(
      'The Pod "web" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`',
    );
    expect(run.pods(10)).toEqual(["web Running 1/1 0 node-3"]);
    expect(run.events("web", 40)).toEqual(["Killing: Container web definition changed, will be restarted"]);
    expect(run.pods(45)).toEqual(["web Running 1/1 1 node-3"]);
  },

  validation(run) {
    expect(run.printed()).toEqual([
      [
        'The Pod "Web" is invalid: ',
        `* metadata.name: Invalid value: "Web": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
        "* spec.containers[0].ports[0].containerPort: Invalid value: 80800: must be between 1 and 65535, inclusive",
        '* spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
      ].join("\n"),
      'Error from server (BadRequest): error when creating "scenario.yaml": Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.contaners"',
      "pod/fine created",
    ]);
    expect(run.pods(10)).toEqual(["fine Running 1/1 0 node-3"]);
  },

  namespace(run) {
    expect(run.printed()).toEqual([
      'Error from server (NotFound): error when creating "scenario.yaml": namespaces "shop" not found',
      "namespace/shop created",
      "pod/web created",
      'namespace "shop" deleted',
      'Error from server (Forbidden): error when creating "late.yaml": pods "late" is forbidden: unable to create new content in namespace shop because it is being terminated',
    ]);
    expect(run.get("Namespace", "shop", 70)).toMatchObject({ status: { phase: "Terminating" } });
    expect(run.pods(70)).toEqual(["web Terminating 1/1 0 node-3"]);
    expect(run.get("Namespace", "shop", 100)).toBeUndefined();
  },

  quota(run) {
    expect(run.printed()).toEqual([
      "resourcequota/compute created",
      "pod/first created",
      'Error from server (Forbidden): error when creating "second.yaml": pods "second" is forbidden: exceeded quota: compute, requested: requests.cpu=2, used: requests.cpu=2, limited: requests.cpu=3',
      'pod "first" deleted from default namespace',
      "pod/second created",
    ]);
    const used = (at: number) =>
      (run.get("ResourceQuota", "compute", at) as { status?: { used?: object } })?.status?.used;
    expect(used(5)).toEqual({ "requests.cpu": "0", pods: "0" });
    expect(used(20)).toEqual({ "requests.cpu": "2", pods: "1" });
    expect(used(55)).toEqual({ "requests.cpu": "0", pods: "0" });
    expect(run.pods(40)).toEqual(["first Running 1/1 0 node-3"]);
    expect(run.pods(70)).toEqual(["second Running 1/1 0 node-3"]);
  },

  "service-account"(run) {
    const web = run.get<Pod>("Pod", "web", 1);
    expect(web?.spec.serviceAccountName).toBe("default");
    expect(web?.spec.volumes?.[0]?.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(web?.spec.containers[0]?.volumeMounts).toEqual([
      {
        name: web?.spec.volumes?.[0]?.name,
        readOnly: true,
        mountPath: "/var/run/secrets/kubernetes.io/serviceaccount",
      },
    ]);
    expect(run.get<Pod>("Pod", "quiet", 1)?.spec).toMatchObject({ serviceAccountName: "default" });
    expect(run.get<Pod>("Pod", "quiet", 1)?.spec.volumes ?? []).toEqual([]);
    expect(run.printed()[2]).toBe(
      'Error from server (Forbidden): error when creating "scenario.yaml": pods "stranger" is forbidden: error looking up service account default/robot: serviceaccount "robot" not found',
    );
  },

  "pending-etcd"(run) {
    expect(run.pods(0.03)).toEqual(["web Pending 0/1 0 -"]);
    expect(run.pods(10)).toEqual(["waits Pending 0/1 0 -", "web Running 1/1 0 node-3"]);
    expect(run.events("waits", 10, true)).toEqual([]);
    expect(run.get<Pod>("Pod", "waits", 10)?.status?.conditions ?? []).toEqual([]);
    expect(run.watched("kube-scheduler", "pods").slice(0, 2)).toEqual([
      "ADDED /registry/pods/default/web",
      "ADDED /registry/pods/default/waits",
    ]);
  },

  webhooks(run) {
    expect(run.printed().slice(5)).toEqual([
      "pod/web created",
      'Error from server: error when creating "refused.yaml": admission webhook "strict.policy.example.com" denied the request: images must come from registry.example.com',
      'Error from server (InternalError): error when creating "late.yaml": Internal error occurred: failed calling webhook "slow.policy.example.com": failed to call webhook: Post "https://policy.default.svc:443/slow?timeout=3s": context deadline exceeded',
    ]);
    expect(run.get("Pod", "web", 6)?.metadata.labels).toEqual({ app: "web", team: "shop" });
    expect(run.objects("Pod", 30).map(({ metadata }) => metadata.name)).toEqual(["web"]);
    expect(run.requests("kubectl").slice(-3)).toEqual([
      "POST /api/v1/namespaces/strict/pods 403",
      "GET /api/v1/namespaces/slow/pods/late 404",
      "POST /api/v1/namespaces/slow/pods 500",
    ]);
  },
};
