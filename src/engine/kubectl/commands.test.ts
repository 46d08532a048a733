import { describe, expect, it } from "vitest";
import { StoredCluster } from "../../testing/storedCluster.ts";
import type { KubernetesObject } from "../api/meta.ts";
import type { KubectlCommand } from "./commands.ts";
import { kubectl } from "./kubectl.ts";

const object = (apiVersion: string, kind: string, name: string, rest: object): KubernetesObject =>
  ({
    apiVersion,
    kind,
    metadata: { name, ...(kind !== "Node" && { namespace: "default" }) },
    ...rest,
  }) as KubernetesObject;

const template = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "nginx:1.27" }] } };
const seeded = [
  object("v1", "Node", "node-1", { spec: { taints: [{ key: "old", effect: "NoExecute" }] } }),
  object("apps/v1", "Deployment", "web", {
    spec: { replicas: 1, selector: { matchLabels: { app: "web" } }, template },
  }),
  object("v1", "ConfigMap", "settings", { data: {} }),
];
const web = { kind: "deploy", name: "web" };
const node = { kind: "node", name: "node-1" };

/** What the commands print, one after the other; the command lines first. */
function played(...commands: readonly KubectlCommand[]): string[] {
  const cluster = new StoredCluster(seeded);
  const { client, sim } = cluster;
  const session = { client, record: sim.record, now: () => sim.now, random: sim.random };
  for (const command of commands) cluster.run(kubectl(session, command));
  return sim.entries.flatMap(({ event }) => {
    if (event.type === "KubectlCommand") return [`$ ${event.command}`];
    return event.type === "KubectlOutput" ? [event.text] : [];
  });
}

