import { expect, it } from "vitest";
import { parseScenario } from "../parseScenario.ts";

const head = "apiVersion: podyssey.dev/v1alpha1\nkind: Scenario\n";
const pod = (name: string, image = "nginx:1.27") =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: web, image: "${image}"}]}\n`;

const parsed = (spec: string, rest = "") => {
  const { scenario, problems } = parseScenario(`${head}spec:\n${spec}${rest}`);
  return { scenario, problems: problems.map(({ line, severity, message }) => `${line} ${severity} ${message}`) };
};

it.each<[string, string, object]>([
  [
    "scale",
    "{at: 30s, do: scale, object: deploy/web, replicas: 5}",
    { verb: "scale", targets: [{ kind: "deploy", name: "web" }], replicas: 5 },
  ],
  [
    "an image",
    "{at: 30s, do: setImage, object: deployment/web, namespace: shop, container: web, image: 'nginx:1.28'}",
    {
      verb: "setImage",
      targets: [{ kind: "deployment", name: "web", namespace: "shop" }],
      images: { web: "nginx:1.28" },
    },
  ],
  [
    "a taint",
    "{at: 30s, do: taint, node: node-1, taint: 'dedicated=gpu:NoSchedule'}",
    {
      verb: "taint",
      nodes: ["node-1"],
      add: [{ key: "dedicated", value: "gpu", effect: "NoSchedule" }],
      remove: [],
    },
  ],
  [
    "a taint away",
    "{at: 30s, do: untaint, node: node-1, taint: dedicated}",
    { verb: "taint", nodes: ["node-1"], add: [], remove: [{ key: "dedicated" }] },
  ],
  [
    "a label away",
    "{at: 30s, do: label, object: node/node-1, values: {disk: ssd, old: null}}",
    { verb: "label", targets: [{ kind: "node", name: "node-1" }], values: { disk: "ssd", old: null } },
  ],
  [
    "delete",
    "{at: 30s, do: delete, object: pod/web, gracePeriodSeconds: 0, force: true}",
    { verb: "delete", targets: [{ kind: "pod", name: "web" }], gracePeriodSeconds: 0, force: true },
  ],
  [
    "a debug container",
    "{at: 30s, do: debug, pod: web, image: 'busybox:1.37', target: web}",
    { verb: "debug", pod: "web", image: "busybox:1.37", targetContainer: "web" },
  ],
  [
    "other resources",
    "{at: 30s, do: resize, pod: web, container: app, requests: {cpu: 500m}, limits: {memory: 256Mi}}",
    {
      verb: "resize",
      target: { kind: "pod", name: "web" },
      container: "app",
      requests: { cpu: "500m" },
      limits: { memory: "256Mi" },
    },
  ],
  ["a node that fails", "{at: 30s, do: failNode, node: node-2}", { fault: "failNode", node: "node-2" }],
  [
    "a kubelet that starts anew",
    "{at: 30s, do: restartKubelet, node: node-1, takes: 5s}",
    { fault: "restartKubelet", node: "node-1", takes: 5000 },
  ],
  ["a sandbox that dies", "{at: 30s, do: killSandbox, pod: web}", { fault: "killSandbox", pod: "default/web" }],
  [
    "a static Pod away",
    "{at: 30s, do: removeStaticPod, node: node-1, pod: etcd}",
    { fault: "removeStaticPod", node: "node-1", pod: "etcd" },
  ],
  ["a scheduler that starts anew", "{at: 30s, do: restartScheduler}", { fault: "restartScheduler" }],
])("a step of the script: %s", (_what, step, action) => {
  const { scenario, problems } = parsed(`  script:\n  - ${step}\n`);
  expect(problems).toEqual([]);
  expect(scenario?.script).toEqual([{ at: 30_000, action }]);
});

it.each<[string, string, string[]]>([
  ["an unknown field", "  sed: 1\n", ['4 error unknown field "spec.sed"']],
  [
    "a time without a unit",
    "  script:\n  - {at: 30, do: restartScheduler}\n",
    ["5 error spec.script[0].at: Invalid value: 30: must be text"],
  ],
  [
    "an odd time",
    "  script:\n  - {at: soon, do: restartScheduler}\n",
    ['5 error spec.script[0].at: Invalid value: "soon": must be a duration such as 30s, 1m30s or 500ms'],
  ],
  [
    "what the action lacks",
    "  script:\n  - at: 1s\n    do: scale\n    object: deploy/web\n",
    ["5 error spec.script[0].replicas: Required value"],
  ],
  [
    "what the action does not take",
    "  script:\n  - at: 1s\n    do: cordon\n    node: node-1\n    replicas: 2\n",
    ['8 error unknown field "spec.script[0].replicas"'],
  ],
  [
    "a number for a text",
    "  behaviours:\n  - container: 5\n",
    ["5 error spec.behaviours[0].container: Invalid value: 5: must be text"],
  ],
  ["a negative seed", "  seed: -1\n", ["4 error spec.seed: Invalid value: -1: must be a whole number, at least 0"]],
  [
    "a metric of nothing",
    '  metrics:\n  - {name: hits, values: [{from: 0s, total: "3"}]}\n',
    ["5 error spec.metrics[0]: Required value: pods, object or external"],
  ],
  [
    "a metric of two things",
    '  metrics:\n  - name: hits\n    pods: {app: web}\n    external: {queue: a}\n    values: [{from: 0s, total: "3"}]\n',
    ["7 error spec.metrics[0].external: Forbidden: may not be set beside pods"],
  ],
  [
    "an amount of a metric that is none",
    "  metrics:\n  - {name: hits, pods: {app: web}, values: [{from: 0s, total: many}]}\n",
    ['5 error spec.metrics[0].values[0].total: Invalid value: "many": must be an amount such as 250, 500m or 2k'],
  ],
  [
    "a load that takes nothing",
    "  load:\n  - {labels: {app: web}}\n",
    ["5 error spec.load[0]: Required value: cpu or cpuPerRequest"],
  ],
  [
    "too many requests",
    "  traffic:\n  - host: shop.example.com\n    rate:\n    - {from: 0s, perSecond: 5000}\n",
    ["7 error spec.traffic[0].rate[0].perSecond: Invalid value: 5000: must be a whole number between 0 and 1000"],
  ],
  [
    "traffic to nowhere, at no time",
    "  traffic:\n  - {path: shop}\n",
    [
      "5 error spec.traffic[0].host: Required value",
      "5 error spec.traffic[0].rate: Required value",
      '5 error spec.traffic[0].path: Invalid value: "shop": must begin with /',
    ],
  ],
  [
    "a share that is none",
    "  traffic:\n  - {host: a.io, rate: [], carrying: [{share: 0.1}, {share: 120%}]}\n",
    [
      "5 error spec.traffic[0].carrying[0].share: Invalid value: 0.1: must be text",
      '5 error spec.traffic[0].carrying[1].share: Invalid value: "120%": must be a share such as 5% or 0.5%, at most 100%',
    ],
  ],
  [
    "more than all requests",
    "  traffic:\n  - host: a.io\n    rate: []\n    carrying: [{share: 60%}, {share: 45.5%}]\n",
    ['7 error spec.traffic[0].carrying: Invalid value: "105.5%": the shares must add up to at most 100%'],
  ],
  [
    "a line of a log without words",
    "  behaviours:\n  - logs: [{from: 0s, every: often}]\n",
    [
      "5 error spec.behaviours[0].logs[0].line: Required value",
      '5 error spec.behaviours[0].logs[0].every: Invalid value: "often": must be a duration such as 30s, 1m30s or 500ms',
    ],
  ],
  [
    "an answer that is no error",
    "  behaviours:\n  - responses: [{from: 0s, status: 200}]\n",
    ["5 error spec.behaviours[0].responses[0].status: Invalid value: 200: must be a whole number between 400 and 599"],
  ],
  [
    "a document that is not there",
    "  script:\n  - {at: 1s, do: apply, objects: [Pod/web]}\n",
    ['5 error spec.script[0].objects[0]: Not found: "Pod/web": no document of this text that is applied'],
  ],
])("says at its line: %s", (_what, spec, problems) => {
  expect(parsed(spec)).toEqual({ scenario: null, problems });
});

it("says what it can do when a step wants something else", () => {
  const { problems } = parsed("  script:\n  - {at: 1s, do: explode}\n");
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(
    /^5 error spec\.script\[0\]\.do: Unsupported value: "explode": supported values: "apply", "create", "delete", "scale", /,
  );
});

it("knows its version", () => {
  const { scenario, problems } = parseScenario("apiVersion: podyssey.dev/v2\nkind: Scenario\n");
  expect(scenario).toBeNull();
  expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '1 no matches for kind "Scenario" in version "podyssey.dev/v2": this is podyssey.dev/v1alpha1',
  ]);
});

it("the second Scenario of a text counts for nothing, and that is said", () => {
  const { scenario, problems } = parsed("  seed: 4\n", `---\n${head}spec: {seed: 5}\n`);
  expect(scenario?.seed).toBe(4);
  expect(problems).toEqual(["6 warning this text has a Scenario already: the first one counts"]);
});

it("what is applied later is not applied first; of two documents of a name, the second is", () => {
  const script = "  script:\n  - {at: 20s, do: apply, objects: [Pod/late, Pod/web]}\n";
  const { scenario } = parsed(script, pod("web") + pod("late") + pod("web", "nginx:1.28"));
  const images = (objects: readonly object[] = []) =>
    objects
      .map((object) => object as { metadata: { name: string }; spec: { containers: { image: string }[] } })
      .map(({ metadata, spec }) => `${metadata.name} ${spec.containers[0]?.image}`);
  expect(images(scenario?.applied)).toEqual(["web nginx:1.27"]);
  const [step] = scenario?.script ?? [];
  expect(step?.action).toMatchObject({ verb: "apply", file: "late.yaml" });
  expect(images(step && "verb" in step.action && step.action.verb === "apply" ? step.action.objects : [])).toEqual([
    "late nginx:1.27",
    "web nginx:1.28",
  ]);
});

it("reads behaviours, images and bandwidth into what the runtime does", () => {
  const { scenario, problems } = parsed(`  seed: 7
  runFor: 2m
  bandwidth: 10M
  images:
  - {name: "shop:1", size: 64Mi}
  - {name: "shop:2", pullError: not found}
  behaviours:
  - labels: {app: shop}
    container: web
    startup: 5s
    runs:
    - {exitAfter: 2s, exitCode: 1}
    - {}
    probes:
      readiness:
      - {from: 20s, success: false, message: "HTTP probe failed with statuscode: 503"}
      - {from: 40s, code: 302, takes: 500ms}
      liveness: [{from: 0s, exitCode: 1, output: oops}, {from: 5s, status: NOT_SERVING}]
    sigterm: ignored
    memory:
    - {from: 10s, bytes: 300Mi}
