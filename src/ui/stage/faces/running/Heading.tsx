import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useStageActions } from "../../frameStore.ts";
import faces from "../faces.module.css";
import styles from "./running.module.css";

interface Props {
  /** What a click selects: a key in etcd, `node/NAME` or `pod/NAMESPACE/NAME`. */
  readonly selects: string;
  readonly icon?: LucideIcon;
  /** The kind, before the name, where the icon does not say enough. */
  readonly kind?: string;
  readonly name: string;
  /** What it is called when read out, where that is more than its kind and name. */
  readonly called?: string;
  readonly note?: ReactNode;
  /** Read out with the name: what the eye sees on the rest of the card. */
  readonly says?: string;
}

/** A card's title: a button as large as its card. A long name breaks at its joints; nothing is cut off. */
export function Heading({ selects, icon: Icon, kind, name, called, note, says }: Props) {
  const { select, selection } = useStageActions();
  const label = called ?? [kind, name].filter(Boolean).join(" ");
  return (
    <div className={styles.heading}>
      {Icon ? <Icon size={16} strokeWidth={1.9} aria-hidden /> : null}
      <button
        type="button"
        className={`${faces.titleButton} ${styles.headingButton}`}
        title={label}
        aria-label={says ? `${label}, ${says}` : label}
        data-selected={selection === selects || undefined}
        onClick={() => select(selects)}
      >
        {kind ? <span className={styles.kind}>{kind} </span> : null}
        {joints(name)}
      </button>
      {note ? <span className={styles.headingNote}>{note}</span> : null}
    </div>
  );
}

/** Where a name may break: after each of its joints. */
export function joints(name: string): string {
  return name.replace(/([-._/])(?=\w)/g, "$1\u200B");
}
