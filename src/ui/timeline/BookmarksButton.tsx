import { List, X } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import type { Beat } from "../../projection/model.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { selectIsBookmarked } from "../../state/selectors.ts";
import { Button, IconButton } from "../components/Button.tsx";
import { Popover } from "../components/Popover.tsx";
import style from "./Tools.module.css";
import { useTimelineWords } from "./useTimelineWords.ts";
import { virtualTimeText } from "./virtualTime.ts";

const selectBookmarks = (state: PlaygroundState) => state.bookmarks;
const selectJourney = (state: PlaygroundState) => state.journey;

/** The list of bookmarked beats: go there, name them, take them away. */
export function BookmarksButton() {
  const t = useTimelineWords();
  const translate = useTranslate();
  const bookmarks = usePlayground(selectBookmarks);
  const journey = usePlayground(selectJourney);
  const isMarked = usePlayground(selectIsBookmarked);
  const { toggleBookmark } = usePlayground.getState();
  const known = bookmarks.map((bookmark) => ({
    ...bookmark,
    at: journey?.beats.find(({ id }) => id === bookmark.beat),
  }));
  known.sort((a, b) => (a.at?.index ?? Number.POSITIVE_INFINITY) - (b.at?.index ?? Number.POSITIVE_INFINITY));
  return (
    <Popover
      label={t("bookmarks.title")}
      side="top"
      trigger={
        <IconButton label={t("bookmarks.title")} className={bookmarks.length > 0 ? style.on : undefined}>
          <List size={16} aria-hidden />
          {bookmarks.length > 0 && <span className={style.count}>{bookmarks.length}</span>}
        </IconButton>
      }
    >
      <div className={style.pane}>
        <h2>{t("bookmarks.title")}</h2>
        {known.length === 0 && <p className={style.quiet}>{t("bookmarks.empty")}</p>}
        <ul className={style.bookmarks}>
          {known.map(({ beat, name, at }) => (
            <BookmarkRow key={beat} beat={beat} name={name} at={at} told={at ? translate.tell(at.title) : beat} />
          ))}
        </ul>
        {!isMarked && <Button onClick={toggleBookmark}>{t("bookmarks.this")}</Button>}
        {known.length > 0 && <p className={style.quiet}>{t("bookmarks.note")}</p>}
      </div>
    </Popover>
  );
}

interface BookmarkRowProps {
  readonly beat: string;
  readonly name: string;
  /** Undefined: this run has no such beat. */
  readonly at: Beat | undefined;
  readonly told: string;
}

function BookmarkRow({ beat, name, at, told }: BookmarkRowProps) {
  const t = useTimelineWords();
  const { goTo, renameBookmark, removeBookmark } = usePlayground.getState();
  return (
    <li>
      {at ? (
        <button type="button" className={style.jump} onClick={() => goTo({ beat: at.index, p: 1 })}>
          {at.index + 1} · {told} <code>{virtualTimeText(at.time)}</code>
        </button>
      ) : (
        <span className={style.jump}>
          {beat} <span className={style.quiet}>{t("bookmarks.gone")}</span>
        </span>
      )}
      <input
        value={name}
        maxLength={80}
        aria-label={t("bookmarks.name", { beat: told })}
        placeholder={t("bookmarks.placeholder")}
        onChange={(event) => renameBookmark(beat, event.target.value)}
      />
      <IconButton label={t("bookmarks.remove", { name: name || told })} onClick={() => removeBookmark(beat)}>
        <X size={15} aria-hidden />
      </IconButton>
    </li>
  );
}
