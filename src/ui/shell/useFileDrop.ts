import { useEffect } from "react";
import { limits } from "../../scenario/index.ts";
import { useBulk } from "../../state/bulk.ts";
import { openText } from "../../state/imports.ts";
import { usePlayground } from "../../state/playground.ts";

/**
 * Reads a file as the scenario; says so when it can't be read as text. One that is packed, or larger than a journey takes,
 * goes to the bulk view, whose worker reads it.
 */
export async function openFile(file: File): Promise<void> {
  const { notify } = usePlayground.getState();
  if (file.size > limits.textBytes || /\.gz$/i.test(file.name)) {
    useBulk.getState().open(file.name, file, true);
    return;
  }
  try {
    await openText(file.name, await file.text());
  } catch {
    notify({ kind: "problem", key: "notice.fileUnreadable" });
  }
}

/** A file that is dropped anywhere on the page is opened; the browser would leave the page for it. */
export function useFileDrop(): void {
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const onDragOver = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) void openFile(file);
    };
    document.addEventListener("dragover", onDragOver);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("dragover", onDragOver);
      document.removeEventListener("drop", onDrop);
    };
  }, []);
}
