import { Switch as Primitive } from "radix-ui";
import { useId } from "react";
import style from "./Switch.module.css";

interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** On or off, at once. */
export function Switch({ label, checked, disabled = false, onChange }: SwitchProps) {
  const id = useId();
  return (
    <span className={style.field}>
      <Primitive.Root id={id} className={style.switch} checked={checked} disabled={disabled} onCheckedChange={onChange}>
        <Primitive.Thumb className={style.thumb} />
      </Primitive.Root>
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