`);
  expect(problems).toEqual([]);
  expect(scenario).toMatchObject({ seed: 7, runFor: 120_000, script: [] });
  expect(scenario?.runtime).toEqual({
    bandwidth: 10_000_000,
    images: { "shop:1": { sizeBytes: 67_108_864 }, "shop:2": { pullError: "not found" } },
    rules: [
      {
        labels: { app: "shop" },
        container: "web",
        behaviour: {
          startup: 5000,
          runs: [{ exitAfter: 2000, exitCode: 1 }, {}],
          probes: {
            readiness: [
              { from: 20_000, success: false, message: "HTTP probe failed with statuscode: 503" },
              { from: 40_000, code: 302, takes: 500 },
            ],
            liveness: [
              { from: 0, exitCode: 1, output: "oops" },
              { from: 5000, status: "NOT_SERVING" },
            ],
          },
          sigterm: "ignored",
          memory: [{ from: 10_000, bytes: 314_572_800 }],
        },
      },
    ],
  });
});

it("reads what webhooks answer, and the load", () => {
  const { scenario, problems } = parsed(`  webhooks:
  - {url: "https://policy.default.svc/label", after: 20ms, patch: [{op: add, path: /metadata/labels/team, value: shop}]}
  - {url: "https://policy.default.svc/strict", allowed: false, code: 403, message: not here}
  load:
  - {labels: {app: web}, cpu: [{from: 0s, total: 200m}, {from: 1m, total: "2"}]}
