import { type Language, languageOf, setLanguage } from "../i18n/index.ts";
import type { SharedMoment } from "../share/codec.ts";
import { importInWorker } from "../worker/importClient.ts";
import { firstScenario } from "./firstScenario.ts";
import { loadLesson } from "./lessons.ts";
import { openingOf } from "./opening.ts";
import { type NoticeKey, usePlayground } from "./playground.ts";
import { loadForTab, saveForTab } from "./storage.ts";

const refusals: { readonly [outcome: string]: NoticeKey } = {
  broken: "notice.linkBroken",
  tooNew: "notice.linkTooNew",
  tooLarge: "notice.linkTooLarge",
};

/** Packing and its dictionary are fetched by those who open or make a link. */
const loadCodec = () => import("../share/codec.ts");

/** The beat and Pod that an opened link asks for. */
export interface OpenedLink {
  readonly beat: string | undefined;
}

/**
 * Opens the link in the page's address, if there is one that this tab has not opened yet. The person's own text is
 * kept and offered back. A link that can't be opened changes nothing and is said.
 */
export async function openLink(address: string): Promise<OpenedLink | null> {
  if (!/#|%23/.test(address) || loadForTab("link") === address) return null;
  const link = (await loadCodec()).readLink(address);
  if (link.outcome === "none") return null;
  const { setState, getState } = usePlayground;
  if (link.outcome !== "moment") {
    setState({ notice: { kind: "problem", key: refusals[link.outcome] } });
    return null;
  }
  const { moment } = link;
  const text = moment.text ?? (await loadLesson(moment.lesson ?? ""));
  if (text === null) {
    if (getState().text !== firstScenario) getState().openScenario({ text: firstScenario, lesson: null });
    setState(({ notice }) => ({ notice: { ...notice, kind: "problem", key: "notice.linkLessonUnknown" } }));
    return { beat: undefined };
  }
  // A reload keeps what the person made of an opened link; one that can't be opened is said each time.
  saveForTab("link", address);
  const own = getState().text;
  const displaced = own !== "" && own !== text && getState().textIsOwn;
  setState({
    text,
    textIsOwn: false,
    lesson: moment.text === undefined ? (moment.lesson ?? null) : null,
    seed: moment.seed ?? 1,
    focusPod: moment.pod ?? null,
    // Its first run is pinned.
    pinned: null,
    bookmarks: moment.bookmarks ?? [],
    breakpoints: moment.breakpoints ?? [],
    loop: moment.loop ?? null,
    openedGroup: moment.opened ?? [],
    ...openingOf(getState(), null),
    ...(displaced && { setAside: own, notice: { kind: "info", key: "notice.linkOpened", offerBack: true } }),
    ...(moment.theme === "light" || moment.theme === "dark" ? { theme: moment.theme } : {}),
  });
  if (moment.language) await wearLanguage(languageOf(moment.language));
  return { beat: moment.beat };
}

async function wearLanguage(language: Language): Promise<void> {
  try {
    await setLanguage(language);
    usePlayground.setState({ language });
  } catch {
    // The words could not be fetched: the page stays in the language it has.
  }
}

/**
 * The link to this moment: the page's address without its fragment, and the moment. null where the text may hold a
 * cluster's secrets and can't be read.
 */
export async function linkToMoment(): Promise<string | null> {
  const { text, lesson, lessonText, seed, journey, beat, focusPod, openedGroup, language, theme, ...marks } =
    usePlayground.getState();
  const { bookmarks, breakpoints, loop } = marks;
  const isLesson = lesson !== null && text === lessonText;
  const linked = isLesson ? "" : await linkable(text);
  if (linked === null) return null;
  const scenario: SharedMoment = isLesson ? { lesson } : { text: linked };
  const fragment = (await loadCodec()).writeLink({
    ...scenario,
    ...(seed !== 1 && { seed }),
    beat: journey?.beats[beat]?.id,
    pod: focusPod ?? undefined,
    language,
    theme,
    ...(bookmarks.length > 0 && { bookmarks }),
    ...(breakpoints.length > 0 && { breakpoints }),
    ...(loop && { loop }),
    ...(openedGroup.length > 0 && { opened: openedGroup }),
  });
  return `${location.origin}${location.pathname.replace(/%23.*$/, "")}${location.search}#${fragment}`;
}

/** What was typed into the editor bit by bit may be a cluster's output, too: a link never holds its secrets. */
async function linkable(text: string): Promise<string | null> {
  const imported = await importInWorker(text);
  return imported === null || imported.isUnread ? null : imported.text;
}

/** Writes the link into the address bar. The tab knows it as opened, so that a reload keeps what is typed after it. */
export function writeAddress(link: string): void {
  history.replaceState(null, "", link);
  saveForTab("link", link);
}
