import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Simulation } from "../../engine/index.ts";
import { english } from "../../i18n/catalogue.en.ts";
import { createTranslate } from "../../i18n/catalogue.ts";
import { parseScenario, runLimit } from "../../scenario/index.ts";
import { lessonsFolder } from "../../testing/playedLesson.ts";
import { buildJourney } from "../journey.ts";
import type { Journey } from "../model.ts";

const en = createTranslate(english);

function play(text: string): Journey {
  const { scenario, problems } = parseScenario(text);
  if (!scenario) throw new Error(problems.map(({ message }) => message).join("\n"));
  const simulation = new Simulation(scenario, { seed: scenario.seed ?? 1, until: runLimit(scenario) });
  simulation.run();
  return buildJourney(simulation.entries, simulation.cursor(), undefined, scenario.notSimulated);
}

const lesson = (id: string): Journey => play(readFileSync(join(lessonsFolder, id, "scenario.yaml"), "utf8"));

/** `SECONDS sentence` of the beats of act 7 whose id fits. */
const told = (journey: Journey, ids: RegExp): string[] =>
  journey.beats
    .filter(({ act, id }) => act === 7 && ids.test(id))
    .map(({ time, sentence }) => `${(time / 1000).toFixed(0)} ${en.tell(sentence).replaceAll("**", "")}`);

describe("after the Pod on stage runs, act 7 tells", () => {
  it("a rollout step by step, and the one that fails", () => {
    expect(told(lesson("rolling-update"), /^kubectl|^running\.(rollout|scale|pods)/)).toEqual([
      "20 kubectl set image deployment/web web=nginx:1.28: deployment.apps/web image updated.",
      "20 The template changed: Deployment web makes web-567c997957 for nginx:1.28, with 1 replica to begin with.",
      "20 Deployment web scales web-554b4cbfbb down, from 4 to 3.",
      "20 Deployment web scales web-567c997957 up, from 1 to 2.",
      "24 web-567c997957-78pfj, web-567c997957-t2bvw are Ready, on node-3, node-2.",
      "24 Deployment web scales web-554b4cbfbb down, from 3 to 1.",
      "24 Deployment web scales web-567c997957 up, from 2 to 4.",
      "25 web-567c997957-69bj5 is Ready, on node-3.",
      "25 Deployment web scales web-554b4cbfbb down, from 1 to 0.",
      "28 web-567c997957-mr7zb is Ready, on node-1.",
      "60 kubectl set image deployment/web web=nginx:nope: deployment.apps/web image updated.",
      "60 The template changed: Deployment web makes web-749896fc98 for nginx:nope, with 1 replica to begin with.",
      "60 Deployment web scales web-567c997957 down, from 4 to 3.",
      "60 Deployment web scales web-749896fc98 up, from 1 to 2.",
      "90 kubectl rollout undo deployment/web: deployment.apps/web rolled back.",
      "90 Deployment web scales web-749896fc98 down, from 2 to 0.",
      "90 Deployment web scales web-567c997957 up, from 3 to 4.",
      "92 web-567c997957-wmk2n is Ready, on node-3.",
    ]);
  });

  it("a gray release: who gets which requests, and when they fail", () => {
    expect(told(lesson("gray-release"), /^running\.(ingress|canary|traffic|failing|recovered)/)).toEqual([
      "3 ingress-nginx takes Ingress shop in: requests for shop.example.com go to Service shop, which has 0 ready endpoints.",
      "20 200 requests in the last 10 s: 200 to shop.",
      "23 Ingress shop-canary is a canary: it joins shop. Service shop-canary gets what its rules say: canary-by-header X-Canary.",
      "40 200 requests in the last 10 s: 185 to shop, 15 to shop-canary.",
      "45 canary-weight goes from 0 to 10: of what no header or cookie decides, shop-canary gets 10 in 100.",
      "55 shop-canary answers 3 of 14 requests with 500.",
      "60 200 requests in the last 10 s: 169 to shop, 31 to shop-canary.",
      "75 canary-weight goes from 10 back to 0: shop-canary gets only what a header or a cookie sends.",
      "90 200 requests in the last 10 s: 191 to shop, 9 to shop-canary.",
      "115 No request to shop-canary fails any more.",
      "120 canary-weight goes from 0 to 10: of what no header or cookie decides, shop-canary gets 10 in 100.",
      "135 200 requests in the last 10 s: 170 to shop, 30 to shop-canary.",
      "140 canary-weight goes from 10 to 50: of what no header or cookie decides, shop-canary gets 50 in 100.",
      "155 200 requests in the last 10 s: 95 to shop, 105 to shop-canary.",
      "160 canary-weight goes from 50 to 100: of what no header or cookie decides, shop-canary gets 100 in 100.",
      "175 200 requests in the last 10 s: 0 to shop, 200 to shop-canary.",
      "210 The canary shop-canary leaves: Ingress shop has its main backend alone.",
      "225 200 requests in the last 10 s: 200 to shop.",
    ]);
  });

  it("what an autoscaler measures, with the operands of each pass", () => {
    expect(told(lesson("autoscaling"), /^running\.(autoscaler|scale)/)).toEqual([
      "30 HPA web: cpu 20% of 50%, ceil(2 × 20 / 50) = 1; but 2 stay (ScaleDownStabilized): a recent pass asked for more.",
      "60 HPA web: cpu 200% of 50%, ceil(2 × 200 / 50) = 8; ScaleUpLimit makes it 4.",
      "60 Deployment web scales web-554b4cbfbb up, from 2 to 4.",
      "75 HPA web: cpu 100% of 50%, ceil(4 × 100 / 50) = 8: 4 become 8.",
      "75 Deployment web scales web-554b4cbfbb up, from 4 to 8.",
      "90 HPA web: cpu 50% of 50% is within the tolerance of 10%: 8 stay.",
      "150 HPA web: cpu 10% of 50%, ceil(8 × 10 / 50) = 2; but 8 stay (ScaleDownStabilized): a recent pass asked for more.",
      "435 HPA web: cpu 10% of 50%, ceil(8 × 10 / 50) = 2: 8 become 2.",
      "435 Deployment web scales web-554b4cbfbb down, from 8 to 2.",
      "450 HPA web: cpu 40% of 50%, ceil(2 × 40 / 50) = 2: 2 stay.",
    ]);
  });

  it("a node that dies, how the cluster notices, and what it does about it", () => {
    expect(told(lesson("node-failure"), /^running\.(?!ready|end)/)).toEqual([
      "32 node-1 loses power: its kubelet and its containers are gone at once, and nobody is told.",
      "85 After 53 s without a heartbeat, node-controller sets Ready of node-1 to Unknown.",
      "85 node-1 gets the taint node.kubernetes.io/unreachable:NoSchedule.",
      "85 node-1 gets the taint node.kubernetes.io/unreachable:NoExecute.",
      "385 web-554b4cbfbb-bv6t4 tolerated the taint of node-1 for 300 s; now taint-eviction-controller deletes it.",
      "385 ReplicaSet web-554b4cbfbb makes a Pod: web-554b4cbfbb-s9z4d.",
      "389 web-554b4cbfbb-s9z4d is Ready, on node-2.",
      "390 web-554b4cbfbb-bv6t4 is Terminating on node-1.",
    ]);
  });

  it("a StatefulSet's Pods one after the other", () => {
    expect(told(lesson("statefulset"), /^kubectl|^running\.pods/)).toEqual([
      "3 StatefulSet db makes a Pod: db-1.",
      "4 db-1 is Ready, on node-1.",
      "4 StatefulSet db makes a Pod: db-2.",
      "5 db-2 is Ready, on node-1.",
      "40 kubectl scale statefulset/db --replicas=1: statefulset.apps/db scaled.",
      "40 StatefulSet db takes a Pod away: db-2.",
      "40 StatefulSet db takes a Pod away: db-1.",
    ]);
  });

  it("each time that a drain tries again", () => {
    expect(told(lesson("drain"), /^kubectl/).map((line) => line.slice(0, 120))).toEqual([
      "15 kubectl uncordon node-2: node/node-2 uncordoned.",
      '20 kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data: error when evicting pods/"web-554b4cbfbb-s9z4d" -n "',
      '25 kubectl drain node-1 goes on: error when evicting pods/"web-554b4cbfbb-w6s7q" -n "default" (will retry after 5s): Can',
      "30 kubectl drain node-1 goes on: pod/web-554b4cbfbb-s9z4d evicted.",
      "31 kubectl drain node-1 goes on: node/node-1 drained.",
    ]);
  });
});