`);
  expect(problems).toEqual([]);
  expect(scenario?.webhooks).toEqual([
    {
      url: "https://policy.default.svc/label",
      after: 20,
      patch: [{ op: "add", path: "/metadata/labels/team", value: "shop" }],
    },
    { url: "https://policy.default.svc/strict", allowed: false, code: 403, message: "not here" },
  ]);
  expect(scenario?.load).toEqual([
    {
      labels: { app: "web" },
      cpu: [
        { from: 0, total: "200m" },
        { from: 60_000, total: "2" },
      ],
    },
  ]);
});

it("reads metrics of Pods, of objects and from outside", () => {
  const { scenario, problems } = parsed(`  metrics:
  - {name: rps, pods: {app: web}, values: [{from: 0s, total: "40"}, {from: 1m, total: 1.5k}]}
  - {name: hits, object: {kind: Ingress, name: web}, values: [{from: 0s, total: "7"}]}
  - {name: queue, namespace: shop, external: {queue: a}, values: [{from: 0s, total: 500m}]}
`);
  expect(problems).toEqual([]);
  expect(scenario?.metrics).toEqual([
    {
      name: "rps",
      pods: { app: "web" },
      values: [
        { from: 0, total: "40" },
        { from: 60_000, total: "1.5k" },
      ],
    },
    { name: "hits", object: { kind: "Ingress", name: "web" }, values: [{ from: 0, total: "7" }] },
    { name: "queue", namespace: "shop", external: { queue: "a" }, values: [{ from: 0, total: "500m" }] },
  ]);
});

it("reads traffic, what it takes, and what it is answered with", () => {
  const { scenario, problems } = parsed(`  traffic:
  - host: shop.example.com
    rate: [{from: 20s, perSecond: 10}, {from: 1m, perSecond: 0}]
    carrying:
    - {share: 5%, headers: {X-Canary: always}}
    - {share: 0.5%, cookies: {beta: always}}
  load:
  - {labels: {app: web}, cpuPerRequest: 20m}
  behaviours:
  - {image: "shop:2", responses: [{from: 10s, status: 503, share: 30%}, {from: 20s}]}
