import { inspectorEn } from "../../i18n/inspector.en.ts";
import { inspectorZhCN } from "../../i18n/inspector.zhCN.ts";
import { useWords } from "../components/useWords.ts";

export const useInspectorWords = () => useWords(inspectorEn, inspectorZhCN);
