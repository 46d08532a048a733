const kibi = 1024;
const mebi = kibi * 1024;
const gibi = mebi * 1024;

const isBytes = (resource: string): boolean =>
  resource === "memory" || resource === "ephemeral-storage" || resource.startsWith("hugepages-");

const units: { readonly [suffix: string]: number } = { Ki: kibi, Mi: mebi, Gi: gibi, Ti: gibi * kibi };

/**
 * milliCPU, bytes or pieces as a quantity, exact. `written`: a quantity as the manifest has it; cores stay cores, and a unit
 * stays as long as two decimals are enough.
 */
export function quantityOf(resource: string, amount: number, written: number | string = ""): string {
  const like = String(written);
  if (resource === "cpu") {
    const isMilli = like === "" ? amount % 1000 !== 0 : like.endsWith("m");
    return isMilli ? `${amount}m` : String(amount / 1000);
  }
  if (!isBytes(resource)) return String(amount);
  const [suffix = ""] = /[KMGT]i$/.exec(like) ?? [];
  const inUnit = suffix === "" ? Number.NaN : amount / units[suffix];
  if (Number.isInteger(inUnit * 100)) return `${inUnit}${suffix}`;
  if (amount % gibi === 0) return `${amount / gibi}Gi`;
  if (amount % mebi === 0) return `${amount / mebi}Mi`;
  return amount % kibi === 0 ? `${amount / kibi}Ki` : String(amount);
}

/** The largest amount up to `amount` that a person would write: whole Mi, or whole Ki where Mi is too coarse. */
export function roundedDown(resource: string, amount: number): number {
  if (!isBytes(resource)) return Math.floor(amount);
  const unit = amount >= mebi ? mebi : amount >= kibi ? kibi : 1;
  return Math.floor(amount / unit) * unit;
}
