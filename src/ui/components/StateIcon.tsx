import {
  CircleCheck,
  CircleDashed,
  CirclePlay,
  CircleStop,
  CircleX,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import type { Tone } from "../../projection/stage/statusTone.ts";
import styles from "./StateIcon.module.css";

const icons: { readonly [T in Tone]: LucideIcon } = {
  pass: CircleCheck,
  fail: CircleX,
  run: CirclePlay,
  pend: CircleDashed,
  warn: TriangleAlert,
  term: CircleStop,
};

/** The icon of a state, in its colour. Decorative: the word stands beside it. */
export function StateIcon({ tone, size = 16 }: { readonly tone: Tone; readonly size?: number }) {
  const Icon = icons[tone];
  return <Icon className={styles[tone]} size={size} strokeWidth={1.9} aria-hidden />;
}

/** A state's icon and word on its soft ground. */
export function StateChip({ tone, word }: { readonly tone: Tone; readonly word: string }) {
  return (
    <span className={`${styles.chip} ${styles[tone]} ${styles[`${tone}Soft`]}`} title={word}>
      <StateIcon tone={tone} size={15} />
      <span>{word}</span>
    </span>
  );
}
