import type { ReactNode } from "react";
import { ComponentIcon, type ComponentIconName } from "../../components/KubernetesIcons.tsx";
import { useStageActions } from "../frameStore.ts";
import styles from "./faces.module.css";

interface Props {
  /** What is selected by it: a component, or `node/NAME`, `pod/NAMESPACE/NAME`, … */
  readonly selects: string;
  readonly name: string;
  readonly icon?: ComponentIconName;
  readonly note?: ReactNode;
  readonly mono?: boolean;
  /** Read out with the name. */
  readonly says?: string;
}

/** A card's title: a button as large as its card. */
export function Title({ selects, name, icon, note, mono, says }: Props) {
  const { select, selection } = useStageActions();
  return (
    <div className={styles.title}>
      {icon ? <ComponentIcon name={icon} /> : null}
      <button
        type="button"
        className={mono ? `${styles.titleButton} ${styles.mono}` : styles.titleButton}
        title={name}
        data-selected={selection === selects || undefined}
        aria-label={says ? `${name}, ${says}` : undefined}
        onClick={() => select(selects)}
      >
        {name}
      </button>
      {note ? <span className={styles.titleNote}>{note}</span> : null}
    </div>
  );
}
