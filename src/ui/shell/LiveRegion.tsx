import { useEffect } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { usePlayground } from "../../state/playground.ts";
import { selectBeat } from "../../state/selectors.ts";

/** Tells each beat to those who don't see the stage, and names the page after it. */
export function LiveRegion() {
  const t = useTranslate();
  const beat = usePlayground(selectBeat);
  const title = beat ? t.tell(beat.title) : "";
  useEffect(() => {
    document.title = title ? t("app.title", { place: title }) : t("app.name");
  }, [t, title]);
  return (
    <p className="visually-hidden" aria-live="polite" aria-atomic="true">
      {beat ? t.tell(beat.sentence).replaceAll("**", "") : ""}
    </p>
  );
}
