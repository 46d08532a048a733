/** Whether an amount, in its canonical form, is no whole number of bytes. */
export function isFraction(amount: string | number | undefined): boolean {
  return typeof amount === "string" && /^\d+m$/.test(amount) && Number.parseInt(amount, 10) % 1000 !== 0;
}
