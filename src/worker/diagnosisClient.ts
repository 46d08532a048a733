import type { DiagnosisAnswer, DiagnosisRequest } from "./diagnosisProtocol.ts";

let worker: Worker | null = null;

/**
 * Has a Pod diagnosed in a worker of its own. Gives what cancels it: a worker that is still at work is ended, one that is
 * done stays for the next question.
 */
export function startDiagnosis(request: DiagnosisRequest, onAnswer: (answer: DiagnosisAnswer) => void): () => void {
  const asked =
    worker ?? new Worker(new URL("./diagnosisWorker.ts", import.meta.url), { type: "module", name: "diagnosis" });
  worker = asked;
  let over = false;
  const end = (): void => {
    over = true;
    asked.terminate();
    if (worker === asked) worker = null;
  };
  asked.onmessage = ({ data }: MessageEvent<DiagnosisAnswer>) => {
    if (over) return;
    over = true;
    onAnswer(data);
  };
  asked.onerror = (event) => {
    event.preventDefault();
    if (over) return;
    end();
    onAnswer({ type: "crashed", message: event.message || "diagnosis worker failed" });
  };
  asked.postMessage(request);
  return () => {
    if (!over) end();
  };
}
