type Fields = { readonly [key: string]: unknown };

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists whose items are told apart by a field, the first that they all have. Models the patchMergeKey tags of k8s.io/api (v1.34). */
const mergeKeys: { readonly [field: string]: readonly string[] } = {
  containers: ["name"],
  initContainers: ["name"],
  ephemeralContainers: ["name"],
  volumes: ["name"],
  env: ["name"],
  imagePullSecrets: ["name"],
  volumeMounts: ["mountPath"],
  volumeDevices: ["devicePath"],
  ports: ["containerPort", "port"],
  hostAliases: ["ip"],
  topologySpreadConstraints: ["topologyKey"],
};

function mergeKeyOf(field: string, ...lists: readonly (readonly unknown[])[]): string | undefined {
  const items = lists.flat();
  return mergeKeys[field]?.find((key) => items.every((item) => isRecord(item) && item[key] !== undefined));
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function mergeLists(field: string, last: unknown, live: readonly unknown[], wanted: readonly unknown[]): unknown {
  const before = listOf(last);
  const key = mergeKeyOf(field, before, live, wanted);
  if (key === undefined) return wanted;
  const find = (list: readonly unknown[], item: unknown): unknown =>
    list.find((other) => (other as Fields)[key] === (item as Fields)[key]);
  const merged = wanted.map((item) => {
    const present = find(live, item);
    return present === undefined ? item : threeWayMerge(find(before, item), present, item);
  });
  const others = live.filter((item) => !find(wanted, item) && !find(before, item));
  return [...merged, ...others];
}

/**
 * The three-way merge of `kubectl apply`: what the file says wins, what it said the last time and no longer says goes,
 * what others set stays. Lists of named things are merged by name.
 *
 * Models apimachinery's util/strategicpatch CreateThreeWayMergePatch (v1.34), applied at once. Simplified: the merge keys
 * are known by the list's field name alone.
 */
export function threeWayMerge(last: unknown, live: unknown, wanted: unknown, field = ""): unknown {
  if (Array.isArray(live) && Array.isArray(wanted)) return mergeLists(field, last, live, wanted);
  if (!isRecord(live) || !isRecord(wanted)) return wanted;
  const before = isRecord(last) ? last : {};
  const merged: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(live)) if (!(key in before) || key in wanted) merged[key] = value;
  for (const [key, value] of Object.entries(wanted)) {
    if (value === null) delete merged[key];
    else merged[key] = threeWayMerge(before[key], live[key], value, key);
  }
  return merged;
}

/** What a merge changes, as the body of the PATCH shows it: changed fields whole, removed ones null. */
export function mergePatch(live: Fields, merged: Fields): Fields {
  const patch: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(merged)) {
    const before = live[key];
    if (isRecord(before) && isRecord(value)) {
      const below = mergePatch(before, value);
      if (Object.keys(below).length > 0) patch[key] = below;
    } else if (JSON.stringify(before) !== JSON.stringify(value)) {
      patch[key] = value;
    }
  }
  for (const key of Object.keys(live)) if (!(key in merged)) patch[key] = null;
  return patch;
}
