import { describe, expect, it } from "vitest";
import { PlayedScenario } from "../../../testing/playedScenario.ts";

const played = new PlayedScenario(`apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: "nginx:1.27"}
        - {name: side, image: "side:1"}
---
apiVersion: v1
kind: Pod
metadata: {name: idle, labels: {app: idle}}
spec: {containers: [{name: main, image: "nginx:1.27"}]}
---
apiVersion: podyssey.dev/v1alpha1
kind: Scenario
spec:
  runFor: 90s
  load:
    - {labels: {app: web}, cpu: [{from: 0s, total: 800m}]}
  behaviours:
    - {container: side, memory: [{from: 0s, bytes: 64Mi}]}
`);

const names = (text: string): string => text.replace(/web-[a-z0-9]+-[a-z0-9]{5}/g, "web-POD");

describe("kubectl top", () => {
  it.each([
    ["top pod idle", "NAME   CPU(cores)   MEMORY(bytes)   \nidle   0m           0Mi             "],
    [
      "top pod -l app=web",
      "NAME                   CPU(cores)   MEMORY(bytes)   \nweb-POD   400m         64Mi            \nweb-POD   400m         64Mi            ",
    ],
    ["top pods -l app=web --no-headers --containers", expect.stringContaining("web-POD   side   200m   64Mi   ")],
    ["top pod --sum", expect.stringMatching(/________ +________ *\n +800m +128Mi *$/)],
    ["top pod --sort-by=size", "! error: --sort-by accepts only cpu or memory\nexit 1"],
    ["top pod nope", '! Error from server (NotFound): pods "nope" not found\nexit 1'],
    ["top pod -n kube-system", "! No resources found in kube-system namespace."],
    ["top node node-1 --no-headers", expect.stringMatching(/^node-1 +\d+m +\d+% +\d+Mi +\d+% *$/)],
  ])("%s", (line, expected) => {
    expect(names(played.printed(`kubectl ${line}`, 80).join("\n"))).toEqual(expected);
  });

  it("has nothing to say before the first measure", () => {
    expect(played.printed("kubectl top pod", 5)).toEqual(["! error: metrics not available yet", "exit 1"]);
  });
});
