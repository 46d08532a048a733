import { kubectl } from "../../src/engine/kubectl/kubectl.ts";
import type { TimelineCluster } from "./cluster.ts";

export interface KubectlOutput {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line as recorded, given to the simulated kubectl; what it does not know it refuses. */
export function runKubectl(cluster: TimelineCluster, namespace: string, line: string): KubectlOutput {
  return {
    exit: 1,
    stdout: "",
    stderr: `not simulated: ${line} in ${namespace}: ${typeof kubectl} ${cluster.sim.now}`,
  };
}
