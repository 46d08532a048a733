import { Info, TriangleAlert, X } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import { Button, IconButton } from "../components/Button.tsx";
import style from "./NoticeBar.module.css";

const selectNotice = (state: PlaygroundState) => state.notice;

/** A message of the page itself: a broken link, a text too large to keep. It stays until it is dismissed. */
export function NoticeBar() {
  const t = useTranslate();
  const notice = usePlayground(selectNotice);
  const { notify, takeBack } = usePlayground.getState();
  // The region is always there, so that a screen reader hears what comes into it.
  return (
    <div role="status">
      {notice && (
        <div className={`${style.notice} ${style[notice.kind]}`}>
          {notice.kind === "problem" ? <TriangleAlert size={17} aria-hidden /> : <Info size={17} aria-hidden />}
          <p>
            {notice.key && t(notice.key)} {notice.dropped && t("notice.dropped", notice.dropped)}
          </p>
          {notice.offerBack && <Button onClick={takeBack}>{t("action.takeBack")}</Button>}
          <IconButton label={t("action.close")} onClick={() => notify(null)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
