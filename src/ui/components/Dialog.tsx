import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { IconButton } from "./Button.tsx";
import style from "./Dialog.module.css";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** `sheet` comes up from below on a phone, as high as it needs or always `tallSheet`; `drawer` stands at the right edge, over the stage; `full` covers the page. */
  readonly shape?: "card" | "sheet" | "tallSheet" | "drawer" | "drawerLeft" | "full";
  readonly children: ReactNode;
}

/** A modal on the browser's own <dialog>: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, shape = "card", children }: DialogProps) {
  const t = useTranslate();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`${style.dialog} ${style[shape]}`}
      aria-labelledby={id}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={style.box}>
        <header className={style.head}>
          <h2 id={id}>{title}</h2>
          <IconButton label={t("action.close")} hotkey="Esc" onClick={onClose}>
            <X size={18} aria-hidden />
          </IconButton>
        </header>
        <div className={style.body}>{children}</div>
      </div>
    </dialog>
  );
}