describe("what is typed, and what kubectl prints", () => {
  it.each<[KubectlCommand[], string[]]>([
    [
      [{ verb: "scale", targets: [web], replicas: 3 }],
      ["$ kubectl scale deployment/web --replicas=3", "deployment.apps/web scaled"],
    ],
    [
      [{ verb: "scale", targets: [{ kind: "deploy", name: "shop" }], replicas: 3 }],
      [
        "$ kubectl scale deployment/shop --replicas=3",
        'Error from server (NotFound): deployments.apps "shop" not found',
      ],
    ],
    [
      [{ verb: "setImage", targets: [web], images: { web: "nginx:1.28" } }],
      ["$ kubectl set image deployment/web web=nginx:1.28", "deployment.apps/web image updated"],
    ],
    [
      [
        { verb: "setImage", targets: [web], images: { web: "nginx:1.28" } },
        { verb: "setImage", targets: [web], images: { web: "nginx:1.28" } },
      ],
      [
        "$ kubectl set image deployment/web web=nginx:1.28",
        "deployment.apps/web image updated",
        "$ kubectl set image deployment/web web=nginx:1.28",
      ],
    ],
    [
      [{ verb: "setImage", targets: [web], images: { app: "nginx:1.28" } }],
      ["$ kubectl set image deployment/web app=nginx:1.28", 'error: unable to find container named "app"'],
    ],
    [
      [
        { verb: "cordon", nodes: ["node-1"] },
        { verb: "cordon", nodes: ["node-1"] },
        { verb: "uncordon", nodes: ["node-1"] },
        { verb: "uncordon", nodes: ["node-1"] },
      ],
      [
        "$ kubectl cordon node-1",
        "node/node-1 cordoned",
        "$ kubectl cordon node-1",
        "node/node-1 already cordoned",
        "$ kubectl uncordon node-1",
        "node/node-1 uncordoned",
        "$ kubectl uncordon node-1",
        "node/node-1 already uncordoned",
      ],
    ],
    [
      [
        { verb: "taint", nodes: ["node-1"], add: [{ key: "a", value: "b", effect: "NoSchedule" }], remove: [] },
        { verb: "taint", nodes: ["node-1"], add: [{ key: "a", value: "c", effect: "NoSchedule" }], remove: [] },
        { verb: "taint", nodes: ["node-1"], add: [], remove: [{ key: "old" }] },
        { verb: "taint", nodes: ["node-1"], add: [], remove: [{ key: "old", effect: "NoExecute" }] },
      ],
      [
        "$ kubectl taint nodes node-1 a=b:NoSchedule",
        "node/node-1 tainted",
        "$ kubectl taint nodes node-1 a=c:NoSchedule",
        "error: node node-1 already has a taint(s) with same effect(s) and --overwrite is false",
        "$ kubectl taint nodes node-1 old-",
        "node/node-1 untainted",
        "$ kubectl taint nodes node-1 old:NoExecute-",
        'error: taint "old:NoExecute" not found',
      ],
    ],
    [
      [
        { verb: "label", targets: [node], values: { disk: "ssd" } },
        { verb: "label", targets: [node], values: { disk: "ssd" } },
        { verb: "label", targets: [node], values: { disk: null } },
      ],
      [
        "$ kubectl label --overwrite node/node-1 disk=ssd",
        "node/node-1 labeled",
        "$ kubectl label --overwrite node/node-1 disk=ssd",
        "node/node-1 not labeled",
        "$ kubectl label node/node-1 disk-",
        "node/node-1 unlabeled",
      ],
    ],
    [
      [
        { verb: "rolloutPause", targets: [web] },
        { verb: "rolloutPause", targets: [web] },
        { verb: "rolloutRestart", targets: [web] },
        { verb: "rolloutResume", targets: [web] },
        { verb: "rolloutRestart", targets: [web] },
      ],
      [
        "$ kubectl rollout pause deployment/web",
        "deployment.apps/web paused",
        "$ kubectl rollout pause deployment/web",
        'error: deployments.apps "web" is already paused',
        "$ kubectl rollout restart deployment/web",
        'error: deployments.apps "web" can\'t restart paused deployment (run rollout resume first)',
        "$ kubectl rollout resume deployment/web",
        "deployment.apps/web resumed",
        "$ kubectl rollout restart deployment/web",
        "deployment.apps/web restarted",
      ],
    ],
    [
      [
        { verb: "delete", targets: [{ kind: "cm", name: "settings" }] },
        { verb: "delete", targets: [{ kind: "cm", name: "settings" }] },
      ],
      [
        "$ kubectl delete configmap/settings",
        'configmap "settings" deleted from default namespace',
        "$ kubectl delete configmap/settings",
        'Error from server (NotFound): configmaps "settings" not found',
      ],
    ],
    [
      [{ verb: "delete", targets: [{ kind: "widget", name: "a" }] }],
      ["$ kubectl delete widget/a", 'error: the server doesn\'t have a resource type "widget"'],
    ],
  ])("%j", (commands, printed) => {
    expect(played(...commands)).toEqual(printed);
  });
});

