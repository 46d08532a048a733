import type { StageCatalogue } from "./catalogue.ts";

export const stageZhCN: StageCatalogue = {
  "stage.name": "舞台",
};
