import type { ReactNode } from "react";
import type { Tone } from "../../../projection/stage/statusTone.ts";
import { StateIcon } from "../../components/StateIcon.tsx";
import style from "./calculators.module.css";

/** What comes out, with its icon. */
export function Verdict({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <p className={style.verdict} data-tone={tone}>
      <StateIcon tone={tone} size={17} />
      <span>{children}</span>
    </p>
  );
}
