import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useInspector } from "../../state/inspector.ts";
import style from "./Section.module.css";

interface SectionProps {
  /** Remembers whether it is folded. */
  readonly id: string;
  readonly title: string;
  /** Stands at the right end of the title. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a panel under a title that folds it. */
export function Section({ id, title, note, children }: SectionProps) {
  const folded = useInspector((state) => state.folded[id] ?? false);
  return (
    <details
      className={style.section}
      open={!folded}
      onToggle={(event) => useInspector.getState().fold(id, !event.currentTarget.open)}
    >
      <summary>
        <ChevronRight size={15} aria-hidden />
        <h3>{title}</h3>
        {note && <span className={style.note}>{note}</span>}
      </summary>
      {children}
    </details>
  );
}
