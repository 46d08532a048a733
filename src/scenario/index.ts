export { limits } from "./limits.ts";
export {
  type ParsedScenario,
  type Problem,
  type ProblemCode,
  parseScenario,
  type Scenario,
  type SourceObject,
} from "./parseScenario.ts";
export { nearest, type Positions, type Range } from "./positions.ts";
