import fc from "fast-check";
import type { KubernetesObject } from "../engine/api/meta.ts";
import type { Traffic } from "../engine/ingressnginx/traffic.ts";
import type { Behaviour } from "../engine/kubelet/runtimeModel.ts";
import type { ScriptStep } from "../engine/script.ts";
import type { SimulationInput } from "../engine/simulation.ts";

/** Random scenarios for the property tests: small clusters, a few workloads, and things that are done to them. */

const apps = ["web", "db", "batch"] as const;
const workloadKinds = ["Deployment", "StatefulSet", "DaemonSet", "Job", "Pod"] as const;
const images = ["nginx:1.27", "redis:7", "registry.invalid/app:1", "busybox:1.37"];

const nodes: fc.Arbitrary<KubernetesObject[]> = fc
  .array(
    fc.record({
      cpu: fc.constantFrom("1", "2"),
      pods: fc.constantFrom("3", "110"),
      tainted: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list.map(
      ({ cpu, pods, tainted }, i) =>
        ({
          apiVersion: "v1",
          kind: "Node",
          metadata: { name: `n${i}`, labels: { "kubernetes.io/hostname": `n${i}` } },
          // The first is never tainted: something has to run somewhere.
          ...(tainted && i > 0 && { spec: { taints: [{ key: "dedicated", effect: "NoSchedule" }] } }),
          status: { allocatable: { cpu, memory: "4Gi", pods } },
        }) as KubernetesObject,
    ),
  );

const probe = fc.record({
  httpGet: fc.constant({ path: "/", port: 80 }),
  periodSeconds: fc.constantFrom(1, 5),
  failureThreshold: fc.constantFrom(1, 3),
});

const container = fc.record(
  {
    image: fc.constantFrom(...images),
    resources: fc.record({ requests: fc.record({ cpu: fc.constantFrom("0", "100m", "700m") }) }),
    readinessProbe: probe,
    livenessProbe: probe,
    startupProbe: probe,
    lifecycle: fc.record({ preStop: fc.constant({ exec: { command: ["sleep", "2"] } }) }),
  },
  { requiredKeys: ["image"] },
);

const initContainer = fc.record(
  { image: fc.constantFrom(...images), restartPolicy: fc.constant("Always") },
  { requiredKeys: ["image"] },
);

const podSpec = fc
  .record(
    {
      containers: fc.array(container, { minLength: 1, maxLength: 2 }),
      initContainers: fc.array(initContainer, { maxLength: 2 }),
      terminationGracePeriodSeconds: fc.constantFrom(0, 2, 30),
      tolerations: fc.constant([{ operator: "Exists" }]),
    },
    { requiredKeys: ["containers"] },
  )
  .map((spec) => ({
    ...spec,
    containers: spec.containers.map((entry, i) => ({ name: `c${i}`, ...entry })),
    ...(spec.initContainers && {
      initContainers: spec.initContainers.map((entry, i) => ({ name: `i${i}`, ...entry })),
    }),
  }));

const serviceOf = (name: string): KubernetesObject =>
  ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, labels: { app: name } },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  }) as KubernetesObject;

const workload = fc
  .record({
    kind: fc.constantFrom(...workloadKinds),
    replicas: fc.integer({ min: 0, max: 4 }),
    spec: podSpec,
    service: fc.boolean(),
  })
  .map(({ kind, replicas, spec, service }) => (name: string): KubernetesObject[] => {
    const metadata = { name, labels: { app: name } };
    const template = { metadata: { labels: { app: name } }, spec };
    const set = { selector: { matchLabels: { app: name } }, template };
    const made: { readonly [K in (typeof workloadKinds)[number]]: object } = {
      Deployment: { apiVersion: "apps/v1", kind, metadata, spec: { replicas, ...set } },
      StatefulSet: { apiVersion: "apps/v1", kind, metadata, spec: { replicas, serviceName: name, ...set } },
      DaemonSet: { apiVersion: "apps/v1", kind, metadata, spec: set },
      Job: {
        apiVersion: "batch/v1",
        kind,
        metadata,
        spec: {
          completions: replicas,
          backoffLimit: 2,
          template: { ...template, spec: { ...spec, restartPolicy: "Never" } },
        },
      },
      Pod: { apiVersion: "v1", kind, metadata, spec },
    };
    const workload = made[kind] as KubernetesObject;
    return service ? [workload, serviceOf(name)] : [workload];
  });

const canaryAnnotations = fc.record(
  {
    "canary-weight": fc.constantFrom("0", "30", "100"),
    "canary-by-header": fc.constant("X-Canary"),
    "canary-by-cookie": fc.constant("beta"),
  },
  { requiredKeys: [] },
);

const annotated = (annotations: object): { [key: string]: string } =>
  Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value]));

const ingress = (name: string, annotations: object = {}): KubernetesObject =>
  ({
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name, annotations: annotated(annotations) },
    spec: {
      rules: [
        {
          host: "shop.example.com",
          http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name, port: { number: 80 } } } }] },
        },
      ],
    },
  }) as KubernetesObject;

