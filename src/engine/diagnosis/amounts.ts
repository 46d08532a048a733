const kibi = 1024;
const mebi = kibi * 1024;
const gibi = mebi * 1024;

const isBytes = (resource: string): boolean =>
  resource === "memory" || resource === "ephemeral-storage" || resource.startsWith("hugepages-");

/** milliCPU, bytes or pieces as a quantity, exact. */
export function quantityOf(resource: string, amount: number): string {
  if (resource === "cpu") return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`;
  if (!isBytes(resource)) return String(amount);
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
