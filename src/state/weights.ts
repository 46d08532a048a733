import { writeWeights } from "../worker/weightsClient.ts";
import { usePlayground } from "./playground.ts";

/**
 * Writes weights of scoring plugins into the scenario's text; the run follows by itself. False when the text can't be
 * changed, or was while it was being written.
 */
export async function keepWeights(profile: string, weights: { readonly [plugin: string]: number }): Promise<boolean> {
  const { ranText } = usePlayground.getState();
  if (ranText === null) return false;
  const text = await writeWeights({ text: ranText, profile, weights });
  if (text === null || usePlayground.getState().text !== ranText) return false;
  usePlayground.getState().setText(text);
  return true;
}
