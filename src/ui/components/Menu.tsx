import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import style from "./Menu.module.css";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** The key that does the same, as the help shows it. */
  readonly hotkey?: string;
  /** Given: the item is on or off, and says so. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

interface MenuProps {
  readonly label: string;
  /** What opens it: a button. */
  readonly trigger: ReactElement;
  /** Groups of items, with a line between them. */
  readonly groups: readonly (readonly MenuItem[])[];
  readonly align?: "start" | "end";
}

/** A menu of commands under a button. Arrow keys, Home, End and first letters move in it. */
export function Menu({ label, trigger, groups, align = "start" }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content className={style.menu} aria-label={label} align={align} sideOffset={6} collisionPadding={8}>
          {groups.map((items, index) => (
            <Primitive.Group key={items[0]?.id ?? index} className={style.group}>
              {items.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </Primitive.Group>
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Item({ item: { label, icon, hotkey, checked, disabled, onSelect } }: { readonly item: MenuItem }) {
  const content = (
    <>
      <span className={style.icon}>{checked === undefined ? icon : checked && <Check size={15} aria-hidden />}</span>
      <span className={style.label}>{label}</span>
      {hotkey && <kbd aria-hidden>{hotkey}</kbd>}
    </>
  );
  return checked === undefined ? (
    <Primitive.Item className={style.item} disabled={disabled} onSelect={onSelect}>
      {content}
    </Primitive.Item>
  ) : (
    <Primitive.CheckboxItem className={style.item} disabled={disabled} checked={checked} onSelect={onSelect}>
      {content}
    </Primitive.CheckboxItem>
  );
}
