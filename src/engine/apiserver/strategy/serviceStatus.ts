import type { Service } from "../../api/core.ts";

interface Point {
  readonly ip?: string;
  readonly ipMode?: string;
}

export interface BalancerStatus {
  readonly loadBalancer?: { readonly ingress?: readonly Point[] };
}

/** Addresses of a load balancer take traffic themselves unless they say else. Models core/v1's SetDefaults_Service (v1.34). */
export function withModes(status: BalancerStatus | undefined, { spec }: Service): BalancerStatus | undefined {
  const ingress = status?.loadBalancer?.ingress;
  if (spec?.type !== "LoadBalancer" || !ingress?.some(({ ip, ipMode }) => ip && !ipMode)) return status;
  const points = ingress.map((point) => (point.ip && !point.ipMode ? { ...point, ipMode: "VIP" } : point));
  return { ...status, loadBalancer: { ...status?.loadBalancer, ingress: points } };
}
