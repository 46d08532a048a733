import { Mark } from "../shell/Mark.tsx";
import { Colours } from "./Colours.tsx";
import style from "./design.module.css";
import { Faces } from "./Faces.tsx";
import { Measures } from "./Measures.tsx";
import { Primitives } from "./Primitives.tsx";

/** The design system on one page: what there is, in every state. Everything is drawn with the page's own parts. */
export function DesignPage({ theme }: { readonly theme: string }) {
  return (
    <main className={style.page}>
      <header className={style.top}>
        <h1>
          <Mark />
          Podyssey
        </h1>
        <span>{theme}</span>
      </header>
      <Colours />
      <Measures />
      <Primitives />
      <Faces />
    </main>
  );
}
