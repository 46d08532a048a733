import { useRef } from "react";
import style from "./Transport.module.css";

interface TransportSelectProps {
  readonly label: string;
  /** What the choice means, where its words don't say it all. */
  readonly note?: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** A choice in the transport row. Made with the pointer, it gives the focus back: the arrow keys are for stepping again. */
export function TransportSelect({ label, note, value, options, onChange }: TransportSelectProps) {
  const isPointed = useRef(false);
  return (
    <label className={style.choice}>
      <span className="visually-hidden">{label}</span>
      <select
        value={value}
        title={note ?? label}
        onPointerDown={() => {
          isPointed.current = true;
        }}
        onKeyDown={() => {
          isPointed.current = false;
        }}
        onChange={(event) => {
          onChange(event.target.value);
          if (isPointed.current) event.target.blur();
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
