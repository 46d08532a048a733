/**
 * Hands out the addresses of a node's range in turn, from .2 on: .0 is the network, .1 the bridge. An address comes
 * round again only after all others, as with the host-local IPAM plugin.
 */
export class AddressPool {
  private readonly base: number;
  private readonly size: number;
  private readonly taken = new Set<number>();
  private next = 2;

  /** `cidr` as in a Node's spec.podCIDR: `10.244.1.0/24`. */
  constructor(cidr: string) {
    const [address, bits = "24"] = cidr.split("/");
    this.base = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    this.size = 2 ** (32 - Number(bits));
  }

  /** The next free address, or null when the range is used up. */
  allocate(): string | null {
    for (let tried = 0; tried < this.size - 3; tried++) {
      const offset = this.next;
      this.next = offset + 1 >= this.size - 1 ? 2 : offset + 1;
      if (this.taken.has(offset)) continue;
      this.taken.add(offset);
      return this.text(offset);
    }
    return null;
  }

  /** Marks an address as taken, as by a Pod that ran before the kubelet started. */
  reserve(address: string): void {
    const offset = this.offsetOf(address);
    if (offset > 0 && offset < this.size) this.taken.add(offset);
  }

  release(address: string): void {
    this.taken.delete(this.offsetOf(address));
  }

  private offsetOf(address: string): number {
    return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) - this.base;
  }

  private text(offset: number): string {
    const value = this.base + offset;
    return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
  }
}
