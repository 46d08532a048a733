import { consoleEn } from "../../../i18n/console.en.ts";
import { consoleZhCN } from "../../../i18n/console.zhCN.ts";
import { useWords } from "../../components/useWords.ts";

export const useConsoleWords = () => useWords(consoleEn, consoleZhCN);
