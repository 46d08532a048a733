import { describe, expect, it } from "vitest";
import { type ConsoleMoment, runKubectl } from "../engine/index.ts";
import { PlayedScenario } from "../testing/playedScenario.ts";
import { appendStep } from "./appendStep.ts";

const text = `# a shop
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.27", ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: lone, labels: {app: lone, tier: back}}
spec: {containers: [{name: main, image: "nginx:1.27"}]}
`;

const at = 20_000;

const momentOf = (source: string): ConsoleMoment => new PlayedScenario(source).momentAt(at / 1000);

/** What kubectl says in the trace from the step on: command lines and output. */
function terminal(source: string): string[] {
  return new PlayedScenario(source).simulation.entries.flatMap(({ time, event }) => {
    if (time < at) return [];
    if (event.type === "KubectlCommand") return [`$ ${event.command}`];
    return event.type === "KubectlOutput" ? event.text.split("\n") : [];
  });
}

// What is typed → the step of the script → what kubectl prints when it runs.
describe("a command that changes the cluster", () => {
  it.each<[string, object, string[]]>([
    [
      "kubectl scale deployment web --replicas=5",
      { do: "scale", object: "deployment/web", replicas: 5 },
      ["$ kubectl scale deployment/web --replicas=5", "deployment.apps/web scaled"],
    ],
    [
      "kubectl set image deploy/web web=nginx:1.28",
      { do: "setImage", object: "deployment/web", container: "web", image: "nginx:1.28" },
      ["$ kubectl set image deployment/web web=nginx:1.28", "deployment.apps/web image updated"],
    ],
    [
      "kubectl set image deploy/web '*=nginx:1.28'",
      { do: "setImage", object: "deployment/web", images: { "*": "nginx:1.28" } },
      ["$ kubectl set image deployment/web *=nginx:1.28", "deployment.apps/web image updated"],
    ],
    [
      "kubectl rollout restart deployment/web",
      { do: "rolloutRestart", object: "deployment/web" },
      ["$ kubectl rollout restart deployment/web", "deployment.apps/web restarted"],
    ],
    [
      "kubectl rollout pause deployment/web",
      { do: "rolloutPause", object: "deployment/web" },
      ["$ kubectl rollout pause deployment/web", "deployment.apps/web paused"],
    ],
    [
      "kubectl cordon node-1 node-2",
      { do: "cordon", node: "node-1 node-2" },
      ["$ kubectl cordon node-1 node-2", "node/node-1 cordoned", "node/node-2 cordoned"],
    ],
    [
      "kubectl taint nodes node-1 dedicated=gpu:NoSchedule a:NoExecute",
      { do: "taint", node: "node-1", taint: "dedicated=gpu:NoSchedule a:NoExecute" },
      ["$ kubectl taint nodes node-1 dedicated=gpu:NoSchedule a:NoExecute", "node/node-1 tainted"],
    ],
    [
      "kubectl label pod lone tier- color=blue",
      { do: "label", object: "pod/lone", values: { tier: null, color: "blue" } },
      ["$ kubectl label --overwrite pod/lone tier- color=blue", "pod/lone labeled"],
    ],
    [
      "kubectl label pod lone tier-",
      { do: "label", object: "pod/lone", values: { tier: null } },
      ["$ kubectl label pod/lone tier-", "pod/lone unlabeled"],
    ],
    [
      "kubectl annotate deployment web 'kubernetes.io/change-cause=a test'",
      { do: "annotate", object: "deployment/web", values: { "kubernetes.io/change-cause": "a test" } },
      [
        "$ kubectl annotate --overwrite deployment/web kubernetes.io/change-cause=a test",
        "deployment.apps/web annotated",
      ],
    ],
    [
      "kubectl delete pod lone",
      { do: "delete", object: "pod/lone" },
      ["$ kubectl delete pod/lone", 'pod "lone" deleted from default namespace'],
    ],
    [
      "kubectl delete pod lone --grace-period=0 --force",
      { do: "delete", object: "pod/lone", force: true },
      [
        "$ kubectl delete pod/lone --grace-period=0 --force",
        "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.",
        'pod "lone" force deleted from default namespace',
      ],
    ],
    [
      "kubectl delete deployment web --cascade=orphan",
      { do: "delete", object: "deployment/web", cascade: "orphan" },
      ["$ kubectl delete deployment/web --cascade=orphan", 'deployment.apps "web" deleted from default namespace'],
    ],
    [
      "kubectl drain node-3",
      { do: "drain", node: "node-3", ignoreDaemonsets: false, deleteEmptydirData: false },
      [
        "$ kubectl drain node-3",
        "node/node-3 cordoned",
        'error: unable to drain node "node-3" due to error: cannot delete Pods that declare no controller (use --force to override): default/lone, continuing command...',
        "There are pending nodes to be drained:",
        " node-3",
        "cannot delete Pods that declare no controller (use --force to override): default/lone",
      ],
    ],
    [
      "kubectl create deployment api --image=redis:7.4 --replicas=2",
      {
        do: "create",
        objects: ["Deployment/api"],
        command: "kubectl create deployment api --image=redis:7.4 --replicas=2",
      },
      ["$ kubectl create deployment api --image=redis:7.4 --replicas=2", "deployment.apps/api created"],
    ],
    [
      "kubectl create namespace shop",
      { do: "create", objects: ["Namespace/shop"], command: "kubectl create namespace shop" },
      ["$ kubectl create namespace shop", "namespace/shop created"],
    ],
    [
      "kubectl run tool --image=busybox:1.37 --restart=Never -- sleep 60",
      {
        do: "create",
        objects: ["Pod/tool"],
        command: "kubectl run tool --image=busybox:1.37 --restart=Never -- sleep 60",
      },
      ["$ kubectl run tool --image=busybox:1.37 --restart=Never -- sleep 60", "pod/tool created"],
    ],
    [
      "kubectl expose deployment web --type=NodePort",
      { do: "create", objects: ["Service/web"], command: "kubectl expose deployment web --type=NodePort" },
      ["$ kubectl expose deployment web --type=NodePort", "service/web exposed"],
    ],
    [
      "kubectl autoscale deployment web --max=5 --cpu=50%",
      {
        do: "create",
        objects: ["HorizontalPodAutoscaler/web"],
        command: "kubectl autoscale deployment web --max=5 --cpu=50%",
      },
      ["$ kubectl autoscale deployment web --max=5 --cpu=50%", "horizontalpodautoscaler.autoscaling/web autoscaled"],
    ],
    [
      "kubectl debug lone -it --image=busybox:1.37 --target=main -c tool",
      { do: "debug", pod: "lone", image: "busybox:1.37", container: "tool", target: "main" },
      [
        "$ kubectl debug lone --image=busybox:1.37 -c tool --target=main",
        `Targeting container "main". If you don't see processes from this container it may be because the container runtime doesn't support this feature.`,
      ],
    ],
    [
      "kubectl apply -f - <<EOF\napiVersion: v1 # late\nkind: Pod\nmetadata:\n  name: late\nspec: {containers: [{name: a, image: nginx}]}\nEOF",
      { do: "apply", objects: ["Pod/late"] },
      ["$ kubectl apply -f late.yaml", "pod/late created"],
    ],
    [
      "kubectl apply -f - <<EOF\n{apiVersion: v1, kind: Pod, metadata: {name: lone, labels: {app: lone}}, spec: {containers: [{name: main, image: 'nginx:1.28'}]}}\nEOF",
      { do: "apply", objects: ["Pod/lone"] },
      ["$ kubectl apply -f lone.yaml", "pod/lone configured"],
    ],
  ])("%s", (line, step, printed) => {
    const result = runKubectl(line, momentOf(text));
    if (result.kind !== "step") throw new Error(result.lines.map(({ text }) => text).join("\n"));
    expect(result.step).toEqual(step);
    const longer = appendStep(text, result.step, at, result.documents);
    expect(longer?.startsWith(text)).toBe(true);
    expect(terminal(longer ?? "")).toEqual(printed);
  });
});

it("a namespace goes along, and into the document", () => {
  const shop = `${text}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n`;
  const result = runKubectl(
    "kubectl apply -n shop -f - <<EOF\nkind: ConfigMap\napiVersion: v1\nmetadata:\n  name: settings\nEOF",
    momentOf(shop),
  );
  if (result.kind !== "step") throw new Error("no step");
  expect(result.documents).toEqual(["kind: ConfigMap\napiVersion: v1\nmetadata:\n  namespace: shop\n  name: settings"]);
  const longer = appendStep(shop, result.step, at, result.documents) ?? "";
  expect(terminal(longer)).toEqual(["$ kubectl apply -f settings.yaml", "configmap/settings created"]);
});
