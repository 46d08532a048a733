/** A link may unpack to this many bytes at most: a small hostile link can hold gigabytes. */
export const inflatedLimit = 1_048_576;
/** The longest fragment that is made or read, characters. */
export const linkLimit = 200_000;
/** Chat programs cut links above this length, characters; the page says so before it is sent. */
export const comfortableLinkLength = 8_000;
