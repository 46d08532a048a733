import { it } from "vitest";
import { KubeletCluster, podOnNode } from "../../testing/kubeletCluster.ts";
it("crash", () => {
  const c = new KubeletCluster();
  c.create(podOnNode({}, { command: ["sh", "-c", "sleep 2; exit 1"] }));
  console.log(c.watch("web", 150), c.events());
});
it("image", () => {
  const c = new KubeletCluster({ images: { "nginx:nope": { pullError: "not found" } } });
  c.create(podOnNode({}, { image: "nginx:nope" }));
  console.log(c.watch("web", 100), c.events());
});
it("mount", () => {
  const c = new KubeletCluster();
  c.create(podOnNode({ volumes: [{ name: "cfg", configMap: { name: "cfg" } }] }, {}));
  console.log(c.watch("web", 6));
  c.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "cfg", namespace: "default" } });
  console.log(c.watch("web", 20), c.events());
});
it("sidecar", () => {
  const c = new KubeletCluster({ rules: [{ container: "web", behaviour: { sigterm: 4000 } }, { container: "migrate", behaviour: { runs: [{ exitAfter: 5000, exitCode: 0 }] } }, { container: "proxy", behaviour: { startup: 8000, sigterm: 1000 } }] });
  c.create(podOnNode({ initContainers: [{ name: "migrate", image: "busybox:1.36" }, { name: "proxy", image: "envoy:1", restartPolicy: "Always", startupProbe: { httpGet: { port: 80 }, periodSeconds: 5 } }] }, {}));
  console.log(c.watch("web", 40), c.events(), c.steps());
  c.delete("pods", "web");
  console.log(c.watch("web", 40), c.events().slice(-3), c.steps().slice(-14));
});
it("job", () => {
  const c = new KubeletCluster();
  c.create(podOnNode({ restartPolicy: "Never" }, {}));
  console.log(c.watch("web", 40), c.steps().slice(-9));
  c.create(podOnNode({ restartPolicy: "Never" }, {command: ["false"]}, "bad"));
  console.log(c.watch("bad", 40), JSON.stringify(c.pod("bad")?.status?.conditions?.map(x => [x.type, x.status, x.reason])));
  c.delete("pods", "web");
  console.log(c.watch("web", 10), c.steps().slice(-3));
});
it("liveness", () => {
  const c = new KubeletCluster({ rules: [{ behaviour: { sigterm: "ignored", probes: { liveness: [{ from: 0, success: true }, { from: 30000, success: false, message: "cat: can't open '/tmp/healthy': No such file or directory" }] } } }] });
  c.create(podOnNode({}, { livenessProbe: { exec: { command: ["cat", "/tmp/healthy"] }, initialDelaySeconds: 5, periodSeconds: 5 } }));
  console.log(c.watch("web", 180), c.events(), c.probes());
});
