import { bulkEn } from "../../i18n/bulk.en.ts";
import { bulkZhCN } from "../../i18n/bulk.zhCN.ts";
import { useWords } from "../components/useWords.ts";

export const useBulkWords = () => useWords(bulkEn, bulkZhCN);
