export type Labels = { readonly [key: string]: string };

export const noLabels: Labels = {};

/** A label's value; undefined when absent. Label keys may be `constructor`, hence the own-property test. */
export function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
