/** Virtual milliseconds as the clock shows them: `0.031 s`, `11.8 s`, `3 m 12 s`. */
export function virtualTimeText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(3)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  return `${minutes} m ${Math.floor(seconds - minutes * 60)} s`;
}

/** The same in whole seconds, as an Event's timestamps have them: `3 s`. */
export function wholeSecondsText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
}

/** A round time on the ruler, no longer than it has to be: `0.5 s`, `40 s`, `2 m`, `1 m 30 s`. */
export function tickText(milliseconds: number): string {
  if (milliseconds < 60_000) return `${milliseconds / 1000} s`;
  const minutes = Math.floor(milliseconds / 60_000);
  const seconds = (milliseconds - minutes * 60_000) / 1000;
  return seconds === 0 ? `${minutes} m` : `${minutes} m ${seconds} s`;
}
