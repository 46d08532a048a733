import { ToggleGroup as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import style from "./ToggleGroup.module.css";

interface ToggleGroupProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: ReactNode; readonly disabled?: boolean }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few choices, all in sight. One is always chosen. */
export function ToggleGroup<Value extends string>({ label, choices, value, onChange }: ToggleGroupProps<Value>) {
  return (
    <Primitive.Root
      type="single"
      className={style.group}
      aria-label={label}
      value={value}
      // A press on what is chosen would choose nothing.
      onValueChange={(to) => to !== "" && onChange(to as Value)}
    >
      {choices.map((choice) => (
        <Primitive.Item key={choice.value} value={choice.value} disabled={choice.disabled} className={style.choice}>
          {choice.label}
        </Primitive.Item>
      ))}
    </Primitive.Root>
  );
}
