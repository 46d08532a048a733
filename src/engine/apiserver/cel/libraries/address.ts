import { escapeText } from "../../../api/names.ts";

/** An IP address, or a network of such, as CEL knows them. Models netip of Go. */
export class Address {
  constructor(
    readonly family: 4 | 6,
    readonly value: bigint,
  ) {}

  get bits(): number {
    return this.family === 4 ? 32 : 128;
  }

  /** The first bits as a number. */
  prefix(length: number): bigint {
    return this.value >> BigInt(this.bits - length);
  }

  isIn(family: 4 | 6, prefix: bigint, length: number): boolean {
    return this.family === family && this.prefix(length) === prefix;
  }

  equals(other: Address): boolean {
    return this.family === other.family && this.value === other.value;
  }

  isUnspecified(): boolean {
    return this.value === 0n;
  }

  isLoopback(): boolean {
    return this.isIn(4, 127n, 8) || (this.family === 6 && this.value === 1n);
  }

  isLinkLocalMulticast(): boolean {
    return this.isIn(4, 0xe00000n, 24) || (this.isIn(6, 0xffn, 8) && (this.prefix(16) & 0xfn) === 2n);
  }

  isLinkLocalUnicast(): boolean {
    return this.isIn(4, 0xa9fen, 16) || this.isIn(6, 0x3fan, 10);
  }

  isGlobalUnicast(): boolean {
    const isMulticast = this.isIn(4, 0xen, 4) || this.isIn(6, 0xffn, 8);
    const isBroadcast = this.family === 4 && this.value === 0xffffffffn;
    return !(this.isUnspecified() || isBroadcast || this.isLoopback() || isMulticast || this.isLinkLocalUnicast());
  }

  toString(): string {
    if (this.family === 4) return [24n, 16n, 8n, 0n].map((shift) => (this.value >> shift) & 0xffn).join(".");
    const groups = Array.from({ length: 8 }, (_, i) => ((this.value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
    return shortened(groups);
  }
}

/** The longest run of zeros, from two on, is left out. */
function shortened(groups: readonly string[]): string {
  let best = { at: 0, length: 1 };
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === "0") length++;
    if (length > best.length) best = { at, length };
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.at).join(":")}::${groups.slice(best.at + best.length).join(":")}`;
}

function parsed4(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parsed6(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1);
  const tail = last?.at(-1);
  if (last && tail?.includes(".")) {
    const four = parsed4(tail);
    if (four === null) return null;
    last.splice(-1, 1, (four >> 16n).toString(16), (four & 0xffffn).toString(16));
  }
  const [head = [], rest = []] = groups;
  const missing = 8 - head.length - rest.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const all = [...head, ...Array<string>(Math.max(missing, 0)).fill("0"), ...rest];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return all.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
}

function parsed(text: string): Address | null {
  const four = text.includes(":") ? null : parsed4(text);
  if (four !== null) return new Address(4, four);
  const six = text.includes(":") ? parsed6(text) : null;
  return six === null ? null : new Address(6, six);
}

const isMapped = (address: Address): boolean => address.isIn(6, 0xffffn, 96);

/** An address, or why the text is none, as upstream says it. */
export function parseAddress(text: string): Address | { readonly problem: string } {
  const quoted = escapeText(text);
  const [bare = "", zone] = text.split("%");
  const address = parsed(bare);
  if (!address || (zone !== undefined && (zone === "" || address.family === 4)))
    return {
      problem: `IP Address ${quoted} parse error during conversion from string: ParseAddr(${quoted}): unable to parse IP`,
    };
  if (zone !== undefined) return { problem: `IP address ${quoted} with zone value is not allowed` };
  if (isMapped(address)) return { problem: `IPv4-mapped IPv6 address ${quoted} is not allowed` };
  return address;
}

/** A network: an address and how many of its bits count. */
export class Network {
  constructor(
    readonly address: Address,
    readonly length: number,
  ) {}

  contains(address: Address): boolean {
    return address.isIn(this.address.family, this.address.prefix(this.length), this.length);
  }

  includes(other: Network): boolean {
    return this.length <= other.length && this.contains(other.address);
  }

  masked(): Network {
    const { family, bits } = this.address;
    const value = this.address.prefix(this.length) << BigInt(bits - this.length);
    return new Network(new Address(family, value), this.length);
  }

  equals(other: Network): boolean {
    return this.length === other.length && this.address.equals(other.address);
  }

  toString(): string {
    return `${this.address}/${this.length}`;
  }
}

export function parseNetwork(text: string): Network | { readonly problem: string } {
  const slash = text.lastIndexOf("/");
  const address = slash < 0 ? null : parsed(text.slice(0, slash));
  const length = text.slice(slash + 1);
  const isFit = address !== null && /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= address.bits;
  if (!isFit)
    return {
      problem: `network address parse error during conversion from string: netip.ParsePrefix(${escapeText(text)}): ${slash < 0 ? "no '/'" : address === null ? `ParseAddr(${escapeText(text.slice(0, slash))}): unable to parse IP` : "prefix length out of range"}`,
    };
  if (isMapped(address)) return { problem: "IPv4-mapped IPv6 address is not allowed" };
  return new Network(address, Number(length));
}
