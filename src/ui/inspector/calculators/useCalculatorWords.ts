import { calculatorsEn } from "../../../i18n/calculators.en.ts";
import { calculatorsZhCN } from "../../../i18n/calculators.zhCN.ts";
import { useWords } from "../../components/useWords.ts";

export const useCalculatorWords = () => useWords(calculatorsEn, calculatorsZhCN);
