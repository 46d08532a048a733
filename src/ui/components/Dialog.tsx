import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
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

/** The editor takes Escape for itself (its suggestions, then leaving it); the next one closes the dialog. */
function keepForEditor(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest(".monaco-editor")) event.preventDefault();
}

/** A modal: it keeps the focus inside, closes on Escape or a press beside it, and gives the focus back. */
export function Dialog({ title, onClose, shape = "card", children }: DialogProps) {
  const t = useTranslate();
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={style.overlay} />
        <Primitive.Content
          className={`${style.dialog} ${style[shape]}`}
          aria-describedby={undefined}
          onEscapeKeyDown={keepForEditor}
        >
          <header className={style.head}>
            <Primitive.Title asChild>
              <h2>{title}</h2>
            </Primitive.Title>
            <IconButton label={t("action.close")} hotkey="Esc" onClick={onClose}>
              <X size={18} aria-hidden />
            </IconButton>
          </header>
          <div className={style.body}>{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
