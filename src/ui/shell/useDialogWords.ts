import { dialogsEn } from "../../i18n/dialogs.en.ts";
import { dialogsZhCN } from "../../i18n/dialogs.zhCN.ts";
import { useWords } from "../components/useWords.ts";

export const useDialogWords = () => useWords(dialogsEn, dialogsZhCN);
