import { firstScenario } from "./firstScenario.ts";
import { usePlayground } from "./playground.ts";
import { startSession } from "./session.ts";

/** Brings the page to where the person left it, or where a link says, and starts the first run. */
export async function startPage(): Promise<void> {
  const { setState } = usePlayground;
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  setState({ text: firstScenario, reducedMotion: reduced.matches });
  reduced.addEventListener("change", () => setState({ reducedMotion: reduced.matches }));
  applyToDocument();
  startSession();
}

/** The document's own attributes follow the store: theme and language. */
function applyToDocument(): void {
  const apply = (): void => {
    const { theme, language } = usePlayground.getState();
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = language;
  };
  apply();
  usePlayground.subscribe((state, before) => {
    if (state.theme !== before.theme || state.language !== before.language) apply();
  });
}
