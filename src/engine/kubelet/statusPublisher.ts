import { canonicalText } from "../api/canonicalText.ts";
import type { Pod, PodStatus } from "../api/pod.ts";
import { type Process, until } from "../kernel/simulator.ts";
import type { NodeRuntime } from "./nodeRuntime.ts";
import { isStatic } from "./staticPods.ts";
import { mergeStatus } from "./status/podStatus.ts";

/**
 * Publishes a Pod's status, one patch at a time: what comes meanwhile waits, and only the newest is sent. The published
 * status is a copy that lags behind the real state. Models pkg/kubelet/status/status_manager.go (v1.34).
 */
export class StatusPublisher {
  private wanted: PodStatus | null = null;
  private newest: PodStatus | null = null;
  /** The UID that the API server knows the Pod by; none while a static Pod has no mirror. */
  private uid: string | undefined;
  private last = "";
  private busy = false;
  private readonly idle: (() => void)[] = [];

  constructor(
    private readonly node: NodeRuntime,
    private readonly pod: Pod,
  ) {
    this.uid = isStatic(pod) ? undefined : pod.metadata.uid;
  }

  /** Of a static Pod: what it is shown as, from now on. A new mirror gets the newest status. */
  showAs(mirrorUid: string | undefined): void {
    if (mirrorUid === this.uid) return;
    this.uid = mirrorUid;
    if (mirrorUid !== undefined && this.newest) this.start(this.newest);
  }

  /** What is published already: only what differs from it is sent. */
  assume(status: PodStatus): void {
    this.last = JSON.stringify(status);
  }

  /** A kubelet that comes anew to a Pod sends nothing when what it finds is stored already. */
  compare(stored: PodStatus, status: PodStatus): void {
    const merged = mergeStatus(stored, status, this.node.context.now());
    if (canonicalText(merged) === canonicalText(stored)) this.assume(status);
  }

  publish(status: PodStatus): void {
    const text = JSON.stringify(status);
    if (text === this.last) return;
    this.last = text;
    this.newest = status;
    if (this.uid !== undefined) this.start(status);
  }

  private start(status: PodStatus): void {
    this.wanted = status;
    if (this.busy) return;
    this.busy = true;
    this.node.context.spawn(this.send());
  }

  /** Waits until everything that was asked for has been sent. */
  *settle(): Process {
    if (this.busy) yield* until<void>((resume) => this.idle.push(() => resume(undefined)));
  }

  private *send(): Process {
    const { name = "", namespace } = this.pod.metadata;
    while (this.wanted) {
      const status = this.wanted;
      const { uid } = this;
      this.wanted = null;
      yield* this.node.client.patch<Pod>(
        "pods",
        namespace,
        name,
        (stored) =>
          stored.metadata.uid === uid
            ? { ...stored, status: mergeStatus(stored.status, status, this.node.context.now()) }
            : stored,
        { subresource: "status" },
      );
    }
    this.busy = false;
    for (const resume of this.idle.splice(0)) resume();
  }
}
