import type { NarrationCatalogue } from "./catalogue.ts";

export const narrationZhCN: NarrationCatalogue = {
  "title.empty": () => "",
};
