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
      readonly score?: number;
    }
  | {
      readonly kind: "taints";
      /** Taints that count, and whether this Pod tolerates each. */
      readonly taints: readonly {
        readonly key: string;
        readonly value: string;
        readonly effect: string;
        readonly tolerated: boolean;
      }[];
      readonly score?: number;
    }
  | {
      readonly kind: "nodeAffinity";
      readonly terms: readonly { readonly term: string; readonly weight?: number; readonly matches: boolean }[];
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
        readonly weight?: number;
        readonly domains: { readonly [domain: string]: number };
      }[];
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
      }[];
      readonly score?: number;
    }
  | { readonly kind: "ports"; readonly wanted: readonly string[]; readonly taken: readonly string[] };
