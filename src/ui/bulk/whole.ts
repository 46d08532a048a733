/** A count with its thousands apart, as both languages write it. */
export function whole(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
