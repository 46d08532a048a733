import { Slider as Primitive } from "radix-ui";
import style from "./Slider.module.css";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** What a screen reader says for the value, where the number alone is not enough. */
  readonly valueText?: string;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
  /** The hand or the key has let go. */
  readonly onCommit?: (value: number) => void;
}

/** A value on a line. Arrow keys step, PageUp and PageDown step ten times, Home and End go to the ends. */
export function Slider({ label, valueText, value, onChange, onCommit, ...range }: SliderProps) {
  return (
    <Primitive.Root
      className={style.slider}
      value={[value]}
      onValueChange={([to]) => onChange(to)}
      onValueCommit={([to]) => onCommit?.(to)}
      {...range}
    >
      <Primitive.Track className={style.track}>
        <Primitive.Range className={style.range} />
      </Primitive.Track>
      <Primitive.Thumb className={style.thumb} aria-label={label} aria-valuetext={valueText} />
    </Primitive.Root>
  );
}
