import { editorEn } from "../../i18n/editor.en.ts";
import { editorZhCN } from "../../i18n/editor.zhCN.ts";
import { useWords } from "../components/useWords.ts";

export const useEditorWords = () => useWords(editorEn, editorZhCN);
