import type { KindInfo } from "../api/kinds.ts";
import type { KubernetesObject, ObjectMeta } from "../api/meta.ts";
import { randomSuffix, randomUid } from "../api/randomSuffix.ts";
import { timestamp, type VirtualMillis } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import type { Etcd } from "../store/etcd.ts";
import { hasGeneration } from "./strategy/index.ts";

/** Collisions of generated names are tried again this often (pkg/registry/generic, v1.34). */
const nameTries = 8;

/** What is longer is cut off before the suffix: a generated name is a DNS label (names.SimpleNameGenerator, v1.34). */
const longestBase = 58;

/** What no client sets on a new object. Models rest.WipeObjectMetaSystemFields (v1.34). */
export function withoutSystemFields(metadata: ObjectMeta): ObjectMeta {
  const {
    deletionTimestamp: _,
    deletionGracePeriodSeconds: __,
    selfLink: ___,
    ...kept
  } = metadata as ObjectMeta & {
    readonly selfLink?: string;
  };
  return kept;
}

/** Gives new objects what tells them apart. Models registry/rest/create.go: BeforeCreate (v1.34). */
export class Identities {
  constructor(
    private readonly etcd: Etcd,
    private readonly names: Random,
    private readonly uids: Random,
  ) {}

  system(now: VirtualMillis): Pick<ObjectMeta, "uid" | "creationTimestamp"> {
    return { uid: randomUid(this.uids), creationTimestamp: timestamp(now) };
  }

  /** The object with what the storage layer adds before validation: name, uid, time and generation. */
  stamp(object: KubernetesObject, kind: KindInfo, namespace: string | undefined, now: VirtualMillis): KubernetesObject {
    const { metadata } = object;
    const name = metadata.name || (metadata.generateName ? this.generated(metadata.generateName, kind, namespace) : "");
    const generation = hasGeneration(kind) ? { generation: 1 } : {};
    return { ...object, metadata: { ...metadata, name, ...this.system(now), ...generation } };
  }

  private generated(base: string, kind: KindInfo, namespace: string | undefined): string {
    for (let tries = 1; ; tries++) {
      const candidate = `${base.slice(0, longestBase)}${randomSuffix(this.names)}`;
      if (tries === nameTries || !this.etcd.get(kind, namespace, candidate)) return candidate;
    }
  }
}
