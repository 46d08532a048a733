import { describe, expect, it } from "vitest";
import { PlayedScenario } from "../../../testing/playedScenario.ts";

const played = new PlayedScenario(`apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {colour: blue}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      automountServiceAccountToken: false
      containers:
        - name: web
          image: nginx:1.27
          ports: [{containerPort: 80}]
          env: [{name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]
          resources: {requests: {cpu: 250m, memory: 64Mi}, limits: {memory: 128Mi}}
          readinessProbe: {httpGet: {path: /healthz, port: 80}, periodSeconds: 5}
          volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, emptyDir: {}}]
---
apiVersion: podyssey.dev/v1alpha1
kind: Scenario
metadata: {name: describing}
spec:
  script:
    - {at: 30s, do: setImage, object: deployment/web, container: web, image: "nginx:1.28"}
`);

const said = (line: string, seconds: number): string => played.printed(line, seconds).join("\n");
const text = (indented: string): string => indented.replace(/^\n/, "").replace(/^ {4}/gm, "").trimEnd();

/** IDs and suffixes are drawn by the seed. */
const drawn = (printed: string): string =>
  printed.replace(/[0-9a-f]{64}/g, "…").replace(/(web-[0-9a-z]+)-[0-9a-z]{5}\b/g, "$1-…");

