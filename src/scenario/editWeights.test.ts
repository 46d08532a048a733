import { expect, it } from "vitest";
import { editWeights } from "./editWeights.ts";
import { parseScenario } from "./parseScenario.ts";

const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: i}]}\n";
const configuration = (profiles: string): string =>
  `apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration # ours\n${profiles}---\n${pod}`;

it.each<[string, string, { readonly [plugin: string]: number }, string]>([
  [
    "none there: one is added",
    pod,
    { NodeAffinity: 5 },
    `${pod}---
apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
profiles:
- schedulerName: default-scheduler
  plugins:
    multiPoint:
      enabled:
      - name: NodeAffinity
        weight: 5
`,
  ],
  [
    "a text that ends without a line break",
    pod.trimEnd(),
    { ImageLocality: 0 },
    `${pod}---
apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
profiles:
- schedulerName: default-scheduler
  plugins:
    score:
      disabled:
      - name: ImageLocality
`,
  ],
  [
    "one without profiles",
    configuration("percentageOfNodesToScore: 50\n"),
    { NodeAffinity: 5 },
    configuration(`percentageOfNodesToScore: 50
profiles:
- schedulerName: default-scheduler
  plugins:
    multiPoint:
      enabled:
      - name: NodeAffinity
        weight: 5
`),
  ],
  [
    "a weight that is there",
    configuration(`profiles:
- plugins:
    multiPoint:
      enabled:
      - name: NodeAffinity
        weight: 3 # more than two
`),
    { NodeAffinity: 7 },
    configuration(`profiles:
- plugins:
    multiPoint:
      enabled:
      - name: NodeAffinity
        weight: 7 # more than two
`),
  ],
  [
    "one at the Score point counts before multiPoint, and goes when its weight does",
    configuration(`profiles:
- schedulerName: default-scheduler
  plugins:
    score:
      enabled:
      - {name: NodeAffinity, weight: 9}
      - {name: ImageLocality, weight: 4}
`),
    { NodeAffinity: 1, ImageLocality: 0 },
    configuration(`profiles:
- schedulerName: default-scheduler
  plugins:
    score:
      enabled:
      - {name: NodeAffinity, weight: 1}
      disabled:
      - name: ImageLocality
`),
  ],
  [
    "another plugin beside one that is there",
    configuration(`profiles:
- plugins:
    multiPoint:
      enabled:
      - name: NodeAffinity
        weight: 3
`),
    { TaintToleration: 1 },
    configuration(`profiles:
- plugins:
    multiPoint:
      enabled:
      - name: NodeAffinity
        weight: 3
      - name: TaintToleration
        weight: 1
`),
  ],
])("%s", (_, text, weights, expected) => {
  const edited = editWeights(text, "default-scheduler", weights);
  expect(edited).toBe(expected);
  expect(parseScenario(edited ?? "").problems).toEqual([]);
});

it("the profile that the Pod asks for is the one that changes", () => {
  const text = configuration("profiles:\n- schedulerName: default-scheduler\n- schedulerName: packing\n");
  const edited = editWeights(text, "packing", { NodeResourcesFit: 4 });
  const configured = parseScenario(edited ?? "").scenario?.schedulerConfiguration;
  expect(configured).toHaveProperty("profiles", [
    { schedulerName: "default-scheduler" },
    { schedulerName: "packing", plugins: { multiPoint: { enabled: [{ name: "NodeResourcesFit", weight: 4 }] } } },
  ]);
});

it("a text that does not parse is left alone", () => {
  expect(editWeights("a: [", "default-scheduler", { NodeAffinity: 5 })).toBeNull();
});