const twoNodes = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: "nginx:1.27"}]
---
apiVersion: v1
kind: Node
metadata: {name: node-1}
status: {allocatable: {cpu: "4", memory: 8Gi, pods: "110"}}
`;

describe("faults", () => {
  const script = (steps: string): string =>
    `${twoNodes}---\napiVersion: podyssey.dev/v1alpha1\nkind: Scenario\nspec:\n  runFor: 3m\n  script:\n${steps}`;

  it("a node that is cut off and comes back", () => {
    const journey = play(
      script("  - {at: 32s, do: cutOffKubelet, node: node-1}\n  - {at: 100s, do: recoverNode, node: node-1}\n"),
    );
    expect(told(journey, /node-1$/)).toEqual([
      "32 node-1 no longer reaches the API server. Its containers run on; nothing that it says gets through.",
      "85 After 53 s without a heartbeat, node-controller sets Ready of node-1 to Unknown.",
      "85 node-1 gets the taint node.kubernetes.io/unreachable:NoSchedule.",
      "100 node-1 works again: its kubelet starts and reports to the API server.",
      "100 node-1 is Ready again.",
      "100 node-1 loses the taint node.kubernetes.io/unreachable:NoSchedule.",
    ]);
  });

  it.each([
    [
      "{at: 20s, do: restartKubelet, node: node-1}",
      "The kubelet of node-1 ends and starts again; the containers don't notice.",
    ],
    ["{at: 20s, do: killSandbox, pod: web}", "The pause container of web dies on node-1, and its network with it."],
  ])("%s", (step, sentence) => {
    expect(told(play(script(`  - ${step}\n`)), /restartKubelet|killSandbox/)).toEqual([`20 ${sentence}`]);
  });

  it("a scheduler that restarts", () => {
    expect(told(play(script("  - {at: 20s, do: restartScheduler}\n")), /restartScheduler/)).toEqual([
      "20 kube-scheduler ends and starts again: it builds its queue anew from what the API server has.",
    ]);
  });
});
