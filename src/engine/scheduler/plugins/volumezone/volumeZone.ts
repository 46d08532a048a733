import type { PersistentVolume } from "../../../api/storage.ts";
import { stateKey } from "../../framework/cycleState.ts";
import type { ExplainingPlugin, FilterPlugin, Handle, PreFilterPlugin } from "../../framework/interface.ts";
import { type Labels, labelOf } from "../../framework/labels.ts";
import { proceed, refuse, skipFilter } from "../../framework/preFilterResults.ts";
import { success, unresolvable } from "../../framework/status.ts";
import { classOfClaim } from "../../framework/volumeClaims.ts";

interface VolumeTopology {
  readonly key: string;
  readonly values: ReadonlySet<string>;
}

interface ZoneState {
  readonly topologies: readonly VolumeTopology[];
}

const zoneKey = stateKey<ZoneState>();
const refused = unresolvable("node(s) had no available volume zone");

const stableLabel: { readonly [beta: string]: string } = {
  "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
  "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
};
const topologyLabels = [...Object.keys(stableLabel), ...Object.values(stableLabel)];

/**
 * VolumeZone refuses nodes outside of the zone or region that the labels of a bound volume name.
 *
 * Models pkg/scheduler/framework/plugins/volumezone (v1.34).
 */
export function volumeZone({ snapshot }: Handle): PreFilterPlugin & FilterPlugin & ExplainingPlugin {
  const lister = snapshot.volumes;
  return {
    name: "VolumeZone",

    preFilter(state, { pod, namespace }) {
      const topologies: VolumeTopology[] = [];
      for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
        if (!persistentVolumeClaim) continue;
        const name = persistentVolumeClaim.claimName;
        if (name === "") return refuse(unresolvable("PersistentVolumeClaim had no name"));
        const claim = lister.claim(`${namespace}/${name}`);
        if (!claim) return refuse(unresolvable(`persistentvolumeclaim "${name}" not found`));
        const volumeName = claim.spec?.volumeName;
        if (!volumeName) {
          const className = classOfClaim(claim);
          if (className === "") {
            return refuse(unresolvable("PersistentVolumeClaim had no pv name and storageClass name"));
          }
          const storageClass = lister.storageClass(className);
          if (!storageClass) return refuse(unresolvable(`storageclass.storage.k8s.io "${className}" not found`));
          if (storageClass.volumeBindingMode === "WaitForFirstConsumer") continue;
          return refuse(unresolvable("PersistentVolume had no name"));
        }
        const volume = lister.volume(volumeName);
        if (!volume) return refuse(unresolvable(`persistentvolume "${volumeName}" not found`));
        topologies.push(...topologiesOf(volume));
      }
      if (topologies.length === 0) return skipFilter;
      state.write(zoneKey, { topologies });
      return proceed;
    },

    filter(state, _pod, { labels }) {
      if (!topologyLabels.some((label) => labelOf(labels, label) !== undefined)) return success;
      for (const { key, values } of state.read(zoneKey)?.topologies ?? []) {
        const value = valueUnder(labels, key);
        if (value === undefined || !values.has(value)) return refused;
      }
      return success;
    },

    explain(state, _pod, { labels }) {
      // A node without any zone or region label is asked nothing.
      const labelled = topologyLabels.some((label) => labelOf(labels, label) !== undefined);
      const zones = (state.read(zoneKey)?.topologies ?? []).map(({ key, values }) => {
        const node = valueUnder(labels, key) ?? null;
        return { key, values: [...values], node, matches: !labelled || (node !== null && values.has(node)) };
      });
      return { kind: "volumeZones", zones };
    },
  };
}

const valueUnder = (labels: Labels, key: string): string | undefined =>
  labelOf(labels, key) ?? labelOf(labels, stableLabel[key] ?? key);

/** The zones and regions in a volume's labels: several are joined by `__`. A label with an empty one is ignored. */
function topologiesOf({ metadata }: PersistentVolume): VolumeTopology[] {
  const result: VolumeTopology[] = [];
  for (const key of topologyLabels) {
    const value = labelOf(metadata.labels ?? {}, key);
    if (value === undefined) continue;
    const values = value.split("__").map((part) => part.trim());
    if (values.every((part) => part !== "")) result.push({ key, values: new Set(values) });
  }
  return result;
}
