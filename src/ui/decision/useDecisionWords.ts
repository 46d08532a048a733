import { decisionEn } from "../../i18n/decision.en.ts";
import { decisionZhCN } from "../../i18n/decision.zhCN.ts";
import { useWords } from "../components/useWords.ts";

export const useDecisionWords = () => useWords(decisionEn, decisionZhCN);
