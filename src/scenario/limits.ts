/** Every limit of the playground, each with the code of its message; units in the names. */
export const limits = {
  /** Text that is parsed and run. */
  textBytes: 1024 * 1024,
  /** Levels of brackets, of dashes on a line, or of lines that stand further in, one within the other. Kubernetes' objects have about a dozen. */
  nesting: 500,
  /** Objects in one scenario. */
  objects: 5000,
  /** Entries of a trace; a run that reaches it stops there and says so. */
  traceEntries: 400_000,
  /** Virtual milliseconds that a run lasts at most after the last action of its script. */
  runMillis: 10 * 60 * 1000,
  /** And with a script, which has its own time before that. */
  runMillisMost: 60 * 60 * 1000,
  /** A link longer than this is said to be too long for chat programs. */
  linkCharacters: 8000,
  /** A link longer than this is not made. */
  linkCharactersMost: 100_000,
  /** What a link may unpack to. */
  inflatedBytes: 1024 * 1024,
  /** A file that is scheduled whole, unpacked. */
  bulkBytes: 64 * 1024 * 1024,
  /** Objects in a file that is scheduled whole. */
  bulkObjects: 100_000,
} as const;
