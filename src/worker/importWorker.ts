import { importText } from "../scenario/importText.ts";

/** The thread that takes out of a dump what must not be kept: a large one takes a while to read. */
self.onmessage = ({ data }: MessageEvent<string>): void => {
  self.postMessage(importText(data));
};
