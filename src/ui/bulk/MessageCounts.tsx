import { useMemo } from "react";
import { type BulkState, useBulk } from "../../state/bulk.ts";
import style from "./bulk.module.css";
import { useBulkWords } from "./useBulkWords.ts";
import { whole } from "./whole.ts";

const selectMessages = (state: BulkState) => state.messages;

/** Messages that are listed; the rest are counted. */
const mostShown = 12;

interface Props {
  /** The message whose Pods the table shows. */
  readonly chosen: string;
  readonly onChoose: (message: string) => void;
}

/** Why Pods fit nowhere: each message with its number of Pods, the most frequent first. A click shows its Pods. */
export function MessageCounts({ chosen, onChoose }: Props) {
  const t = useBulkWords();
  const messages = useBulk(selectMessages);
  const sorted = useMemo(
    () => [...messages].sort(([a, count], [b, other]) => other - count || (a < b ? -1 : 1)),
    [messages],
  );
  const most = sorted[0]?.[1] ?? 1;
  return (
    <section className={style.messages} aria-label={t("bulk.messages")}>
      <h3>{t("bulk.messages")}</h3>
      {sorted.length === 0 && <p className={style.quiet}>{t("bulk.noMessages")}</p>}
      <ul>
        {sorted.slice(0, mostShown).map(([message, count]) => (
          <li key={message}>
            <button
              type="button"
              aria-pressed={chosen === message}
              onClick={() => onChoose(chosen === message ? "" : message)}
            >
              <span className={style.count}>{whole(count)}</span>
              <span className={style.share} style={{ width: `${(count / most) * 100}%` }} aria-hidden />
              <span className={style.message}>{message}</span>
            </button>
          </li>
        ))}
      </ul>
      {sorted.length > mostShown && (
        <p className={style.quiet}>{t("bulk.messagesMore", { count: whole(sorted.length - mostShown) })}</p>
      )}
    </section>
  );
}
