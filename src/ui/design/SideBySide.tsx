import { useRef } from "react";
import style from "./design.module.css";

/** Both themes at once. Each is a page of its own, so that what opens over the page has its theme too; they scroll together. */
export function SideBySide() {
  const frames = useRef<(HTMLIFrameElement | null)[]>([]);
  const link = (index: number) => (): void => {
    const here = frames.current[index]?.contentWindow;
    here?.addEventListener("scroll", () => frames.current[1 - index]?.contentWindow?.scrollTo(0, here.scrollY));
  };
  return (
    <div className={style.sides}>
      {["light", "dark"].map((theme, index) => (
        <iframe
          key={theme}
          ref={(frame) => {
            frames.current[index] = frame;
          }}
          title={theme}
          src={`?theme=${theme}`}
          onLoad={link(index)}
        />
      ))}
    </div>
  );
}
