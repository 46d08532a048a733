import { diagnose, type Fix } from "../engine/index.ts";
import { editText, parseScenario } from "../scenario/index.ts";
import type { DiagnosisAnswer, DiagnosisRequest, TextEdit } from "./diagnosisProtocol.ts";

/** The thread that looks for fixes: it schedules the Pod again and again, while the page goes on. */

self.onmessage = ({ data }: MessageEvent<DiagnosisRequest>): void => {
  try {
    self.postMessage(answer(data));
  } catch (error) {
    const message = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
    self.postMessage({ type: "crashed", message } satisfies DiagnosisAnswer);
  }
};

function answer({ pod, objects, text }: DiagnosisRequest): DiagnosisAnswer {
  const configuration = parseScenario(text).scenario?.schedulerConfiguration ?? {};
  const diagnosis = diagnose(pod, objects, configuration);
  return { type: "diagnosed", diagnosis, textEdits: (diagnosis?.fixes ?? []).map((fix) => textEditOf(text, fix)) };
}

/** What differs between the texts with and without a fix, from the first line to the last. */
function textEditOf(text: string, { changes }: Fix): TextEdit | null {
  const edited = editText(
    text,
    changes.flatMap(({ edits }) => edits),
  );
  if (edited === null || edited === text) return null;
  let from = 0;
  while (from < text.length && text[from] === edited[from]) from++;
  let end = 0;
  const most = Math.min(text.length, edited.length) - from;
  while (end < most && text[text.length - 1 - end] === edited[edited.length - 1 - end]) end++;
  return { from, to: text.length - end, insert: edited.slice(from, edited.length - end) };
}