/** Maybe an Ingress for the first workload, maybe with the second as its canary; with their Services. */
const ingresses: fc.Arbitrary<KubernetesObject[]> = fc
  .tuple(fc.boolean(), fc.option(canaryAnnotations))
  .map(([wanted, rules]) => {
    if (!wanted) return [];
    const canary = rules ? [serviceOf("db"), ingress("db", { canary: "true", ...rules })] : [];
    return [serviceOf("web"), ingress("web"), ...canary];
  });

const traffic: fc.Arbitrary<Traffic[]> = fc.array(
  fc.record({
    host: fc.constantFrom("shop.example.com", "shop.example.com", "other.example.com"),
    rate: fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 90_000 }), perSecond: fc.integer({ min: 0, max: 30 }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    carrying: fc.constant([
      { share: 0.2, headers: { "X-Canary": "always" } },
      { share: 0.1, cookies: { beta: "never" } },
    ]),
  }),
  { minLength: 1, maxLength: 2 },
);

const behaviour: fc.Arbitrary<Behaviour> = fc.record(
  {
    startup: fc.constantFrom(0, 3000),
    runs: fc.array(
      fc.record({ exitAfter: fc.integer({ min: 0, max: 20_000 }), exitCode: fc.constantFrom(0, 1, 137) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    sigterm: fc.constantFrom<number | "ignored">(0, 1500, "ignored"),
    probes: fc.record({
      readiness: fc.array(fc.record({ from: fc.integer({ min: 0, max: 60_000 }), success: fc.boolean() }), {
        maxLength: 3,
      }),
    }),
    responses: fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: 60_000 }),
        status: fc.constantFrom(404, 500),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 2 },
    ),
    startError: fc.constant("failed to create containerd task"),
  },
  { requiredKeys: [] },
);

const one = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => value.map((made) => [made]);
const someNode = one(fc.constantFrom("n0", "n1"));
const targetKinds = fc.constantFrom(...workloadKinds);

const action: fc.Arbitrary<ScriptStep["action"]> = fc.oneof(
  fc.record({
    verb: fc.constant("delete" as const),
    targets: one(fc.record({ kind: targetKinds, name: fc.constantFrom(...apps) })),
    force: fc.boolean(),
  }),
  fc.record({
    verb: fc.constant("scale" as const),
    targets: one(fc.record({ kind: fc.constantFrom("Deployment", "StatefulSet"), name: fc.constantFrom(...apps) })),
    replicas: fc.integer({ min: 0, max: 5 }),
  }),
  fc.record({
    verb: fc.constant("setImage" as const),
    targets: one(
      fc.record({
        kind: fc.constantFrom("Deployment", "StatefulSet", "DaemonSet"),
        name: fc.constantFrom(...apps),
      }),
    ),
    images: fc.record({ c0: fc.constantFrom(...images) }),
  }),
  fc.record({
    verb: fc.constantFrom("rolloutRestart" as const, "rolloutPause" as const, "rolloutUndo" as const),
    targets: one(fc.record({ kind: fc.constant("Deployment"), name: fc.constantFrom(...apps) })),
  }),
  fc.record({
    verb: fc.constant("annotate" as const),
    targets: one(fc.constant({ kind: "ingress", name: "db" })),
    values: canaryAnnotations.map(annotated),
  }),
  fc.record({
    verb: fc.constant("delete" as const),
    targets: one(fc.record({ kind: fc.constant("ingress"), name: fc.constantFrom("web", "db") })),
  }),
  fc.record({ verb: fc.constantFrom("cordon" as const, "uncordon" as const), nodes: someNode }),
  fc.record({ verb: fc.constant("drain" as const), nodes: someNode, force: fc.constant(true) }),
  fc.record({
    verb: fc.constant("taint" as const),
    nodes: someNode,
    add: one(fc.record({ key: fc.constant("t"), effect: fc.constantFrom("NoSchedule", "NoExecute") })),
    remove: fc.constant([]),
  }),
  fc.record({
    fault: fc.constantFrom(
      "failNode" as const,
      "cutOffKubelet" as const,
      "recoverNode" as const,
      "restartKubelet" as const,
    ),
    node: fc.constantFrom("n0", "n1"),
  }),
  fc.record({
    fault: fc.constant("killSandbox" as const),
    pod: fc.constantFrom(...apps.map((app) => `default/${app}-0`)),
  }),
  fc.constant({ fault: "restartScheduler" as const }),
);

const script: fc.Arbitrary<ScriptStep[]> = fc.array(fc.record({ at: fc.integer({ min: 0, max: 120_000 }), action }), {
  maxLength: 5,
});

/** A cluster of one to four nodes, one to three workloads, up to five things done to them in two virtual minutes. */
export const randomScenario: fc.Arbitrary<SimulationInput> = fc.record({
  cluster: nodes,
  applied: fc
    .tuple(fc.array(workload, { minLength: 1, maxLength: apps.length }), ingresses)
    .map(([list, front]) => [...list.flatMap((make, i) => make(apps[i])), ...front]),
  runtime: fc.record({
    rules: fc.array(fc.record({ labels: fc.record({ app: fc.constantFrom(...apps) }), behaviour }), { maxLength: 2 }),
  }),
  traffic,
  script,
});
