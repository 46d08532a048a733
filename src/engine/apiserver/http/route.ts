import { type KindInfo, kinds } from "../../api/kinds.ts";

/** What a path points at. */
export interface Route {
  readonly kind: KindInfo;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

const core = /^\/api\/([^/]+)\/(.+)$/;
const grouped = /^\/apis\/([^/]+)\/([^/]+)\/(.+)$/;

function find(group: string, version: string, resource: string): KindInfo | undefined {
  return kinds.find(
    (kind) => kind.served && kind.group === group && kind.version === version && kind.resource === resource,
  );
}

/** Whether anything is served below the group and version of a path. */
export function isServedVersion(path: string): boolean {
  const [, version, group, groupVersion] = /^\/(?:api\/([^/]+)|apis\/([^/]+)\/([^/]+))(?:\/|$)/.exec(path) ?? [];
  return kinds.some(
    (kind) => kind.served && kind.group === (group ?? "") && kind.version === (version ?? groupVersion),
  );
}

/** Subresources that a kind has beside its status. */
const subresources: { readonly [resource: string]: readonly string[] } = {
  namespaces: ["finalize"],
  nodes: ["proxy"],
  pods: ["binding", "eviction", "ephemeralcontainers", "resize", "log", "exec", "attach", "portforward", "proxy"],
  services: ["proxy"],
  serviceaccounts: ["token"],
  deployments: ["scale"],
  replicasets: ["scale"],
  replicationcontrollers: ["scale"],
  statefulsets: ["scale"],
};

/** Kinds whose objects have no status of their own to write. */
const withoutStatus = new Set([
  "configmaps",
  "secrets",
  "serviceaccounts",
  "endpoints",
  "limitranges",
  "events",
  "leases",
]);

function hasSubresource({ resource }: KindInfo, subresource: string): boolean {
  if (subresource === "status") return !withoutStatus.has(resource);
  return Object.hasOwn(subresources, resource) && (subresources[resource]?.includes(subresource) ?? false);
}

/**
 * The resource behind a path; null when nothing is served there. Namespaces are themselves addressed below
 * `namespaces/`. Models staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go (v1.34).
 */
export function routeOf(path: string): Route | null {
  const inCore = core.exec(path);
  const inGroup = inCore ? null : grouped.exec(path);
  const [group, version, rest] = inCore ? ["", inCore[1], inCore[2]] : [inGroup?.[1], inGroup?.[2], inGroup?.[3]];
  if (group === undefined || version === undefined || rest === undefined) return null;
  const parts = rest.split("/");
  const scoped = parts[0] === "namespaces" && parts.length > 2 && find(group, version, parts[2] ?? "");
  const [resource = "", name, subresource] = scoped ? parts.slice(2) : parts;
  const kind = scoped || find(group, version, resource);
  if (!kind || (subresource !== undefined && !hasSubresource(kind, subresource))) return null;
  return {
    kind,
    ...(scoped && parts[1] !== undefined && { namespace: parts[1] }),
    ...(name !== undefined && { name }),
    ...(subresource !== undefined && { subresource }),
  };
}
