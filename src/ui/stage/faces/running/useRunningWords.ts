import { runningEn } from "../../../../i18n/running.en.ts";
import { runningZhCN } from "../../../../i18n/running.zhCN.ts";
import { useWords } from "../../../components/useWords.ts";

export const useRunningWords = () => useWords(runningEn, runningZhCN);
