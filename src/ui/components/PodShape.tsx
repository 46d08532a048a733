import styles from "./PodShape.module.css";

/** The Pod, small: a rounded square on its keel. Whatever looks like this is a Pod. */
export function PodSquare({ own = false }: { readonly own?: boolean }) {
  return <span className={styles.square} data-own={own || undefined} aria-hidden />;
}

/** The Pod on stage with its name, as it is handed from one component to the next. */
export function PodPill({ name, note }: { readonly name: string; readonly note?: string }) {
  return (
    <span className={styles.pill} data-long={name.length > 18 || undefined}>
      <b>{name}</b>
      {note ? <span className={styles.note}>{note}</span> : null}
    </span>
  );
}
