import type { ButtonHTMLAttributes } from "react";
import style from "./Button.module.css";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One primary button a view at most. */
  readonly primary?: boolean;
}

export function Button({ primary = false, className, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`${style.button} ${primary ? style.primary : ""} ${className ?? ""}`} {...rest} />
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Says what it does: the accessible name and the tooltip. */
  readonly label: string;
  /** The key that does the same, for the tooltip. */
  readonly hotkey?: string;
  readonly primary?: boolean;
}

export function IconButton({ label, hotkey, primary = false, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={hotkey ? `${label} (${hotkey})` : label}
      className={`${style.icon} ${primary ? style.primary : ""} ${className ?? ""}`}
      {...rest}
    />
  );
}
