import type { Volume } from "../../../api/pod.ts";
import type { CSINode, PersistentVolume } from "../../../api/storage.ts";

interface InTreeDriver {
  readonly plugin: string;
  readonly driver: string;
  /** The volume's id in an in-tree source; null when the source is not of this kind. */
  handle(source: { readonly [name: string]: unknown }): string | null;
}

function idIn(source: { readonly [name: string]: unknown }, field: string, id: string): string | null {
  const value = source[field];
  if (typeof value !== "object" || value === null) return null;
  const found = (value as { readonly [name: string]: unknown })[id];
  return typeof found === "string" ? found : null;
}

/** In-tree volume plugins and the CSI drivers that took over from them. Models k8s.io/csi-translation-lib (v1.34). */
const drivers: readonly InTreeDriver[] = [
  {
    plugin: "kubernetes.io/gce-pd",
    driver: "pd.csi.storage.gke.io",
    handle: (source) => idIn(source, "gcePersistentDisk", "pdName"),
  },
  {
    plugin: "kubernetes.io/aws-ebs",
    driver: "ebs.csi.aws.com",
    handle: (source) => idIn(source, "awsElasticBlockStore", "volumeID"),
  },
  {
    plugin: "kubernetes.io/azure-disk",
    driver: "disk.csi.azure.com",
    handle: (source) => idIn(source, "azureDisk", "diskURI"),
  },
  {
    plugin: "kubernetes.io/azure-file",
    driver: "file.csi.azure.com",
    handle: (source) => idIn(source, "azureFile", "shareName"),
  },
  {
    plugin: "kubernetes.io/cinder",
    driver: "cinder.csi.openstack.org",
    handle: (source) => idIn(source, "cinder", "volumeID"),
  },
  {
    plugin: "kubernetes.io/vsphere-volume",
    driver: "csi.vsphere.vmware.com",
    handle: (source) => idIn(source, "vsphereVolume", "volumePath"),
  },
  {
    plugin: "kubernetes.io/portworx-volume",
    driver: "pxd.portworx.com",
    handle: (source) => idIn(source, "portworxVolume", "volumeID"),
  },
];

const migratedAnnotation = "storage.alpha.kubernetes.io/migrated-plugins";

function isMigrated(csiNode: CSINode | undefined, plugin: string): boolean {
  const migrated = csiNode?.metadata.annotations?.[migratedAnnotation]?.split(",") ?? [];
  return migrated.includes(plugin);
}

/** The CSI volume that an in-tree source really is on a node that has migrated its plugin; null when it is none. */
export function migratedVolume(
  source: Volume | NonNullable<PersistentVolume["spec"]>,
  csiNode: CSINode | undefined,
): { readonly driver: string; readonly handle: string } | null {
  for (const { plugin, driver, handle } of drivers) {
    const id = handle(source);
    if (id !== null) return isMigrated(csiNode, plugin) ? { driver, handle: id } : null;
  }
  return null;
}

/** Whether an inline volume is of a kind that a CSI driver took over. */
export const isMigratable = (volume: Volume): boolean => drivers.some(({ handle }) => handle(volume) !== null);

/** The CSI driver behind a provisioner; null when an in-tree one is not migrated on this node. */
export function driverOfProvisioner(provisioner: string, csiNode: CSINode | undefined): string | null {
  const inTree = drivers.find(({ plugin }) => plugin === provisioner);
  if (!inTree) return provisioner;
  return isMigrated(csiNode, provisioner) ? inTree.driver : null;
}