`);
  expect(problems).toEqual([]);
  expect(scenario?.traffic).toEqual([
    {
      host: "shop.example.com",
      rate: [
        { from: 20_000, perSecond: 10 },
        { from: 60_000, perSecond: 0 },
      ],
      carrying: [
        { share: 0.05, headers: { "X-Canary": "always" } },
        { share: 0.005, cookies: { beta: "always" } },
      ],
    },
  ]);
  expect(scenario?.load).toEqual([{ labels: { app: "web" }, cpuPerRequest: "20m" }]);
  expect(scenario?.runtime?.rules?.[0]?.behaviour).toEqual({
    responses: [
      { from: 10_000, status: 503, share: 0.3 },
      { from: 20_000, status: 500, share: 1 },
    ],
  });
});

it("reads what nodes are like", () => {
  const { scenario, problems } = parsed(`  nodes:
  - kubelet: {serializeImagePulls: false, maxParallelImagePulls: 2}
    heartbeats: true
  - node: node-1
    kubelet:
      imageGCHighThresholdPercent: 60
      imageGCLowThresholdPercent: 40
      imageMinimumGCAge: 30s
      evictionHard: {memory.available: 200Mi, imagefs.available: 15%}
      evictionSoft: {nodefs.available: 20%}
      evictionSoftGracePeriod: {nodefs.available: 1m}
    disk: [{from: 0s, bytes: 5Gi}]
    memory: [{from: 30s, bytes: 1Gi}]
    pids: [{from: 0s, count: 100}]
    maxPids: 500
    network: [{from: 10s, error: no route}, {from: 20s}]
  behaviours:
  - container: web
    disk: [{from: 5s, bytes: 1Gi}, {from: 9s, bytes: 2Gi, volume: cache}]
    pids: [{from: 5s, count: 30}]
