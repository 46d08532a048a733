import type { ResidentScene, RunningScene, ServiceScene } from "../../model.ts";

/** Act 7 at a share of the beat: what changes does so at its middle, all together; what is new stands there from the start. */
export function revealRunning(
  previous: RunningScene | null,
  running: RunningScene | null,
  p: number,
): RunningScene | null {
  if (!running || !previous || p >= 0.5) return running;
  const residents = new Map(previous.residents.map((resident) => [resident.pod, resident]));
  const services = new Map(previous.services.map((service) => [service.id, service]));
  const hosts = new Map(previous.hosts.map((host) => [host.name, host]));
  const workloads = new Map(previous.workloads.map((workload) => [workload.key, workload]));
  const ingresses = new Map(previous.ingresses.map((ingress) => [ingress.key, ingress]));
  return {
    ...running,
    workloads: running.workloads.map((workload) => workloads.get(workload.key) ?? workload),
    ingresses: running.ingresses.map((ingress) => ingresses.get(ingress.key) ?? ingress),
    services: running.services.map((service) => earlierService(services.get(service.id), service)),
    hosts: running.hosts.map((host) => {
      const was = hosts.get(host.name);
      return was ? { ...host, taints: was.taints, ready: was.ready, cordoned: was.cordoned, broken: was.broken } : host;
    }),
    residents: running.residents.map((resident) => earlierResident(residents.get(resident.pod), resident)),
    terminal: running.terminal && (previous.terminal ?? running.terminal),
  };
}

/** A Pod stands where it will be, and looks as it did: if there was one of the name before. */
function earlierResident(was: ResidentScene | undefined, now: ResidentScene): ResidentScene {
  return was && was.node === now.node ? { ...was, slot: now.slot, onStage: now.onStage } : now;
}

/** Endpoints that are there now, as ready as they were. */
function earlierService(was: ServiceScene | undefined, now: ServiceScene): ServiceScene {
  if (!was) return now;
  const endpoints = new Map(was.endpoints.map((endpoint) => [endpoint.pod, endpoint]));
  return {
    ...now,
    endpoints: now.endpoints.map((endpoint) => endpoints.get(endpoint.pod) ?? { ...endpoint, ready: false }),
  };
}
