import { isIPv4, isIPv6 } from "../validation/ipAddress.ts";

const bits = { 4: 32, 6: 128 } as const;

/** An address as a number, of how many bits; IPv4 within IPv6 counts as IPv4, as Go's net.IP has it. */
interface Address {
  readonly version: 4 | 6;
  readonly value: bigint;
  readonly isMapped: boolean;
}

function fourValue(text: string): bigint {
  return text.split(".").reduce((value, part) => value * 256n + BigInt(Number(part)), 0n);
}

function sixValue(text: string): bigint {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const four = embedded ? fourValue(embedded[2] ?? "") : 0n;
  const plain = embedded ? `${embedded[1]}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}` : text;
  const [head = "", tail] = plain.split("::");
  const groups = (half: string): string[] => (half === "" ? [] : half.split(":"));
  const [first, last] = [groups(head), groups(tail ?? "")];
  const gap = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array<string>(gap).fill("0"), ...last].reduce(
    (value, group) => value * 65536n + BigInt(`0x${group}`),
    0n,
  );
}

function parsed(text: string): Address | null {
  if (isIPv4(text)) return { version: 4, value: fourValue(text), isMapped: false };
  if (!isIPv6(text)) return null;
  const value = sixValue(text);
  const isMapped = value >> 32n === 0xffffn;
  return { version: isMapped ? 4 : 6, value: isMapped ? value & 0xffffffffn : value, isMapped };
}

/** RFC 5952: small letters, the longest run of zero groups left out. */
function sixText(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => (value >> BigInt(16 * (7 - index))) & 0xffffn);
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0n) length++;
    if (length > best.length) best = { start, length };
  }
  const hex = (list: readonly bigint[]): string => list.map((group) => group.toString(16)).join(":");
  if (best.length < 2) return hex(groups);
  return `${hex(groups.slice(0, best.start))}::${hex(groups.slice(best.start + best.length))}`;
}

function textOf(version: 4 | 6, value: bigint): string {
  if (version === 6) return sixText(value);
  return [24n, 16n, 8n, 0n].map((shift) => `${(value >> shift) & 255n}`).join(".");
}

const hasLeadingZero = (text: string): boolean => /(^|[.:])0\d+(\.|$)/.test(text);
const soon = "will be considered invalid in a future Kubernetes release: use";

/** What is said of an address that is written in a way of its own. Models GetWarningsForIP of apimachinery (v1.34). */
export function addressWarnings(path: string, text: string): string[] {
  const address = parsed(text);
  if (!address) return [];
  const usual = textOf(address.version, address.value);
  if (address.isMapped || hasLeadingZero(text))
    return [`${path}: non-standard IP address "${text}" ${soon} "${usual}"`];
  if (address.version === 4 || usual === text) return [];
  return [`${path}: IPv6 address "${text}" should be in RFC 5952 canonical format ("${usual}")`];
}

/** The same of a range. Models GetWarningsForCIDR of apimachinery (v1.34). */
export function rangeWarnings(path: string, text: string): string[] {
  const [ip = "", length = ""] = text.split("/");
  const address = parsed(ip);
  if (!address) return [];
  const { version, value, isMapped } = address;
  const kept = Number(length) - (isMapped ? 96 : 0);
  const rest = BigInt(bits[version] - kept);
  const network = (value >> rest) << rest;
  const usual = `${textOf(version, network)}/${kept}`;
  const warnings: string[] = [];
  if (network !== value)
    warnings.push(
      `${path}: CIDR value "${text}" is ambiguous in this context (should be "${usual}" or "${textOf(version, value)}/${bits[version]}"?)`,
    );
  if (isMapped || hasLeadingZero(ip) || /^0\d/.test(length))
    warnings.push(`${path}: non-standard CIDR value "${text}" ${soon} "${usual}"`);
  else if (version === 6 && warnings.length === 0 && usual !== text)
    warnings.push(`${path}: IPv6 CIDR value "${text}" should be in RFC 5952 canonical format ("${usual}")`);
  return warnings;
}
