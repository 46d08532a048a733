import { describe, expect, it } from "vitest";
import { limits } from "./limits.ts";
import { parseScenario } from "./parseScenario.ts";

const pod = (name: string, rest = ""): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  containers: [{name: c, image: nginx}]
${rest}`;

const node = (name: string): string => `apiVersion: v1
kind: Node
metadata: {name: ${name}}
status: {allocatable: {cpu: "4"}}
`;

/** `line severity code message` of every problem. */
function problemsOf(text: string): string[] {
  return parseScenario(text).problems.map(
    ({ line, severity, code, message }) => `${line} ${severity} ${code} ${message}`,
  );
}

function scenarioOf(text: string) {
  const { scenario, problems } = parseScenario(text);
  if (!scenario) throw new Error(JSON.stringify(problems));
  return scenario;
}

const names = (objects: readonly { kind: string; metadata: { name?: string } }[]): string[] =>
  objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);

describe("what is the cluster, and what is applied", () => {
  it("Nodes and Pods on one are the cluster; the rest is applied in the order of the text", () => {
    const running = pod("old", "  nodeName: node-1\nstatus: {phase: Running}\n");
    const scenario = scenarioOf([pod("b"), node("node-1"), running, pod("a")].join("---\n"));
    expect(names(scenario.cluster)).toEqual(["Node/node-1", "Pod/old"]);
    expect(names(scenario.applied)).toEqual(["Pod/b", "Pod/a"]);
    expect(scenario.defaultCluster).toBe(false);
  });

  it("without a Node, three of our own", () => {
    const scenario = scenarioOf(pod("web"));
    expect(names(scenario.cluster)).toEqual(["Node/node-1", "Node/node-2", "Node/node-3"]);
    expect(scenario.defaultCluster).toBe(true);
  });

  it("what has a UID was in a cluster and is there from the start; a Pending Pod is applied anew", () => {
    const text = `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: settings, uid: 1-2-3, resourceVersion: "7"}}
- apiVersion: v1
  kind: Pod
  metadata: {name: web, uid: 4-5-6, resourceVersion: "8", creationTimestamp: "2026-01-01T00:00:00Z", labels: {a: b}}
  spec: {containers: [{name: c, image: nginx}]}
  status: {phase: Pending}
`;
    const scenario = scenarioOf(text);
    expect(names(scenario.cluster.slice(3))).toEqual(["ConfigMap/settings"]);
    expect(scenario.applied.map(({ metadata }) => metadata)).toEqual([{ name: "web", labels: { a: "b" } }]);
  });

  it("a KubeSchedulerConfiguration is the scheduler's", () => {
    const configuration = "apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n";
    const scenario = scenarioOf(`${configuration}---\n${pod("web")}`);
    expect(scenario.schedulerConfiguration?.kind).toBe("KubeSchedulerConfiguration");
    expect(names(scenario.applied)).toEqual(["Pod/web"]);
  });
});

describe("places", () => {
  it("knows the lines of fields, in Lists too", () => {
    const { sources } = scenarioOf(`apiVersion: v1
kind: PodList
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: web}
  spec:
    containers:
    - name: c
      image: nginx
`);
    expect(sources).toHaveLength(1);
    expect(sources[0]?.range.line).toBe(4);
    expect(sources[0]?.positions.get("spec.containers[0].image")).toEqual({
      line: 10,
      column: 7,
      endLine: 10,
      endColumn: 19,
    });
  });
});

describe("kubectl's YAML", () => {
  it.each([
    ["0644", 420],
    ["644", 644],
    ['"0644"', "0644"],
    ["yes", true],
    ["Off", false],
    ["y", "y"],
    ["12:30:45", "12:30:45"],
    ["2030-01-01", "2030-01-01"],
    ["1e3", 1000],
    ["0x1F", 31],
  ])("%s is %j", (written, value) => {
    const { applied } = scenarioOf(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {k: ${written}}\n`);
    expect(applied[0]).toMatchObject({ data: { k: value } });
  });
});

describe("problems", () => {
  it.each([
    [
      "a: [1\nb: 2\n",
      ["1 error yaml Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
    ["- 1\n", ["1 error notAnObject this document is not a Kubernetes object: it needs apiVersion, kind and metadata"]],
    ["apiVersion: v1\nmetadata: {}\n", ["1 error notAnObject Object 'Kind' is missing"]],
    ["kind: Pod\nmetadata: {}\n", ["1 error notAnObject Object 'apiVersion' is missing"]],
    [
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: 12\n",
      [
        "4 error notAnObject json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string",
      ],
    ],
    ["a: *nowhere\n", ["1 error yaml Unresolved alias (the anchor must be set before the alias): nowhere"]],
    [
      "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n",
      ['2 warning unknownKind no matches for kind "Widget" in version "example.com/v1"'],
    ],
    [
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\n",
      ["2 info notSimulated NetworkPolicy n is stored, but nothing acts on it here: NetworkPolicy is not simulated"],
    ],
    [
      `${node("node-1")}---\n${node("node-1")}`,
      ["8 warning duplicate Node node-1 is in the cluster twice: the second one counts"],
    ],
    [
      "apiVersion: v1\nkind: Node\nmetadata: {name: n}\nspec:\n  taints: none\n",
      [
        '5 error apiServer Node in version "v1" cannot be handled as a Node: json: cannot unmarshal string into Go struct field NodeSpec.spec.taints of type []v1.Taint',
      ],
    ],
  ])("%j", (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it("says what the limit is, and parses nothing", () => {
    expect(problemsOf("x".repeat(limits.textBytes + 1))).toEqual([
      "1 error textTooLarge This text has 1.0 MiB; the limit is 1.0 MiB. It is kept, but not run.",
    ]);
  });

  it("refuses what is nested without end instead of breaking", () => {
    const { scenario, problems } = parseScenario(`kind: Pod\na: ${"[".repeat(100_000)}`);
    expect(scenario).toBeNull();
    expect(problems).toMatchObject([
      { code: "yaml", line: 2, column: 504, message: expect.stringContaining("500 levels") },
    ]);
  });

  it("all problems come at once, and an error leaves nothing to run", () => {
    const { scenario, problems } = parseScenario("a: [1\nb: 2\n---\n- 1\n---\nkind: Pod\n");
    expect(scenario).toBeNull();
    expect(problems).toHaveLength(3);
  });
});

it("documents that hold comments only are passed over", () => {
  const { scenario, problems } = parseScenario(
    "# one\n---\n# two\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\n# end\n",
  );
  expect(problems).toEqual([]);
  expect(scenario?.applied.map(({ kind }) => kind)).toEqual(["Namespace"]);
});
