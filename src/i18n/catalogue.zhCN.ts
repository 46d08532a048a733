import type { Catalogue } from "./catalogue.ts";
import { interfaceZhCN } from "./interface.zhCN.ts";
import { narrationZhCN } from "./narration.zhCN.ts";
import { stageZhCN } from "./stage.zhCN.ts";

/** A module of its own: only those who read Chinese download it. */
export const chinese: Catalogue = { texts: { ...interfaceZhCN, ...stageZhCN }, narration: narrationZhCN };
