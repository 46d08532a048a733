import { describe, expect, it } from "vitest";
import { PlayedScenario } from "../../../testing/playedScenario.ts";

const played = new PlayedScenario(
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.27"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: lone, labels: {app: lone}}
spec: {containers: [{name: main, image: "nginx:1.27"}]}
`,
  60_000,
);

const needsResources = [
  "! error: You must provide one or more resources by argument or filename.",
  "! Example resource specifications include:",
  "!    '-f rsrc.yaml'",
  "!    '--filename=rsrc.json'",
  "!    '<resource> <name>'",
  "!    '<resource>'",
  "exit 1",
];

/** What is wrong with a call is said at once, in kubectl's words, and nothing goes into the script. */
describe("refused before anything is sent", () => {
  it.each<[string, string[]]>([
    [
      "kubectl gett pods",
      ['! error: unknown command "gett" for "kubectl"', "! ", "! Did you mean this?", "! \tget", "! \tset", "exit 1"],
    ],
    ["kubectl exec lone -- sh", ["! error: kubectl exec is not part of this console", "exit 1"]],
    ["kubectl get pods | grep web", ['! error: this console runs kubectl alone: "|" would need a shell', "exit 1"]],
    ["kubectl get 'pods", ["! error: a quote (') is not closed", "exit 1"]],
    [
      "kubectl get",
      [
        '! You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.',
        "! ",
        "! error: Required resource not specified.",
        '! Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
        "! See 'kubectl get -h' for help and examples",
        "exit 1",
      ],
    ],
    [
      "kubectl get pods -z",
      ["! error: unknown shorthand flag: 'z' in -z", "! See 'kubectl get --help' for usage.", "exit 1"],
    ],
    [
      "kubectl get pods -o",
      ["! error: flag needs an argument: 'o' in -o", "! See 'kubectl get --help' for usage.", "exit 1"],
    ],
    ["kubectl get pods --kubeconfig=x", ["! error: --kubeconfig is not part of this console", "exit 1"]],
    [
      "kubectl scale deployment web --replicas=x",
      [
        '! error: invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax',
        "! See 'kubectl scale --help' for usage.",
        "exit 1",
      ],
    ],
    ["kubectl scale deployment web", ['! error: required flag(s) "replicas" not set', "exit 1"]],
    [
      "kubectl scale deployment web --replicas=-1",
      ["! error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0", "exit 1"],
    ],
    ["kubectl scale --replicas=1", needsResources],
    [
      "kubectl scale deployment --replicas=1",
      ["! error: resource(s) were provided, but no name was specified", "exit 1"],
    ],
    [
      "kubectl scale deployment nope --replicas=1",
      ['! Error from server (NotFound): deployments.apps "nope" not found', "exit 1"],
    ],
    [
      "kubectl scale deployment web --replicas=1 --current-replicas=7",
      ["! error: Expected replicas to be 7, was 2", "exit 1"],
    ],
    [
      "kubectl get pod/lone deployment",
      [
        "! error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
        "exit 1",
      ],
    ],
    ["kubectl get pod/a/b", ["! error: arguments in resource/name form may not have more than one slash", "exit 1"]],
    ["kubectl get pod lone -A", ["! error: a resource cannot be retrieved by name across all namespaces", "exit 1"]],
    ["kubectl get pod lone -l app=lone", ["! error: name cannot be provided when a selector is specified", "exit 1"]],
    ["kubectl set image deployment web", ["! error: at least one image update is required", "exit 1"]],
    ["kubectl set image deployment web app=nginx", ['! error: unable to find container named "app"', "exit 1"]],
    ["kubectl set env deployment web A=b", ["! error: kubectl set env is not part of this console", "exit 1"]],
    [
      "kubectl rollout foo",
      ['! error: unknown command "foo"', "! See 'kubectl rollout -h' for help and examples", "exit 1"],
    ],
    ["kubectl rollout undo deployment web", ['! error: no rollout history found for deployment "web"', "exit 1"]],
    ["kubectl rollout resume deployment web", ['! error: deployments.apps "web" is not paused', "exit 1"]],
    [
      "kubectl cordon",
      ["! error: USAGE: cordon NODE [flags]", "! See 'kubectl cordon -h' for help and examples", "exit 1"],
    ],
    ["kubectl cordon node-9", ['! Error from server (NotFound): nodes "node-9" not found', "exit 1"]],
    [
      "kubectl taint nodes node-1 a=b",
      [
        "! error: invalid taint spec: a=b, name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        "! See 'kubectl taint -h' for help and examples",
        "exit 1",
      ],
    ],
    [
      "kubectl taint nodes node-1 a=b:Never",
      [
        "! error: invalid taint effect: Never, unsupported taint effect",
        "! See 'kubectl taint -h' for help and examples",
        "exit 1",
      ],
    ],
    [
      "kubectl taint pods lone a=b:NoSchedule",
      ['! error: invalid resource type pods, only ["node" "nodes"] are supported', "exit 1"],
    ],
    ["kubectl taint nodes node-1", ["! error: at least one taint update is required", "exit 1"]],
    ["kubectl taint nodes node-1 old-", ['! error: taint "old" not found', "exit 1"]],
    ["kubectl label pod lone", ["! error: at least one label update is required", "exit 1"]],
    ["kubectl label pod lone app=x", ["! error: 'app' already has a value (lone), and --overwrite is false", "exit 1"]],
    [
      "kubectl label pod lone a=b a-",
      ["! error: can not both modify and remove a label in the same command", "exit 1"],
    ],
    ["kubectl delete pod", ["! error: resource(s) were provided, but no name was specified", "exit 1"]],
    ["kubectl delete", needsResources],
    ["kubectl delete pods -l app=none", ["No resources found"]],
    [
      "kubectl delete pod lone --now --grace-period=3",
      ["! error: --now and --grace-period cannot be specified together", "exit 1"],
    ],
    [
      "kubectl delete pod lone --force --grace-period=3",
      ["! error: --force and --grace-period greater than 0 cannot be specified together", "exit 1"],
    ],
    ["kubectl create deployment api", ['! error: required flag(s) "image" not set', "exit 1"]],
    [
      "kubectl create deployment --image=nginx",
      [
        "! error: exactly one NAME is required, got 0",
        "! See 'kubectl create deployment -h' for help and examples",
        "exit 1",
      ],
    ],
    [
      "kubectl create deployment web --image=nginx",
      ['! error: failed to create deployment: deployments.apps "web" already exists', "exit 1"],
    ],
    [
      "kubectl create namespace default",
      ['! Error from server (AlreadyExists): namespaces "default" already exists', "exit 1"],
    ],
    ["kubectl run lone --image=nginx", ['! Error from server (AlreadyExists): pods "lone" already exists', "exit 1"]],
    [
      "kubectl run --image=nginx",
      ["! error: NAME is required for run", "! See 'kubectl run -h' for help and examples", "exit 1"],
    ],
    [
      "kubectl expose deployment web",
      [
        "! error: couldn't find port via --port flag or introspection",
        "! See 'kubectl expose -h' for help and examples",
        "exit 1",
      ],
    ],
    [
      "kubectl autoscale deployment web --min=3 --max=2",
      ["! error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 2, min: 3", "exit 1"],
    ],
    ["kubectl apply", ["! error: must specify one of -f and -k", "exit 1"]],
    ["kubectl apply -f web.yaml", ['! error: the path "web.yaml" does not exist', "exit 1"]],
    [
      "kubectl apply -f - <<EOF\nkind: Pod\nEOF",
      [
        '! error: error validating "STDIN": error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false',
        "exit 1",
      ],
    ],
    ["kubectl debug nope --image=busybox", ['! Error from server (NotFound): pods "nope" not found', "exit 1"]],
  ])("%s", (line, printed) => {
    expect(played.printed(line, 30)).toEqual(printed);
  });
});

describe("--dry-run", () => {
  it.each<[string, string[]]>([
    ["kubectl scale deployment web --replicas=5 --dry-run=client", ["deployment.apps/web scaled (dry run)"]],
    ["kubectl delete pod lone --dry-run=server", ['pod "lone" deleted from default namespace (server dry run)']],
    [
      "kubectl cordon node-1 --dry-run=bad",
      ['! error: Invalid dry-run value (bad). Must be "none", "server", or "client".', "exit 1"],
    ],
    [
      "kubectl create deployment api --image=nginx --dry-run=client -o yaml",
      [
        "apiVersion: apps/v1",
        "kind: Deployment",
        "metadata:",
        "  labels:",
        "    app: api",
        "  name: api",
        "spec:",
        "  replicas: 1",
        "  selector:",
        "    matchLabels:",
        "      app: api",
        "  strategy: {}",
        "  template:",
        "    metadata:",
        "      labels:",
        "        app: api",
        "    spec:",
        "      containers:",
        "      - image: nginx",
        "        name: nginx",
        "        resources: {}",
        "status: {}",
      ],
    ],
    [
      "kubectl run tool --image=busybox --dry-run=client -o yaml --command -- sleep 5",
      [
        "apiVersion: v1",
        "kind: Pod",
        "metadata:",
        "  labels:",
        "    run: tool",
        "  name: tool",
        "spec:",
        "  containers:",
        "  - command:",
        "    - sleep",
        '    - "5"',
        "    image: busybox",
        "    name: tool",
        "    resources: {}",
        "  dnsPolicy: ClusterFirst",
        "  restartPolicy: Always",
        "status: {}",
      ],
    ],
    ["kubectl expose deployment web --port=80 --dry-run=client -o name", ["service/web"]],
  ])("%s", (line, printed) => {
    expect(played.printed(line, 30)).toEqual(printed);
  });
});

describe("what a rollout has come to", () => {
  it.each<[string, number, string[]]>([
    ["kubectl rollout status deployment/web", 30, ['deployment "web" successfully rolled out']],
    [
      "kubectl rollout status deployment/web",
      0.5,
      ['Waiting for deployment "web" rollout to finish: 0 of 2 updated replicas are available...'],
    ],
    [
      "kubectl rollout history deployment/web",
      30,
      ["deployment.apps/web ", "REVISION  CHANGE-CAUSE", "1         <none>", ""],
    ],
    ["kubectl rollout status pod/lone", 30, ["! error: no status viewer has been implemented for Pod", "exit 1"]],
  ])("%s at %d s", (line, seconds, printed) => {
    expect(played.printed(line, seconds)).toEqual(printed);
  });
});
