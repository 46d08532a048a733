import { useEffect, useRef, useState } from "react";
import { useTranslate } from "../../i18n/index.ts";
import { limits } from "../../scenario/limits.ts";
import { linkToMoment, writeAddress } from "../../state/links.ts";
import { usePlayground } from "../../state/playground.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import style from "./dialogs.module.css";
import { useDialogWords } from "./useDialogWords.ts";

/** The link to this moment, to be copied; or the scenario as a file, where a link would be too long. */
export function ShareDialog() {
  const t = useTranslate();
  const words = useDialogWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const [link, setLink] = useState("");
  const [isUnread, setUnread] = useState(false);
  const [said, setSaid] = useState<"notice.copied" | "notice.copyFailed" | null>(null);
  const { openDialog } = usePlayground.getState();
  const { length } = link;
  const isTooLong = length > limits.linkCharactersMost;
  useEffect(() => {
    let gone = false;
    void linkToMoment().then((made) => {
      if (gone) return;
      setUnread(made === null);
      setLink(made ?? "");
      field.current?.focus();
      requestAnimationFrame(() => field.current?.select());
    });
    return () => {
      gone = true;
    };
  }, []);

  const copy = async (): Promise<void> => {
    // The address bar is written when someone shares, never while they type.
    writeAddress(link);
    try {
      await navigator.clipboard.writeText(link);
      setSaid("notice.copied");
    } catch {
      field.current?.select();
      setSaid("notice.copyFailed");
    }
  };
  const saveFile = (): void => {
    const url = URL.createObjectURL(new Blob([usePlayground.getState().text], { type: "application/yaml" }));
    const anchor = document.createElement("a");
    anchor.href = url;
    anchor.download = "scenario.yaml";
    anchor.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Dialog title={words("share.title")} onClose={() => openDialog(null)}>
      <p>{words("share.lead")}</p>
      {isUnread && <p className={style.warning}>{words("share.unread")}</p>}
      {isTooLong ? (
        <p className={style.warning}>{words("share.tooLong", { length, limit: limits.linkCharactersMost })}</p>
      ) : (
        <>
          <label htmlFor="share-link">{words("share.link")}</label>
          <textarea id="share-link" ref={field} className={style.link} readOnly value={link} />
          {length > limits.linkCharacters && <p className={style.warning}>{words("share.long", { length })}</p>}
        </>
      )}
      <div className={style.row}>
        {!isTooLong && (
          <Button primary disabled={link === ""} onClick={() => void copy()}>
            {t("action.copyLink")}
          </Button>
        )}
        <Button onClick={saveFile}>{t("action.download")}</Button>
        <span role="status">{said && t(said)}</span>
      </div>
    </Dialog>
  );
}
