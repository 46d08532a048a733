import { Fragment } from "react";
import { breaks } from "./breaks.ts";

/** A name or a text that breaks, where it has to, between its parts. It is copied as it is: nothing stands in between. */
export function Breakable({ text }: { readonly text: string }) {
  return breaks(text).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no names, and none moves
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
