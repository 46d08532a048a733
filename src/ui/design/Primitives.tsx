import { Bookmark, Copy, Moon, Settings2, Share2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Menu } from "../components/Menu.tsx";
import { Popover } from "../components/Popover.tsx";
import { ResourceBar } from "../components/ResourceBar.tsx";
import { Slider } from "../components/Slider.tsx";
import { Switch } from "../components/Switch.tsx";
import { Tabs } from "../components/Tabs.tsx";
import { ToggleGroup } from "../components/ToggleGroup.tsx";
import { Tooltip } from "../components/Tooltip.tsx";
import style from "./design.module.css";

type Tab = "first" | "second" | "third";
type Shape = "card" | "sheet" | "tallSheet" | "drawer" | "drawerLeft" | "full";
const shapes: readonly Shape[] = ["card", "sheet", "tallSheet", "drawer", "drawerLeft", "full"];
const tabs: readonly { readonly id: Tab; readonly label: string }[] = [
  { id: "first", label: "Decision" },
  { id: "second", label: "Why?" },
  { id: "third", label: "Object" },
];

/** The controls that the page is made of. */
export function Primitives() {
  const [weight, setWeight] = useState(2);
  const [on, setOn] = useState(true);
  const [grain, setGrain] = useState("beats");
  const [tab, setTab] = useState<Tab>("first");
  const [shape, setShape] = useState<Shape | null>(null);
  return (
    <section>
      <h2>Primitives</h2>
      <div className={style.row}>
        <Button primary>Primary</Button>
        <Button>Button</Button>
        <Button disabled>Disabled</Button>
        <IconButton label="Share" hotkey="S">
          <Share2 size={17} aria-hidden />
        </IconButton>
        <Tooltip text="A tooltip says more about a control, on hover and on focus.">
          <Button>Tooltip</Button>
        </Tooltip>
        <Popover label="Popover" trigger={<Button>Popover</Button>}>
          <p className={style.mono}>cpu (4000 − (1500 + 1000)) × 100 / 4000 = 37</p>
        </Popover>
        <Menu
          label="Menu"
          trigger={
            <Button>
              <Settings2 size={16} aria-hidden /> Menu
            </Button>
          }
          groups={[
            [
              { id: "copy", label: "Copy", icon: <Copy size={15} aria-hidden />, hotkey: "C", onSelect: () => {} },
              { id: "mark", label: "Bookmark", icon: <Bookmark size={15} aria-hidden />, onSelect: () => {} },
              { id: "off", label: "Not now", disabled: true, onSelect: () => {} },
            ],
            [
              {
                id: "on",
                label: "Follow the beat",
                checked: on,
                icon: <Moon size={15} aria-hidden />,
                onSelect: () => setOn(!on),
              },
            ],
          ]}
        />
      </div>
      <div className={style.row}>
        <Switch label="All blockers" checked={on} onChange={setOn} />
        <Switch label="Disabled" checked={false} disabled onChange={() => {}} />
        <ToggleGroup
          label="Step by"
          value={grain}
          onChange={setGrain}
          choices={["acts", "beats", "every event"].map((value) => ({ value, label: value }))}
        />
        <span className={style.slider}>
          <Slider label="Weight of NodeAffinity" value={weight} min={0} max={10} onChange={setWeight} />
          {weight}
        </span>
        <span className={style.slider}>
          <Slider label="Disabled" value={3} min={0} max={10} disabled onChange={() => {}} />
        </span>
      </div>
      <div className={style.row}>
        {shapes.map((one) => (
          <Button key={one} onClick={() => setShape(one)}>
            Dialog: {one}
          </Button>
        ))}
      </div>
      <div className={style.columns}>
        <div className={style.tabs}>
          <Tabs label="Tabs" tabs={tabs} selected={tab} onSelect={setTab}>
            <p className={style.note}>The panel of {tab}.</p>
          </Tabs>
        </div>
        <div className={style.bars}>
          <ResourceBar label="cpu" allocatable={4000} requested={1500} ghost={1000} shown={1} fits figures="1.5 / 4" />
          <ResourceBar
            label="cpu"
            allocatable={4000}
            requested={3400}
            ghost={1000}
            shown={1}
            fits={false}
            figures="3.4 / 4"
          />
        </div>
      </div>
      {shape && (
        <Dialog title={`Dialog, ${shape}`} shape={shape} onClose={() => setShape(null)}>
          <p className={style.note}>It keeps the focus, closes on Escape, and gives the focus back.</p>
          <Menu
            label="Menu"
            trigger={<Button>A menu in a dialog</Button>}
            groups={[[{ id: "a", label: "Item", onSelect: () => {} }]]}
          />
        </Dialog>
      )}
    </section>
  );
}
