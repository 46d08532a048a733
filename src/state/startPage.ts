import { loadFirstBeat } from "virtual:first-beat";
import { languageOf, setLanguage } from "../i18n/index.ts";
import { presentFirstBeat } from "./firstBeat.ts";
import { firstScenario } from "./firstScenario.ts";
import { openLink } from "./links.ts";
import { loadPlace, loadSettings, startSaving } from "./persistence.ts";
import { usePlayground } from "./playground.ts";
import { recallMarks } from "./savedMarks.ts";
import { type Session, startSession } from "./session.ts";

/** Brings the page to where the person left it, or where a link says, and starts the first run. */
export async function startPage(): Promise<void> {
  const { setState } = usePlayground;
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const settings = loadSettings();
  const place = loadPlace();
  const { language = languageOf(navigator.language), ...others } = settings;
  const ownText = place.text !== null && place.text !== firstScenario;
  setState({
    theme: dark.matches ? "dark" : "light",
    ...others,
    themeChosen: settings.theme !== undefined,
    reducedMotion: reduced.matches,
    text: place.text ?? firstScenario,
    textIsOwn: ownText,
    seed: place.seed,
    lesson: place.lesson,
    focusPod: place.pod,
    setAside: place.setAside || null,
    ...recallMarks(place.lesson),
    notice: place.setAside ? { kind: "info", key: "notice.textKept", offerBack: true } : null,
  });
  reduced.addEventListener("change", () => setState({ reducedMotion: reduced.matches }));
  dark.addEventListener("change", () => {
    if (!usePlayground.getState().themeChosen) setState({ theme: dark.matches ? "dark" : "light" });
  });
  wearAttributes();
  try {
    await setLanguage(language);
    setState({ language });
  } catch {
    // Chinese could not be fetched: the page speaks English.
  }
  const opened = await openLink(location.href);
  startSaving();
  // A link may come in while the first beat is still being drawn: it is opened then, and run when the session starts.
  let session: Session | undefined;
  let linked = opened;
  addEventListener("hashchange", () => {
    void openLink(location.href).then((link) => {
      if (!link) return;
      if (session) session.rerunAt(link.beat);
      else linked = link;
    });
  });
  const start = (): void => {
    session = startSession(linked ? linked.beat : place.beat, place.goodText ?? firstScenario);
  };
  const isFirstVisit = place.beat === undefined && place.seed === 1 && usePlayground.getState().text === firstScenario;
  if (isFirstVisit && !opened) void showFirstBeat().finally(start);
  else start();
}

/** Puts the first beat of the first scenario on stage, before engine and projection are asked for. */
async function showFirstBeat(): Promise<void> {
  try {
    const first = await loadFirstBeat();
    const notYet = {
      onStage: null,
      storedKinds: [],
      world: { runtime: {} },
      schedulerConfiguration: null,
      objectLines: [],
    };
    usePlayground.setState({ summary: { ...first.summary, ...notYet } });
    usePlayground.getState().show(presentFirstBeat(first));
    await painted();
  } catch {
    // Without it the stage waits for the engine.
  }
}

/** Until the stage has been drawn: its chunk comes after the first frame. A hidden page draws nothing and waits for nothing. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    const longestWait = setTimeout(resolve, 1500);
    const look = (): void => {
      if (document.querySelector("main > *")) {
        clearTimeout(longestWait);
        resolve();
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** The document's own attributes follow the store: theme and language. */
function wearAttributes(): void {
  const wear = (): void => {
    const { theme, language } = usePlayground.getState();
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = language;
  };
  wear();
  usePlayground.subscribe((state, before) => {
    if (state.theme !== before.theme || state.language !== before.language) wear();
  });
}
