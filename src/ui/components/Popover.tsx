import { Popover as Primitive } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import style from "./Popover.module.css";

interface PopoverProps {
  /** Names the popover for a screen reader. */
  readonly label: string;
  /** What opens it: a button, which gets `aria-expanded`. */
  readonly trigger: ReactElement;
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly align?: "start" | "center" | "end";
  /** Both or neither: who opens it from elsewhere keeps its state. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

/** A small pane beside what opened it. It takes the focus, closes on Escape or a press beside it, and gives the focus back. */
export function Popover({ label, trigger, side = "bottom", align = "start", children, ...state }: PopoverProps) {
  return (
    <Primitive.Root {...state}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          className={style.popover}
          aria-label={label}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
