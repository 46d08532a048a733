import styles from "./pod.module.css";

/** How much of an image is there. */
export function Progress({ share }: { readonly share: number }) {
  return (
    <span className={styles.progress}>
      <span style={{ width: `${Math.min(1, share) * 100}%` }} />
    </span>
  );
}
