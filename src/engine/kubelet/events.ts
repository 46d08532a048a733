/** The steps of a Pod worker, in order. */
export type KubeletStep =
  | "admit"
  | "cgroup"
  | "volumes"
  | "sandbox"
  | "initContainers"
  | "appContainers"
  | "probes"
  | "terminating"
  | "terminated";

export type ContainerKind = "pause" | "init" | "sidecar" | "app" | "ephemeral";

/** What a kubelet and its container runtime record. `pod` is `namespace/name`. */
export type KubeletEvent =
  | {
      readonly type: "KubeletStep";
      readonly pod: string;
      readonly uid: string;
      readonly step: KubeletStep;
      readonly phase: "start" | "done" | "fail";
      readonly reason?: string;
      readonly message?: string;
    }
  | {
      readonly type: "VolumeMount";
      readonly pod: string;
      readonly volume: string;
      readonly source: string;
      readonly ok: boolean;
      readonly message?: string;
    }
  | {
      /** A call on the Container Runtime Interface, or its return. Actor of a call: the kubelet; of a return: `containerd/NODE`. */
      readonly type: "CRI";
      readonly phase: "call" | "return";
      readonly call:
        | "RunPodSandbox"
        | "PullImage"
        | "CreateContainer"
        | "StartContainer"
        | "StopContainer"
        | "UpdateContainerResources"
        | "StopPodSandbox";
      readonly pod: string;
      readonly container?: string;
      readonly containerKind?: ContainerKind;
      readonly image?: string;
      readonly sizeBytes?: number;
      /** On a call: how long it is going to take, for progress bars. Virtual milliseconds. */
      readonly duration?: number;
      readonly ok?: boolean;
      readonly message?: string;
      readonly ip?: string;
    }
  | {
      /** A hook of a container's lifecycle begins, or is over. */
      readonly type: "Hook";
      readonly pod: string;
      readonly container: string;
      readonly hook: "postStart" | "preStop";
      readonly phase: "start" | "done" | "fail";
    }
  | {
      /** An image that nobody uses was removed: the disk was too full, or nobody had used it for long. */
      readonly type: "ImageRemoved";
      readonly image: string;
      readonly sizeBytes: number;
      readonly why: "highThreshold" | "diskPressure" | "age";
    }
  | {
      readonly type: "ContainerExited";
      readonly pod: string;
      readonly container: string;
      readonly exitCode: number;
      readonly reason: string;
    }
  | {
      readonly type: "Probe";
      readonly pod: string;
      readonly container: string;
      readonly probe: "startup" | "readiness" | "liveness";
      readonly handler: "httpGet" | "exec" | "tcpSocket" | "grpc";
      readonly success: boolean;
      readonly message?: string;
      /** How many results of this kind in a row, this one included, of how many needed. */
      readonly consecutive: number;
      readonly threshold: number;
      /** Whether this result changed what the probe stands for (ready, started, killed). */
      readonly decisive: boolean;
    };

/** The kubelet's own view of a Pod (record `kubelet/NODE/pods/UID`): the real state, ahead of the published status. */
export interface KubeletPodRecord {
  readonly pod: string;
  readonly uid: string;
  readonly steps: readonly {
    readonly step: KubeletStep;
    readonly phase: "start" | "done" | "fail";
    readonly startedAt: number;
    readonly endedAt?: number;
  }[];
  readonly ip?: string;
  readonly volumes: readonly {
    readonly name: string;
    readonly source: string;
    readonly mounted: boolean;
    readonly message?: string;
  }[];
  readonly containers: readonly RuntimeContainer[];
}

export interface RuntimeContainer {
  readonly name: string;
  readonly kind: ContainerKind;
  readonly image: string;
  readonly state: "waiting" | "pulling" | "created" | "running" | "exited";
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly restarts: number;
  readonly started: boolean;
  readonly ready: boolean;
  readonly pull?: { readonly startedAt: number; readonly duration: number; readonly sizeBytes: number };
  /** Last results of each probe, newest last, at most 12. */
  readonly probes: {
    readonly [probe in "startup" | "readiness" | "liveness"]?: readonly {
      readonly time: number;
      readonly success: boolean;
    }[];
  };
}

/** Images on a node (record `runtime/NODE/images`). */
export type ImageStore = readonly {
  readonly name: string;
  readonly sizeBytes: number;
  readonly state: "present" | "pulling";
  readonly startedAt?: number;
  readonly duration?: number;
}[];
