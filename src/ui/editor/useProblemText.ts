import { useCallback } from "react";
import { limits, type Problem } from "../../scenario/index.ts";
import { usePlayground } from "../../state/playground.ts";
import { useEditorWords } from "./useEditorWords.ts";

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/**
 * What is said of a problem. Kubernetes' words stay as they are; the playground's own limits are said in the page's
 * language, and so are the commonest mistakes in YAML, with the parser's words behind.
 */
export function useProblemText(): (problem: Problem) => string {
  const words = useEditorWords();
  return useCallback(
    ({ code, message, mistake }) => {
      if (mistake) return `${words("yaml.mistake", { mistake })} ${words("yaml.parser", { message })}`;
      if (code !== "textTooLarge") return message;
      const { text } = usePlayground.getState();
      return words("problem.textTooLarge", { size: mebibytes(text.length), limit: mebibytes(limits.textBytes) });
    },
    [words],
  );
}
