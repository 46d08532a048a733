import { Tooltip as Primitive } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import style from "./Tooltip.module.css";

interface TooltipProps {
  readonly text: ReactNode;
  readonly side?: "top" | "right" | "bottom" | "left";
  /** What it is about: something that can have the focus. */
  readonly children: ReactElement;
}

/** More about a control, on hover and on focus. It never holds what can't be had elsewhere: a finger does not hover. */
export function Tooltip({ text, side = "top", children }: TooltipProps) {
  return (
    <Primitive.Provider delayDuration={400}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content className={style.tooltip} side={side} sideOffset={6} collisionPadding={8}>
            {text}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
