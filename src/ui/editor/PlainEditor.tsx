import type { ChangeEvent, RefObject } from "react";
import { takeText } from "../../state/imports.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import style from "./EditorPane.module.css";
import { useEditorWords } from "./useEditorWords.ts";

const selectText = (state: PlaygroundState) => state.text;

/** A plain text field: what there is to type into until Monaco has loaded, and if it can't be. */
export function PlainEditor({ field }: { readonly field: RefObject<HTMLTextAreaElement | null> }) {
  const w = useEditorWords();
  const text = usePlayground(selectText);
  const onChange = ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>): void => {
    const { inputType } = nativeEvent as InputEvent;
    const isTyped = inputType === "insertText" || inputType?.startsWith("delete");
    // The field shows what the store holds.
    void takeText(target.value, isTyped ? "" : target.value, () => undefined);
  };
  return (
    <textarea
      ref={field}
      className={style.plain}
      aria-label={w("editor.label")}
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={onChange}
    />
  );
}
