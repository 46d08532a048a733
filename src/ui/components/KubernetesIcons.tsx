import {
  Anchor,
  Compass,
  Container,
  Database,
  type LucideIcon,
  Network,
  RefreshCw,
  Route,
  Terminal,
} from "lucide-react";

export type ComponentIconName =
  | "kubectl"
  | "apiServer"
  | "etcd"
  | "scheduler"
  | "controllers"
  | "kubelet"
  | "containerd"
  | "service";

const icons: { readonly [K in ComponentIconName]: LucideIcon } = {
  kubectl: Terminal,
  apiServer: Route,
  etcd: Database,
  scheduler: Compass,
  controllers: RefreshCw,
  kubelet: Anchor,
  containerd: Container,
  service: Network,
};

/** The icon of a Kubernetes component. Decorative: its name stands beside it. */
export function ComponentIcon({ name, size = 17 }: { readonly name: ComponentIconName; readonly size?: number }) {
  const Icon = icons[name];
  return <Icon size={size} strokeWidth={1.9} aria-hidden />;
}
