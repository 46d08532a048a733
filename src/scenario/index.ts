export { appendStep } from "./appendStep.ts";
export { type Dump, type DumpRefusal, readDump, textOf } from "./dump.ts";
export { editText } from "./editText.ts";
export { editWeights } from "./editWeights.ts";
export { limits } from "./limits.ts";
export {
  type ParsedScenario,
  type Problem,
  type ProblemCode,
  parseScenario,
  runLimit,
  type Scenario,
  type SourceObject,
} from "./parseScenario.ts";
export { nearest, type Positions, type Range } from "./positions.ts";
export type { YamlMistake } from "./yamlMistake.ts";
