import styles from "./ResourceBar.module.css";

interface Props {
  readonly label: string;
  readonly allocatable: number;
  readonly requested: number;
  /** What the Pod on stage asks for; drawn as an outline from where the others end. */
  readonly ghost: number | null;
  /** How much of the ghost is there, 0..1. */
  readonly shown: number;
  readonly fits: boolean;
  /** `1.5 / 4`, at the bar's end. */
  readonly figures: string;
}

/** One resource of a node: used, the Pod's ghost, free; the figures at its end. */
export function ResourceBar({ label, allocatable, requested, ghost, shown, fits, figures }: Props) {
  const whole = Math.max(1, allocatable);
  const used = Math.min(1, requested / whole);
  const wanted = ghost === null ? 0 : ghost / whole;
  const width = fits ? Math.min(1 - used, wanted) : Math.max(wanted, 0);
  const left = fits ? used : Math.min(used, 1 - Math.min(1, width));
  return (
    <div className={styles.bar}>
      <span className={styles.label}>{label}</span>
      <span className={styles.figures}>{figures}</span>
      <span className={styles.track}>
        <span className={styles.used} style={{ width: `${used * 100}%` }} />
        {ghost !== null && shown > 0 ? (
          <span
            className={fits ? styles.ghost : styles.tooMuch}
            style={{ left: `${left * 100}%`, width: `${Math.min(1 - left, width) * shown * 100}%` }}
          />
        ) : null}
      </span>
    </div>
  );
}
