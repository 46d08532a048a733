import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import { limits } from "../scenario/limits.ts";
import { dictionary1 } from "./dictionary1.ts";
import { type Marks, readMarks } from "./marks.ts";

/**
 * What a link holds: one moment of one scenario. Either the text, or the name of a lesson. The names of the fields are
 * the format's: old links must be readable for ever.
 */
export interface SharedMoment extends Partial<Marks> {
  readonly text?: string;
  readonly lesson?: string;
  readonly seed?: number;
  /** The beat's id. */
  readonly beat?: string;
  /** `namespace/name` of the Pod on stage. */
  readonly pod?: string;
  readonly language?: string;
  readonly theme?: string;
  /** The zone and the pool of nodes that are opened on the stage, by name. */
  readonly opened?: readonly string[];
}

export type ReadLink =
  /** The address has no link in it. */
  | { readonly outcome: "none" }
  | { readonly outcome: "moment"; readonly moment: SharedMoment }
  | { readonly outcome: "broken" | "tooNew" | "tooLarge" };

const version = "1";
const checksumLength = 3;
const dictionary = strToU8(dictionary1);

/** The fragment for a moment, without `#`: `1.` and base64url of a checksum and deflated JSON. Only `A-Z a-z 0-9 - _ .` occur. */
export function writeLink(moment: SharedMoment): string {
  const packed = deflateSync(strToU8(JSON.stringify(moment)), { level: 9, dictionary });
  const bytes = new Uint8Array(checksumLength + packed.length);
  bytes.set(checksumOf(packed));
  bytes.set(packed, checksumLength);
  return `${version}.${toBase64Url(bytes)}`;
}

/**
 * Reads the fragment of an address. Besides packed moments, links that people write by hand are understood:
 * `#/lesson/NAME`, `#/lesson/NAME/BEAT` and `#yaml=…` (percent-encoded). `%23` in the place of `#` is taken for it, as
 * some programs write it so.
 */
export function readLink(address: string): ReadLink {
  const fragment = fragmentOf(address);
  if (fragment === "") return { outcome: "none" };
  if (fragment.length > limits.linkCharactersMost) return { outcome: "tooLarge" };
  if (fragment.startsWith("/lesson/")) return readLesson(fragment);
  if (fragment.startsWith("yaml=")) return readYaml(fragment);
  const [, writtenBy, payload] = /^(\d+)\.(.*)$/.exec(fragment) ?? [];
  const packed = payload === undefined ? null : checked(payload);
  if (!packed) return { outcome: "broken" };
  if (Number(writtenBy) > Number(version)) return { outcome: "tooNew" };
  return writtenBy === version ? unpack(packed) : { outcome: "broken" };
}

function fragmentOf(address: string): string {
  const at = address.search(/#|%23/);
  return at < 0 ? "" : address.slice(at).replace(/^(?:#|%23)+/, "");
}

function readLesson(fragment: string): ReadLink {
  const [, lesson, beat] = /^\/lesson\/([a-z0-9-]+)(?:\/([\w.~-]+))?\/?$/.exec(fragment) ?? [];
  if (lesson === undefined) return { outcome: "broken" };
  return { outcome: "moment", moment: beat === undefined ? { lesson } : { lesson, beat } };
}

function readYaml(fragment: string): ReadLink {
  try {
    return { outcome: "moment", moment: { text: decodeURIComponent(fragment.slice("yaml=".length)) } };
  } catch {
    return { outcome: "broken" };
  }
}

/**
 * What a payload packs; null when it is damaged. Payloads of all versions, later ones too, are base64url and begin with
 * this checksum: so a damaged link is not taken for one of a newer version.
 */
function checked(payload: string): Uint8Array | null {
  const received = fromBase64Url(payload);
  if (!received || received.length <= checksumLength) return null;
  const packed = received.subarray(checksumLength);
  return checksumOf(packed).some((byte, index) => byte !== received[index]) ? null : packed;
}

function unpack(packed: Uint8Array): ReadLink {
  let bytes: Uint8Array | null;
  try {
    bytes = inflateUpTo(packed, limits.inflatedBytes);
  } catch {
    return { outcome: "broken" };
  }
  if (bytes === null) return { outcome: "tooLarge" };
  try {
    const moment = momentOf(JSON.parse(strFromU8(bytes)));
    return moment ? { outcome: "moment", moment } : { outcome: "broken" };
  } catch {
    return { outcome: "broken" };
  }
}

/** FNV-1a, its lower 24 bits: a character that a chat program lost or changed is noticed. */
function checksumOf(bytes: Uint8Array): number[] {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return [(hash >>> 16) & 255, (hash >>> 8) & 255, hash & 255];
}

/** Inflates piece by piece, so that a bomb is noticed early; null when more than `limit` bytes come out. Throws on damaged input. */
function inflateUpTo(packed: Uint8Array, limit: number): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const inflate = new Inflate({ dictionary }, (piece, final) => {
    size += piece.length;
    if (size <= limit) pieces.push(piece);
    ended ||= final;
  });
  const step = 512;
  for (let at = 0; at < packed.length && size <= limit; at += step) {
    inflate.push(packed.subarray(at, at + step), at + step >= packed.length);
  }
  if (size > limit) return null;
  if (!ended) throw new Error("the stream ends early");
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Takes what is known and sound out of the data of a link; null when it is no moment. What newer versions add is passed over. */
function momentOf(data: unknown): SharedMoment | null {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return null;
  const fields = data as Record<string, unknown>;
  const string = (name: string): string | undefined =>
    typeof fields[name] === "string" ? (fields[name] as string) : undefined;
  const text = string("text");
  const lesson = string("lesson");
  if (text === undefined && (lesson === undefined || !/^[a-z0-9-]+$/.test(lesson))) return null;
  const moment = {
    text,
    lesson,
    seed: Number.isSafeInteger(fields.seed) ? (fields.seed as number) : undefined,
    beat: string("beat"),
    pod: string("pod"),
    language: string("language"),
    theme: string("theme"),
    opened: pathOf(fields.opened),
    ...marksOf(fields),
  };
  return Object.fromEntries(Object.entries(moment).filter(([, value]) => value !== undefined));
}

/** A zone, or a zone and a pool: no path is longer. */
function pathOf(data: unknown): readonly string[] | undefined {
  if (!Array.isArray(data)) return undefined;
  const path = data.filter((name) => typeof name === "string").slice(0, 2);
  return path.length > 0 ? path : undefined;
}

/** Those that the link names; what it does not name stays out of the moment. */
function marksOf(fields: object): Partial<Marks> {
  const named = Object.entries(readMarks(fields)).filter(([name, value]) => name in fields && value !== null);
  return Object.fromEntries(named);
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
