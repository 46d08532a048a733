import type { SimulationEvent } from "../engine/index.ts";

/** One entry's event in a line, for the terminal. */
export function describeEvent(event: SimulationEvent): string {
  switch (event.type) {
    case "Boot":
      return `${event.nodes} nodes, ${event.objects} objects`;
    case "Request":
      return `#${event.request} ${event.method} ${event.path} as ${event.user}`;
    case "Station": {
      const changes = event.changed?.length ? ` ${event.changed.length} changed` : "";
      const plugin = event.plugin ? ` ${event.plugin}` : "";
      return `#${event.request} ${event.station}${plugin}: ${event.outcome}${changes}${event.status ? ` ${event.status.message}` : ""}`;
    }
    case "EtcdWrite":
      return `#${event.request} ${event.op} ${event.key} revision ${event.revision}`;
    case "Response":
      return `#${event.request} ${event.code} ${event.about}${event.message ? `: ${event.message}` : ""}`;
    case "WatchEvent":
      return `${event.watchType} ${event.key} to ${event.watcher}`;
    case "QueueMove":
      return `${event.pod} ${event.from ?? "-"} -> ${event.to ?? "-"} (${event.event})`;
    case "SchedulingPhase":
      return `${event.pod} attempt ${event.attempt} ${event.phase}: ${event.outcome}${event.message ? ` ${event.message}` : ""}`;
    case "Reconcile":
      return `${event.kind} ${event.key}: ${event.decision}${event.want === undefined ? "" : ` want ${event.want} have ${event.have ?? 0}`}`;
    case "KubeletStep":
      return `${event.pod} ${event.step} ${event.phase}${event.message ? ` ${event.message}` : ""}`;
    case "VolumeMount":
      return `${event.pod} ${event.volume} (${event.source})${event.ok ? "" : ` failed: ${event.message ?? ""}`}`;
    case "CRI":
      return `${event.pod} ${event.call} ${event.phase}${event.container ? ` ${event.container}` : ""}${event.image ? ` ${event.image}` : ""}${event.message ? ` ${event.message}` : ""}`;
    case "Hook":
      return `${event.pod} ${event.container} ${event.hook} ${event.phase}`;
    case "ImageRemoved":
      return `${event.image} ${event.sizeBytes} bytes (${event.why})`;
    case "ContainerExited":
      return `${event.pod} ${event.container} exit code ${event.exitCode} ${event.reason}`;
    case "Probe":
      return `${event.pod} ${event.container} ${event.probe} ${event.handler}: ${event.success ? "success" : `failure ${event.message ?? ""}`} (${event.consecutive}/${event.threshold})`;
    case "IngressSync":
      return `${event.ingress} ${event.changes.map(({ what }) => what).join(", ")}${event.reload ? ", reload" : ""}`;
    case "Traffic": {
      const backends = event.backends.map(({ ingress, service, requests, errors }) => {
        const failed = Object.entries(errors).map(([status, count]) => ` ${count}×${status}`);
        return `${ingress} ${service} ${requests}${failed.join("")}`;
      });
      return [...backends, ...(event.notFound > 0 ? [`no Ingress ${event.notFound}×404`] : [])].join("; ");
    }
    case "KubectlCommand":
      return `$ ${event.command}`;
    case "KubectlRead":
      return `${event.file}: ${event.objects.map(({ kind, name }) => `${kind} ${name}`).join(", ")}`;
    case "KubectlDiscovery":
      return event.cached ? "from the cache" : "GET /api, GET /apis";
    case "KubectlOutput":
      return event.text;
    case "Fault":
      return [event.fault, event.pod, event.node].filter((word) => word !== undefined).join(" ");
  }
}
