import type { ConsoleLine } from "../../../engine/index.ts";
import style from "./console.module.css";

/** What kubectl printed, as it printed it. Wide tables scroll; what it says of an error is prose, and wraps. */
export function Lines({ lines }: { readonly lines: readonly ConsoleLine[] }) {
  if (lines.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls sideways has to be reachable by keyboard
    <pre className={style.output} tabIndex={0}>
      {lines.map(({ text, stream }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: output is only ever appended to
        <span key={index} className={stream === "stderr" ? style.errorLine : undefined}>
          {text}
          {stream === "stderr" ? null : "\n"}
        </span>
      ))}
    </pre>
  );
}
