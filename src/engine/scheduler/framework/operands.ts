/** The numbers that a verdict or a score was computed from, one shape a plugin, so that the arithmetic can be shown with this Pod's values. */
export type Operands =
  | {
      /** NodeResourcesFit and NodeResourcesBalancedAllocation. Units: milliCPU, bytes, or the resource's own. */
      readonly kind: "resources";
      readonly strategy:
        | "filter"
        | "LeastAllocated"
        | "MostAllocated"
        | "RequestedToCapacityRatio"
        | "BalancedAllocation";
      readonly resources: readonly {
        readonly name: string;
        readonly allocatable: number;
        /** Requested on the node by others. */
        readonly requested: number;
        /** Asked by this Pod. */
        readonly pod: number;
        readonly weight?: number;
        /** This resource's part of the score, or its fraction for BalancedAllocation. */
        readonly score?: number;
      }[];
      /** RequestedToCapacityRatio: the curve, its scores as configured, 0..10. */
      readonly shape?: readonly { readonly utilization: number; readonly score: number }[];
      /** BalancedAllocation: the standard deviation of the fractions. */
      readonly deviation?: number;
      readonly score?: number;
    }
  | {
      /** NodeUnschedulable: a cordon, and whether the Pod tolerates the taint that comes with it. */
      readonly kind: "cordon";
      readonly cordoned: boolean;
      readonly tolerated: boolean;
    }
  | {
      /** NodeName: the node that the Pod names; null: it names none. */
      readonly kind: "nodeName";
      readonly wanted: string | null;
    }
  | {
      readonly kind: "taints";
      /** Taints that count, and whether this Pod tolerates each. */
      readonly taints: readonly {
        readonly key: string;
        readonly value: string;
        readonly effect: string;
        readonly tolerated: boolean;
        /** The toleration that does it, as `key=value:effect`. */
        readonly by?: string;
      }[];
      readonly score?: number;
    }
  | {
      /** nodeSelector entries all have to match, and of the required terms any; so it is with what the profile adds. */
      readonly kind: "nodeAffinity";
      readonly terms: readonly {
        readonly of: "nodeSelector" | "required" | "preferred" | "added";
        readonly term: string;
        readonly weight?: number;
        readonly matches: boolean;
        /** What the node has under the keys of the term; null: it lacks the key. */
        readonly has: { readonly [key: string]: string | null };
      }[];
      readonly score?: number;
    }
  | {
      readonly kind: "images";
      readonly images: readonly {
        readonly name: string;
        readonly present: boolean;
        readonly sizeBytes: number;
        readonly nodesWithImage: number;
        readonly totalNodes: number;
        readonly scaled: number;
      }[];
      readonly sum: number;
      readonly min: number;
      readonly max: number;
      readonly score?: number;
    }
  | {
      readonly kind: "spread";
      readonly constraints: readonly {
        readonly topologyKey: string;
        readonly domain: string | null;
        readonly maxSkew: number;
        readonly count: number;
        readonly selfMatch: number;
        /** Filter: the smallest count of any eligible domain. Score: absent. */
        readonly min?: number;
        /** Score: ln(size + 2), where size is the number of domains. */
        readonly weight?: number;
        readonly size?: number;
        readonly domains: { readonly [domain: string]: number };
      }[];
      /** Score: the node lacks a topology key, and gets no points. */
      readonly ignored?: boolean;
      readonly score?: number;
    }
  | {
      readonly kind: "interPodAffinity";
      readonly terms: readonly {
        readonly term: string;
        readonly topologyKey: string;
        readonly domain: string | null;
        readonly matches: number;
        readonly weight?: number;
        readonly of: "incoming" | "existing";
        readonly anti: boolean;
      }[];
      /** Filter: no Pod anywhere matches the affinity terms, but this Pod itself does: it may be the first. */
      readonly first?: boolean;
      readonly score?: number;
    }
  | {
      readonly kind: "ports";
      readonly wanted: readonly string[];
      readonly taken: readonly string[];
      /** Who holds each port that is taken, `namespace/name`. */
      readonly heldBy: { readonly [port: string]: string };
    }
  | {
      /** VolumeRestrictions. */
      readonly kind: "disks";
      /** Disks that can't be shared, and the Pod on the node that has one already; null: it is free. */
      readonly disks: readonly { readonly disk: string; readonly heldBy: string | null }[];
      /** Claims of mode ReadWriteOncePod, and how many uses by other Pods there are, on any node. */
      readonly exclusive: readonly string[];
      readonly conflicts: number;
    }
  | {
      /** NodeVolumeLimits, a line a CSI driver. `limit` null: the node's CSINode names none. */
      readonly kind: "volumeLimits";
      readonly drivers: readonly {
        readonly driver: string;
        readonly attached: number;
        /** Volumes of this Pod that are not attached yet. */
        readonly wanted: number;
        readonly limit: number | null;
      }[];
    }
  | {
      /** VolumeBinding: what becomes of each claim on this node. */
      readonly kind: "claims";
      readonly claims: readonly {
        readonly claim: string;
        /** bound: to `volume` already; found: `volume` would be bound; provision: a volume would be made; none: there is no way. */
        readonly outcome: "bound" | "found" | "provision" | "none";
        readonly volume?: string;
        readonly storageClass: string;
        readonly ok: boolean;
      }[];
      readonly reasons: readonly string[];
    }
  | {
      /** VolumeZone: the zones and regions of the bound volumes. */
      readonly kind: "volumeZones";
      readonly zones: readonly {
        readonly key: string;
        readonly values: readonly string[];
        /** The node's value; null: it lacks the label. */
        readonly node: string | null;
        readonly matches: boolean;
      }[];
    };

/** How a plugin brought its raw scores into 0..100, with the numbers of all nodes that went into it. */
export type Normalization =
  /** 100 × raw ÷ max, rounded down; `reverse`: 100 minus that. With max 0: 0, or 100 in reverse. */
  | { readonly kind: "share"; readonly max: number; readonly reverse: boolean }
  /** 100 × (raw − min) ÷ (max − min), rounded down; 0 where all are equal. */
  | { readonly kind: "range"; readonly min: number; readonly max: number }
  /** 100 × (max + min − raw) ÷ max, rounded down; 100 with max 0. */
  | { readonly kind: "inverse"; readonly min: number; readonly max: number };
