import type { RunningContainer } from "./containers.ts";
import type { PodRecorder } from "./podRecorder.ts";

/** Tells in the trace how far a Pod's containers have come: each step begins once and ends once. */
export class PodProgress {
  private readonly told = { init: false, app: false, running: false, ready: false };

  constructor(
    private readonly recorder: PodRecorder,
    private readonly containers: readonly RunningContainer[],
  ) {}

  /** Of a Pod that ran before: nothing of it is news. */
  skip(): void {
    Object.assign(this.told, { init: true, app: true, running: true, ready: true });
  }

  /** A container is going to be started. */
  starts({ kind }: RunningContainer): void {
    if ((kind === "init" || kind === "sidecar") && !this.told.init) {
      this.told.init = true;
      this.recorder.step("initContainers", "start");
    }
    if (kind === "app" && !this.told.app) {
      if (this.told.init) this.recorder.step("initContainers", "done");
      this.told.app = true;
      this.recorder.step("appContainers", "start");
    }
  }

  /** Looks at what has been reached. */
  look(isProbed: boolean): void {
    const { told, recorder } = this;
    const apps = this.containers.filter(({ kind }) => kind === "app");
    if (!told.running && apps.every(({ state }) => state === "running")) {
      told.running = true;
      recorder.step("appContainers", "done");
      if (isProbed) recorder.step("probes", "start");
    }
    if (told.running && !told.ready && apps.every(({ ready }) => ready)) {
      told.ready = true;
      recorder.step("probes", "done");
    }
  }
}