describe("kubectl describe", () => {
  it("a Pod", () => {
    expect(drawn(said("kubectl describe pods", 20))).toBe(
      text(`
    Name:             web-6dc4c7d765-…
    Namespace:        default
    Priority:         0
    Service Account:  default
    Node:             node-3/172.18.0.4
    Start Time:       Tue, 01 Jan 2030 00:00:00 +0000
    Labels:           app=web
                      pod-template-hash=6dc4c7d765
    Annotations:      <none>
    Status:           Running
    IP:               10.244.3.2
    IPs:
      IP:           10.244.3.2
    Controlled By:  ReplicaSet/web-6dc4c7d765
    Containers:
      web:
        Container ID:   containerd://…
        Image:          nginx:1.27
        Image ID:       docker.io/library/nginx@sha256:…
        Port:           80/TCP
        Host Port:      0/TCP
        State:          Running
          Started:      Tue, 01 Jan 2030 00:00:03 +0000
        Ready:          True
        Restart Count:  0
        Limits:
          memory:  128Mi
        Requests:
          cpu:      250m
          memory:   64Mi
        Readiness:  http-get http://:80/healthz delay=0s timeout=1s period=5s #success=1 #failure=3
        Environment:
          NODE:  node-3 (v1:spec.nodeName)
        Mounts:
          /data from data (rw)
    Conditions:
      Type                        Status
      PodReadyToStartContainers   True 
      Initialized                 True 
      Ready                       True 
      ContainersReady             True 
      PodScheduled                True 
    Volumes:
      data:
        Type:        EmptyDir (a temporary directory that shares a pod's lifetime)
        Medium:      
        SizeLimit:   <unset>
    QoS Class:       Burstable
    Node-Selectors:  <none>
    Tolerations:     node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                     node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
    Events:
      Type    Reason     Age   From               Message
      ----    ------     ----  ----               -------
      Normal  Scheduled  20s   default-scheduler  Successfully assigned default/web-6dc4c7d765-… to node-3
      Normal  Pulling    20s   kubelet            Pulling image "nginx:1.27"
      Normal  Pulled     18s   kubelet            Successfully pulled image "nginx:1.27" in 2.366s (2.366s including waiting). Image size: 73005954 bytes.
      Normal  Created    18s   kubelet            Created container: web
      Normal  Started    17s   kubelet            Started container web

    `),
    );
  });

  it("Pods whose names begin so, with an empty line after each", () => {
    expect(said("kubectl describe pod web", 20)).toBe(`${said("kubectl describe pods", 20)}\n`);
  });

  it("a Deployment after a rollout", () => {
    expect(drawn(said("kubectl describe deployment/web", 60))).toBe(
      text(`
    Name:                   web
    Namespace:              default
    CreationTimestamp:      Tue, 01 Jan 2030 00:00:00 +0000
    Labels:                 <none>
    Annotations:            deployment.kubernetes.io/revision: 2
    Selector:               app=web
    Replicas:               1 desired | 1 updated | 1 total | 1 available | 0 unavailable
    StrategyType:           RollingUpdate
    MinReadySeconds:        0
    RollingUpdateStrategy:  25% max unavailable, 25% max surge
    Pod Template:
      Labels:  app=web
      Containers:
       web:
        Image:      nginx:1.28
        Port:       80/TCP
        Host Port:  0/TCP
        Limits:
          memory:  128Mi
        Requests:
          cpu:      250m
          memory:   64Mi
        Readiness:  http-get http://:80/healthz delay=0s timeout=1s period=5s #success=1 #failure=3
        Environment:
          NODE:   (v1:spec.nodeName)
        Mounts:
          /data from data (rw)
      Volumes:
       data:
        Type:          EmptyDir (a temporary directory that shares a pod's lifetime)
        Medium:        
        SizeLimit:     <unset>
      Node-Selectors:  <none>
      Tolerations:     <none>
    Conditions:
      Type           Status  Reason
      ----           ------  ------
      Available      True    MinimumReplicasAvailable
      Progressing    True    NewReplicaSetAvailable
    OldReplicaSets:  web-6dc4c7d765 (0/0 replicas created)
    NewReplicaSet:   web-5cb678fb88 (1/1 replicas created)
    Events:
      Type    Reason             Age   From                   Message
      ----    ------             ----  ----                   -------
      Normal  ScalingReplicaSet  60s   deployment-controller  Scaled up replica set web-6dc4c7d765 from 0 to 1
      Normal  ScalingReplicaSet  30s   deployment-controller  Scaled up replica set web-5cb678fb88 from 0 to 1
      Normal  ScalingReplicaSet  27s   deployment-controller  Scaled down replica set web-6dc4c7d765 from 1 to 0
    `),
    );
  });

  it("a Node with what runs on it", () => {
    expect(drawn(said("kubectl describe node node-3", 25))).toBe(
      text(`
    Name:               node-3
    Roles:              <none>
    Labels:             kubernetes.io/arch=amd64
                        kubernetes.io/hostname=node-3
                        kubernetes.io/os=linux
                        topology.kubernetes.io/zone=zone-c
    Annotations:        <none>
    CreationTimestamp:  Tue, 01 Jan 2030 00:00:00 +0000
    Taints:             <none>
    Unschedulable:      false
    Lease:
      HolderIdentity:  node-3
      AcquireTime:     <unset>
      RenewTime:       Tue, 01 Jan 2030 00:00:20 +0000
    Conditions:
      Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
      ----             ------  -----------------                 ------------------                ------                       -------
      MemoryPressure   False   Tue, 01 Jan 2030 00:00:00 +0000   Tue, 01 Jan 2030 00:00:00 +0000   KubeletHasSufficientMemory   kubelet has sufficient memory available
      DiskPressure     False   Tue, 01 Jan 2030 00:00:00 +0000   Tue, 01 Jan 2030 00:00:00 +0000   KubeletHasNoDiskPressure     kubelet has no disk pressure
      PIDPressure      False   Tue, 01 Jan 2030 00:00:00 +0000   Tue, 01 Jan 2030 00:00:00 +0000   KubeletHasSufficientPID      kubelet has sufficient PID available
      Ready            True    Tue, 01 Jan 2030 00:00:00 +0000   Tue, 01 Jan 2030 00:00:00 +0000   KubeletReady                 kubelet is posting ready status
    Addresses:
      InternalIP:  172.18.0.4
      Hostname:    node-3
    Capacity:
      cpu:                8
      ephemeral-storage:  100Gi
      memory:             16Gi
      pods:               110
    Allocatable:
      cpu:                8
      ephemeral-storage:  100Gi
      memory:             16Gi
      pods:               110
    System Info:
      Machine ID:                 35d809a56614afb4c11ab27334eda30a
      System UUID:                35d809a5-6614-afb4-c11a-b27334eda30a
      Boot ID:                    b9573f6b-f492-17ac-362f-2ecd978c91ce
      Kernel Version:             6.8.0-65-generic
      OS Image:                   Debian GNU/Linux 12 (bookworm)
      Operating System:           linux
      Architecture:               amd64
      Container Runtime Version:  containerd://2.1.3
      Kubelet Version:            v1.34.0
      Kube-Proxy Version:         
    PodCIDR:                      10.244.3.0/24
    PodCIDRs:                     10.244.3.0/24
    Non-terminated Pods:          (1 in total)
      Namespace                   Name                    CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
      ---------                   ----                    ------------  ----------  ---------------  -------------  ---
      default                     web-6dc4c7d765-…    250m (3%)     0 (0%)      64Mi (0%)        128Mi (0%)     25s
    Allocated resources:
      (Total limits may be over 100 percent, i.e., overcommitted.)
      Resource           Requests   Limits
      --------           --------   ------
      cpu                250m (3%)  0 (0%)
      memory             64Mi (0%)  128Mi (0%)
      ephemeral-storage  0 (0%)     0 (0%)
    Events:              <none>
    `),
    );
  });

  it.each<[string, string[]]>([
    ["kubectl describe pod nothing", ['! Error from server (NotFound): pods "nothing" not found', "exit 1"]],
    ["kubectl describe pod/we", ['! Error from server (NotFound): pods "we" not found', "exit 1"]],
    ["kubectl describe services -n kube-public", ["! No resources found in kube-public namespace."]],
    ["kubectl describe services -A -l app=none", ["! No resources found"]],
    ["kubectl describe secrets", ["! No resources found in default namespace."]],
    ["kubectl describe widgets", ['! error: the server doesn\'t have a resource type "widgets"', "exit 1"]],
    [
      "kubectl describe",
      [
        '! error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
        "exit 1",
      ],
    ],
    [
      "kubectl describe priorityclass --show-events=false",
      [
        "Name:              system-cluster-critical",
        "Value:             2000000000",
        "GlobalDefault:     false",
        "PreemptionPolicy:  PreemptLowerPriority",
        "Description:       ",
        "Annotations:       <none>",
        "",
        "",
        "Name:              system-node-critical",
        "Value:             2000001000",
        "GlobalDefault:     false",
        "PreemptionPolicy:  PreemptLowerPriority",
        "Description:       ",
        "Annotations:       <none>",
      ],
    ],
  ])("%s", (line, expected) => {
    expect(played.printed(line, 20)).toEqual(expected);
  });
});

