import type { NarrationCatalogue } from "./catalogue.ts";

export const narrationEn: NarrationCatalogue = {
  "title.empty": () => "",
};
