import type { Catalogue } from "./catalogue.ts";
import { interfaceEn } from "./interface.en.ts";
import { narrationEn } from "./narration.en.ts";
import { stageEn } from "./stage.en.ts";

export const english: Catalogue = { texts: { ...interfaceEn, ...stageEn }, narration: narrationEn };
