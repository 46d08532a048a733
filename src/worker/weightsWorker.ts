import { editWeights } from "../scenario/index.ts";
import type { WeightsRequest } from "./weightsClient.ts";

/** The thread that writes weights into a text: a text of thousands of nodes takes a while to read. */
self.onmessage = ({ data: { text, profile, weights } }: MessageEvent<WeightsRequest>): void => {
  self.postMessage(editWeights(text, profile, weights));
};
