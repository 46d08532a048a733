import { useEffect, useRef, useState } from "react";

/**
 * The value as it was two frames ago: what is beside the stage follows it, so that a
 * step shows on the stage at once. Many changes in a row are followed at the pace at which they can be drawn.
 */
export function useAfterPaint<T>(value: T): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  const cancel = useRef<(() => void) | null>(null);
  useEffect(() => {
    latest.current = value;
    cancel.current ??= afterPaint(() => {
      cancel.current = null;
      setShown(() => latest.current);
    });
  }, [value]);
  useEffect(
    () => () => {
      cancel.current?.();
      cancel.current = null;
    },
    [],
  );
  return shown;
}

/**
 * Calls back after the second frame from now has been painted: the first one shows the step, and where the stage is
 * composed anew it does that in the second. Gives what cancels it.
 */
function afterPaint(then: () => void): () => void {
  let task: ReturnType<typeof setTimeout> | undefined;
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      task = setTimeout(then);
    });
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  };
}
