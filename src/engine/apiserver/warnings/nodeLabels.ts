/** Labels of nodes that have new names. */
const renamed: { readonly [label: string]: readonly [since: string, instead: string] } = {
  "beta.kubernetes.io/arch": ["v1.14", "kubernetes.io/arch"],
  "beta.kubernetes.io/os": ["v1.14", "kubernetes.io/os"],
  "failure-domain.beta.kubernetes.io/region": ["v1.17", "topology.kubernetes.io/region"],
  "failure-domain.beta.kubernetes.io/zone": ["v1.17", "topology.kubernetes.io/zone"],
  "beta.kubernetes.io/instance-type": ["v1.17", "node.kubernetes.io/instance-type"],
};

/** What is said of an old label of a node; null of others. */
function deprecation(label: string): string | null {
  const [since, instead] = (Object.hasOwn(renamed, label) && renamed[label]) || [];
  return since === undefined ? null : `deprecated since ${since}; use "${instead}" instead`;
}

/** An old label as the key of a selector at `path`. */
export function selectorLabelWarning(path: string, label: string): string[] {
  const text = deprecation(label);
  return text === null ? [] : [`${path}[${label}]: ${text}`];
}

/** An old label as the value at `path`. */
export function labelWarning(path: string, label: string): string[] {
  const text = deprecation(label);
  return text === null ? [] : [`${path}: ${label} is ${text}`];
}

/** An old label where upstream does not name it. */
export function unnamedLabelWarning(path: string, label: string): string[] {
  const text = deprecation(label);
  return text === null ? [] : [`${path}: ${text}`];
}

interface NodeTerm {
  readonly matchExpressions?: readonly { readonly key?: string }[];
}

/** Models GetWarningsForNodeSelectorTerm (v1.34). */
export function nodeTermWarnings(path: string, { matchExpressions = [] }: NodeTerm): string[] {
  return matchExpressions.flatMap(({ key = "" }, index) => labelWarning(`${path}.matchExpressions[${index}].key`, key));
}
