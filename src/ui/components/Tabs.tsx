import { Tabs as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import style from "./Tabs.module.css";

interface TabsProps<Id extends string> {
  readonly label: string;
  /** An icon stands for the label, which is still its name. */
  readonly tabs: readonly { readonly id: Id; readonly label: string; readonly icon?: ReactNode }[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** Stands at the right end of the row of tabs. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Tabs over one panel, which stays mounted when another tab is selected: its content is the caller's. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, aside, children }: TabsProps<Id>) {
  return (
    <Primitive.Root className={style.tabs} value={selected} onValueChange={(id) => onSelect(id as Id)}>
      <div className={style.bar}>
        <Primitive.List className={style.list} aria-label={label}>
          {tabs.map((tab) => (
            <Primitive.Trigger
              key={tab.id}
              value={tab.id}
              className={style.tab}
              aria-label={tab.icon ? tab.label : undefined}
              title={tab.icon ? tab.label : undefined}
              // A click selects without taking the focus: the arrow keys stay the page's, as a hand at the mouse expects.
              onMouseDown={(event) => {
                event.preventDefault();
                if (event.button === 0) onSelect(tab.id);
              }}
            >
              {tab.icon ?? tab.label}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
        {aside}
      </div>
      <Primitive.Content value={selected} className={style.panel}>
        {children}
      </Primitive.Content>
    </Primitive.Root>
  );
}
