import type { ScalarTag, Tags } from "yaml";

/**
 * What kubectl's YAML reads differently from YAML 1.2: numbers with a leading zero are octal (`defaultMode: 0644`), and
 * yes, no, on and off are booleans. Models sigs.k8s.io/yaml (goyaml.v2).
 */
const octal: ScalarTag = {
  tag: "tag:yaml.org,2002:int",
  default: true,
  identify: () => false,
  test: /^[-+]?0[0-7]+$/,
  resolve: (text) => Number.parseInt(text, 8),
};

const words: ScalarTag = {
  tag: "tag:yaml.org,2002:bool",
  default: true,
  identify: () => false,
  test: /^(?:yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF)$/,
  resolve: (text) => /^(?:yes|on)$/i.test(text),
};

export const goTags = (tags: Tags): Tags => [octal, words, ...tags];
