/** Whole percents that come to 100: what is left over goes to the largest remainders. Null when there is nothing. */
export function percentsOf(counts: readonly number[]): number[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const exact = counts.map((count) => (count * 100) / total);
  const percents = exact.map(Math.floor);
  const byRemainder = exact.map((value, at) => ({ at, rest: value - percents[at] })).sort((a, b) => b.rest - a.rest);
  for (const { at } of byRemainder.slice(0, 100 - percents.reduce((sum, value) => sum + value, 0))) percents[at]++;
  return percents;
}