describe("kubectl rollout history --revision", () => {
  it("tells the template of a revision, with the tabs that kubectl leaves in", () => {
    expect(played.printed("kubectl rollout history deployment/web --revision=1", 60)).toEqual([
      "deployment.apps/web with revision #1",
      "Pod Template:",
      "  Labels:\tapp=web",
      "  \tpod-template-hash=6dc4c7d765",
      "  Containers:",
      "   web:",
      "    Image:\tnginx:1.27",
      "    Port:\t80/TCP",
      "    Host Port:\t0/TCP",
      "    Limits:",
      "      memory:\t128Mi",
      "    Requests:",
      "      cpu:\t250m",
      "      memory:\t64Mi",
      "    Readiness:\thttp-get http://:80/healthz delay=0s timeout=1s period=5s #success=1 #failure=3",
      "    Environment:",
      "      NODE:\t (v1:spec.nodeName)",
      "    Mounts:",
      "      /data from data (rw)",
      "  Volumes:",
      "   data:",
      "    Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      "    Medium:\t",
      "    SizeLimit:\t<unset>",
      "  Node-Selectors:\t<none>",
      "  Tolerations:\t<none>",
      "",
    ]);
  });

  it("is told, too, when going back to it is tried out", () => {
    const told = played.printed("kubectl rollout undo deployment/web --dry-run=client", 60);
    expect(told.slice(0, 3)).toEqual([
      "deployment.apps/web Pod Template:",
      "  Labels:\tapp=web",
      "  \tpod-template-hash=6dc4c7d765",
    ]);
    expect(told.at(-1)).toBe(" (dry run)");
    expect(told).toContain("    Image:\tnginx:1.27");
  });

  it("refuses a revision that is not there", () => {
    expect(played.printed("kubectl rollout history deployment/web --revision=7", 60)).toEqual([
      "! error: unable to find the specified revision",
      "exit 1",
    ]);
  });
});
