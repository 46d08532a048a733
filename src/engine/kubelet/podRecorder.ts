import type { Pod } from "../api/pod.ts";
import { ContainerRecords, type RunningContainer } from "./containers.ts";
import type { KubeletEvent, KubeletPodRecord, KubeletStep } from "./events.ts";
import type { Machine } from "./machine.ts";
import type { KubeletContext } from "./nodeRuntime.ts";

/** Writes a Pod's entries in the trace, and keeps the record of what the kubelet knows of it in step with them. */
export class PodRecorder {
  readonly pod: string;
  readonly uid: string;
  ip: string | undefined;
  private readonly key: string;
  private forgotten = false;
  private steps: KubeletPodRecord["steps"] = [];
  private volumes: KubeletPodRecord["volumes"] = [];
  private readonly containers: ContainerRecords;

  constructor(
    private readonly machine: Machine,
    { metadata }: Pod,
    containers: readonly RunningContainer[],
  ) {
    this.containers = new ContainerRecords(containers);
    this.pod = `${metadata.namespace}/${metadata.name}`;
    this.uid = metadata.uid ?? "";
    this.key = `kubelet/${machine.name}/pods/${this.uid}`;
  }

  write(actor: string, event: KubeletEvent, changes: readonly ReturnType<KubeletContext["change"]>[] = []): void {
    const { context } = this.machine;
    // A pull that nobody waits for any more may end after the Pod is gone.
    const own = this.forgotten ? [] : [context.change(this.key, this.snapshot())];
    context.record(actor, event, [...own, ...changes]);
  }

  step(step: KubeletStep, phase: "start" | "done" | "fail", why: { reason?: string; message?: string } = {}): void {
    const now = this.machine.context.now();
    const last = this.steps.at(-1);
    const open = this.steps.findLastIndex((each) => each.step === step && each.phase === "start");
    if (phase === "start" || (open < 0 && !(last?.step === step && last.phase === phase))) {
      const ended = phase === "start" ? {} : { endedAt: now };
      this.steps = [...this.steps, { step, phase, startedAt: now, ...ended }];
    } else if (open >= 0) {
      this.steps = this.steps.map((each, index) => (index === open ? { ...each, phase, endedAt: now } : each));
    }
    const { pod, uid } = this;
    const { reason, message } = why;
    const said = { ...(reason !== undefined && { reason }), ...(message !== undefined && { message }) };
    this.write(this.machine.kubelet, { type: "KubeletStep", pod, uid, step, phase, ...said });
  }

  plan(volumes: readonly { name: string; source: string }[]): void {
    this.volumes = volumes.map(({ name, source }) => ({ name, source, mounted: false }));
  }

  mounted(volume: string, source: string, message: string | null): void {
    const result = { mounted: message === null, ...(message !== null && { message }) };
    this.volumes = this.volumes.map((each) => (each.name === volume ? { name: volume, source, ...result } : each));
    this.write(this.machine.kubelet, {
      type: "VolumeMount",
      pod: this.pod,
      volume,
      source,
      ok: message === null,
      ...(message !== null && { message }),
    });
  }

  unmounted(): void {
    this.volumes = this.volumes.map(({ name, source }) => ({ name, source, mounted: false }));
  }

  /** Removes the record: the Pod is gone from the node. Goes with the entry that says so. */
  forget(): void {
    if (this.forgotten) return;
    const { pod, uid } = this;
    this.forgotten = true;
    this.machine.context.record(
      this.machine.kubelet,
      { type: "KubeletStep", pod, uid, step: "terminated", phase: "done" },
      [this.machine.context.change(this.key, undefined)],
    );
  }

  private snapshot(): KubeletPodRecord {
    return {
      pod: this.pod,
      uid: this.uid,
      steps: this.steps,
      ...(this.ip !== undefined && { ip: this.ip }),
      volumes: this.volumes,
      containers: this.containers.now(),
    };
  }
}
