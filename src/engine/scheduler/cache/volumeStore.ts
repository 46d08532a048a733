import type { KubernetesObject } from "../../api/meta.ts";
import type {
  CSIDriver,
  CSINode,
  CSIStorageCapacity,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeAttachment,
} from "../../api/storage.ts";
import type { VolumeLister } from "../framework/snapshot.ts";
import { classOfVolume } from "../framework/volumeClaims.ts";

/** The storage objects, with room for pretending: between a decision and its write a volume counts as taken. */
export class VolumeStore implements VolumeLister {
  private readonly objects = new Map<string, Map<string, KubernetesObject>>();
  private readonly assumed = new Map<string, PersistentVolume | PersistentVolumeClaim>();
  private byClass: Map<string, PersistentVolume[]> | null = null;

  /** Takes the object in when it is of a storage kind; says whether it was. */
  apply(object: KubernetesObject): boolean {
    if (!storageKinds.has(object.kind)) return false;
    let ofKind = this.objects.get(object.kind);
    if (!ofKind) {
      ofKind = new Map();
      this.objects.set(object.kind, ofKind);
    }
    ofKind.set(keyOf(object), object);
    this.assumed.delete(`${object.kind}/${keyOf(object)}`);
    this.byClass = null;
    return true;
  }

  remove(object: KubernetesObject): boolean {
    if (!storageKinds.has(object.kind)) return false;
    this.objects.get(object.kind)?.delete(keyOf(object));
    this.assumed.delete(`${object.kind}/${keyOf(object)}`);
    this.byClass = null;
    return true;
  }

  private get<T>(kind: string, key: string): T | undefined {
    return (this.assumed.get(`${kind}/${key}`) ?? this.objects.get(kind)?.get(key)) as T | undefined;
  }

  claim(key: string): PersistentVolumeClaim | undefined {
    return this.get("PersistentVolumeClaim", key);
  }

  volume(name: string): PersistentVolume | undefined {
    return this.get("PersistentVolume", name);
  }

  volumesOfClass(className: string): readonly PersistentVolume[] {
    if (!this.byClass) {
      this.byClass = new Map();
      const names = [...(this.objects.get("PersistentVolume")?.keys() ?? [])].sort();
      for (const name of names) {
        const volume = this.volume(name)!;
        const volumeClass = classOfVolume(volume);
        const members = this.byClass.get(volumeClass);
        if (members) members.push(volume);
        else this.byClass.set(volumeClass, [volume]);
      }
    }
    return this.byClass.get(className) ?? [];
  }

  storageClass(name: string): StorageClass | undefined {
    return this.get("StorageClass", name);
  }

  csiNode(name: string): CSINode | undefined {
    return this.get("CSINode", name);
  }

  csiDriver(name: string): CSIDriver | undefined {
    return this.get("CSIDriver", name);
  }

  capacities(): Iterable<CSIStorageCapacity> {
    return (this.objects.get("CSIStorageCapacity")?.values() ?? []) as Iterable<CSIStorageCapacity>;
  }

  attachments(nodeName: string): Iterable<VolumeAttachment> {
    const all = (this.objects.get("VolumeAttachment")?.values() ?? []) as Iterable<VolumeAttachment>;
    return [...all].filter((attachment) => attachment.spec?.nodeName === nodeName);
  }

  assume(object: PersistentVolume | PersistentVolumeClaim): () => void {
    const key = `${object.kind}/${keyOf(object)}`;
    this.assumed.set(key, object);
    this.byClass = null;
    return () => {
      if (this.assumed.get(key) === object) this.assumed.delete(key);
      this.byClass = null;
    };
  }
}

const storageKinds = new Set([
  "PersistentVolume",
  "PersistentVolumeClaim",
  "StorageClass",
  "CSINode",
  "CSIDriver",
  "CSIStorageCapacity",
  "VolumeAttachment",
]);

function keyOf({ metadata }: KubernetesObject): string {
  return metadata.namespace ? `${metadata.namespace}/${metadata.name}` : (metadata.name ?? "");
}
