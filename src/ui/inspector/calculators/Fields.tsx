import { useId } from "react";
import style from "./calculators.module.css";

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly note?: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, value, placeholder, note, onChange }: TextFieldProps) {
  const id = useId();
  return (
    <span className={style.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {note && <small id={`${id}-note`}>{note}</small>}
    </span>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly onChange: (value: number) => void;
}

/** A whole number; what is no such number changes nothing. */
export function NumberField({ label, value, min, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <span className={style.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={min}
        step={1}
        value={value}
        onChange={({ target }) => {
          const number = Number(target.value);
          if (target.value !== "" && Number.isInteger(number) && number >= min) onChange(number);
        }}
      />
    </span>
  );
}

interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, text: string])[];
  readonly onChange: (value: Value) => void;
}

export function ChoiceField<Value extends string>({ label, value, choices, onChange }: ChoiceFieldProps<Value>) {
  const id = useId();
  return (
    <span className={style.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}
