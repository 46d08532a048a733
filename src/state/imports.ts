import { type Dropped, looksExported } from "../scenario/exported.ts";
import { importInWorker } from "../worker/importClient.ts";
import { usePlayground } from "./playground.ts";

const isAny = (dropped: Dropped | null): dropped is Dropped =>
  dropped !== null && Object.values(dropped).some((count) => count > 0);

let turnOfFile = 0;

/** Opens the text of a file, without what must not be kept of a cluster's output. */
export async function openText(name: string, text: string): Promise<void> {
  const { openScenario, notify } = usePlayground.getState();
  const mine = ++turnOfFile;
  usePlayground.setState({ reading: name });
  const imported = await importInWorker(text);
  // Given up meanwhile, or another file was opened.
  if (mine !== turnOfFile || usePlayground.getState().reading === null) return;
  usePlayground.setState({ reading: null });
  if (imported === null) {
    usePlayground.setState({ wishes: [] });
    notify({ kind: "problem", key: "notice.fileUnreadable" });
    return;
  }
  openScenario({ text: imported.text, lesson: null, name });
  tellDropped(imported.dropped);
}

/** Says what was left out, beside what is said of the person's own text. */
export function tellDropped(dropped: Dropped | null): void {
  if (!isAny(dropped)) return;
  const { notice, notify } = usePlayground.getState();
  notify(notice?.offerBack ? { ...notice, dropped } : { kind: "info", dropped });
}

let turn = 0;
let waiting = false;

/**
 * Takes over what the editor holds after `inserted` came into it. Where that may be a cluster's output, nothing of the
 * text is kept until it is cleaned; what is typed meanwhile is cleaned with it. `show` puts the cleaned text into the editor.
 */
export async function takeText(text: string, inserted: string, show: (text: string) => void): Promise<void> {
  const { setText, notify } = usePlayground.getState();
  if (!waiting && !looksExported(inserted)) {
    setText(text);
    return;
  }
  const mine = ++turn;
  waiting = true;
  const imported = await importInWorker(text);
  if (mine !== turn) return;
  waiting = false;
  if (imported === null) {
    notify({ kind: "problem", key: "notice.fileUnreadable" });
    show(usePlayground.getState().text);
    return;
  }
  setText(imported.text);
  if (imported.dropped !== null) show(imported.text);
  tellDropped(imported.dropped);
}