describe("an undone rollout", () => {
  const revision = (number: number, image: string) =>
    object("apps/v1", "ReplicaSet", `web-${number}`, {
      metadata: {
        name: `web-${number}`,
        namespace: "default",
        annotations: { "deployment.kubernetes.io/revision": `${number}` },
        ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "u" }],
      },
      spec: { template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image }] } } },
    });
  const deployment = (paused: boolean) =>
    object("apps/v1", "Deployment", "web", {
      metadata: { name: "web", namespace: "default", uid: "u" },
      spec: {
        ...(paused && { paused }),
        selector: { matchLabels: { app: "web" } },
        template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "b" }] } },
      },
    });

  function undone(paused: boolean, to?: number): string[] {
    const cluster = new StoredCluster([deployment(paused), revision(1, "a"), revision(2, "b")]);
    const { client, sim } = cluster;
    const session = { client, record: sim.record, now: () => sim.now, random: sim.random };
    cluster.run(kubectl(session, { verb: "rolloutUndo", targets: [web], ...(to !== undefined && { revision: to }) }));
    return sim.entries.flatMap(({ event }) => (event.type === "KubectlOutput" ? [event.text] : []));
  }

  it.each([
    [false, 1, "deployment.apps/web rolled back"],
    [false, 2, "deployment.apps/web skipped rollback (current template already matches revision 2)"],
    [false, 9, "error: unable to find specified revision 9 in history"],
    [
      true,
      1,
      "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    ],
  ])("paused: %s, to revision %d", (paused, to, text) => {
    expect(undone(paused, to)).toEqual([text]);
  });

  it("has the annotations of the revision again, but for those of the controller and of kubectl apply", () => {
    const annotated = (which: KubernetesObject, annotations: object): KubernetesObject =>
      ({ ...which, metadata: { ...which.metadata, annotations } }) as KubernetesObject;
    const number = "deployment.kubernetes.io/revision";
    const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
    const cause = "kubernetes.io/change-cause";
    const cluster = new StoredCluster([
      annotated(deployment(false), { [number]: "2", [lastApplied]: "{}", [cause]: "second", only: "here" }),
      annotated(revision(1, "a"), { [number]: "1", [cause]: "first", "deployment.kubernetes.io/max-replicas": "2" }),
      revision(2, "b"),
    ]);
    const { client, sim } = cluster;
    const session = { client, record: sim.record, now: () => sim.now, random: sim.random };
    cluster.run(kubectl(session, { verb: "rolloutUndo", targets: [web] }));
    const read = cluster.run(client.get<KubernetesObject>("deployments", "default", "web"));
    expect(read).toMatchObject({
      object: { metadata: { annotations: { [number]: "2", [lastApplied]: "{}", [cause]: "first" } } },
    });
    expect(JSON.stringify(read)).not.toContain("only");
  });
});

describe("the past of a DaemonSet", () => {
  const withImage = (image: string) => ({ ...template, spec: { containers: [{ name: "web", image }] } });
  const set = object("apps/v1", "DaemonSet", "db", {
    metadata: { name: "db", namespace: "default", uid: "u" },
    spec: { selector: { matchLabels: { app: "web" } }, template: withImage("b") },
  });
  const revision = (number: number, image: string) =>
    object("apps/v1", "ControllerRevision", `db-${number}`, {
      metadata: {
        name: `db-${number}`,
        namespace: "default",
        annotations: number === 1 ? { "kubernetes.io/change-cause": "first" } : {},
        ownerReferences: [{ apiVersion: "apps/v1", kind: "DaemonSet", name: "db", uid: "u" }],
      },
      data: { spec: { template: { ...withImage(image), $patch: "replace" } } },
      revision: number,
    });
  const db = { kind: "ds", name: "db" };

  it.each<[KubectlCommand, string[], string?]>([
    [
      { verb: "rolloutHistory", targets: [db] },
      ["daemonset.apps/db ", "REVISION  CHANGE-CAUSE", "1         first", "2         <none>", ""],
    ],
    [{ verb: "rolloutUndo", targets: [db] }, ["daemonset.apps/db rolled back"], "a"],
    [
      { verb: "rolloutUndo", targets: [db], revision: 2 },
      ["daemonset.apps/db skipped rollback (current template already matches revision 2)"],
    ],
    [{ verb: "rolloutUndo", targets: [db], revision: 7 }, ["error: unable to find specified revision 7 in history"]],
    [{ verb: "rolloutPause", targets: [db] }, ['error: daemonsets.apps "db" pausing is not supported']],
    [{ verb: "rolloutResume", targets: [db] }, ['error: daemonsets.apps "db" resuming is not supported']],
  ])("%j", (command, printed, image = "b") => {
    const cluster = new StoredCluster([set, revision(1, "a"), revision(2, "b")]);
    const { client, sim } = cluster;
    cluster.run(kubectl({ client, record: sim.record, now: () => sim.now, random: sim.random }, command));
    expect(sim.entries.flatMap(({ event }) => (event.type === "KubectlOutput" ? [event.text] : []))).toEqual(printed);
    const stored = cluster.run(
      client.get<typeof set & { spec: { template: typeof template } }>("daemonsets", "default", "db"),
    );
    expect(stored.ok && stored.object.spec.template).toMatchObject(withImage(image));
  });
});