`);
  expect(problems).toEqual([]);
  expect(scenario?.runtime).toEqual({
    images: {},
    rules: [
      {
        container: "web",
        behaviour: {
          disk: [
            { from: 5000, bytes: 1_073_741_824 },
            { from: 9000, bytes: 2_147_483_648, volume: "cache" },
          ],
          pids: [{ from: 5000, count: 30 }],
        },
      },
    ],
    nodes: [
      { kubelet: { serializeImagePulls: false, maxParallelImagePulls: 2 }, heartbeats: true },
      {
        node: "node-1",
        kubelet: {
          imageGCHighThresholdPercent: 60,
          imageGCLowThresholdPercent: 40,
          imageMinimumGCAge: 30_000,
          evictionHard: { "memory.available": "200Mi", "imagefs.available": "15%" },
          evictionSoft: { "nodefs.available": "20%" },
          evictionSoftGracePeriod: { "nodefs.available": 60_000 },
        },
        disk: [{ from: 0, bytes: 5_368_709_120 }],
        memory: [{ from: 30_000, bytes: 1_073_741_824 }],
        pids: [{ from: 0, count: 100 }],
        maxPids: 500,
        network: [{ from: 10_000, error: "no route" }, { from: 20_000 }],
      },
    ],
  });
});

it.each([
  [
    "imageGCHighThresholdPercent: 60",
    "spec.nodes[0].kubelet.imageGCHighThresholdPercent: invalid configuration: imageGCLowThresholdPercent (--image-gc-low-threshold) 80 must be less than imageGCHighThresholdPercent (--image-gc-high-threshold) 60",
  ],
  [
    "imageGCLowThresholdPercent: 90",
    "spec.nodes[0].kubelet.imageGCLowThresholdPercent: invalid configuration: imageGCLowThresholdPercent (--image-gc-low-threshold) 90 must be less than imageGCHighThresholdPercent (--image-gc-high-threshold) 85",
  ],
  [
    "maxParallelImagePulls: 3",
    "spec.nodes[0].kubelet.maxParallelImagePulls: invalid configuration: maxParallelImagePulls cannot be larger than 1 unless SerializeImagePulls (--serialize-image-pulls) set to false",
  ],
  [
    "evictionSoft: {memory.available: 1Gi}",
    "spec.nodes[0].kubelet.evictionSoft: grace period must be specified for the soft eviction threshold memory.available",
  ],
  ["evictionHard: {memory.free: 1Gi}", 'unknown field "spec.nodes[0].kubelet.evictionHard.memory.free"'],
  [
    "evictionHard: {memory.available: much}",
    'spec.nodes[0].kubelet.evictionHard.memory.available: Invalid value: "much": must be an amount or a percentage such as 500Mi or 10%',
  ],
])("a configuration with which no kubelet would start: %s", (field, message) => {
  const { problems } = parsed(`  nodes:\n  - kubelet: {${field}}\n`);
  expect(problems).toEqual([`5 error ${message}`]);
});

it("static Pods are documents of the text, left out of the first apply", () => {
  const script = "  script:\n  - {at: 5s, do: addStaticPod, node: node-1, objects: [Pod/etcd]}\n";
  const { scenario, problems } = parsed(script, pod("web") + pod("etcd"));
  expect(problems).toEqual([]);
  expect(scenario?.applied.map(({ metadata }) => metadata.name)).toEqual(["web"]);
  expect(scenario?.script).toEqual([
    { at: 5000, action: { fault: "addStaticPod", node: "node-1", pods: [expect.objectContaining({ kind: "Pod" })] } },
  ]);
  const wrong = parsed(script, "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: etcd}\n");
  expect(wrong.problems).toEqual([
    '5 error spec.script[0].objects[0]: Not found: "Pod/etcd": no document of this text that is applied',
  ]);
  const others = parsed(
    "  script:\n  - {at: 5s, do: addStaticPod, objects: [ConfigMap/cfg]}\n",
    "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: cfg}\n",
  );
  expect(others.problems).toEqual(['5 error spec.script[0]: Invalid value: "ConfigMap/cfg": only a Pod can be static']);
});

it.each([
  ["", null],
  ["  onStage: web\n", "default/web"],
  ["  onStage: shop/web\n", "shop/web"],
])("the Pod on stage: %j", (spec, onStage) => {
  expect(parsed(`  seed: 1\n${spec}`, pod("web")).scenario?.onStage).toBe(onStage);
});

it.each(["a/b/c", "two words", '""'])("%s is no Pod to be put on stage", (name) => {
  expect(parsed(`  onStage: ${name}\n`, pod("web")).problems[0]).toMatch(
    /^4 error spec\.onStage: Invalid value: .*: must be NAME or NAMESPACE\/NAME$/,
  );
});
