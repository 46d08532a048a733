import { remembered } from "../../api/remembered.ts";

export const ipError = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

/** Whether a text is an IPv4 or IPv6 address; leading zeros in IPv4 are tolerated, as upstream's legacy parser does. */
export const isIPAddress = remembered((text: string): boolean => isIPv4(text) || isIPv6(text));

export function isIPv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

export function isIPv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups[groups.length - 1];
  const embedded = last !== undefined && isIPv4(last) ? 1 : 0;
  const plain = embedded ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const length = groups.length + embedded;
  return halves.length === 2 ? length < 8 : length === 8;
}

/** Whether a text is an address with the length of its prefix. */
export function isCIDR(text: string): boolean {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  if (!match) return false;
  const [, address = "", length = ""] = match;
  return (isIPv4(address) && Number(length) <= 32) || (isIPv6(address) && Number(length) <= 128);
}
