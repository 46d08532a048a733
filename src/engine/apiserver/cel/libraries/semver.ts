import type { Environment } from "@marcbachmann/cel-js";

/** A version of three numbers, perhaps of what comes before its release, and of its build. Models blang/semver. */
class Semver {
  constructor(
    readonly numbers: readonly bigint[],
    readonly before: readonly string[],
  ) {}

  compare(other: Semver): number {
    for (const [i, number] of this.numbers.entries()) {
      const against = other.numbers[i] ?? 0n;
      if (number !== against) return number < against ? -1 : 1;
    }
    if (this.before.length === 0 || other.before.length === 0)
      return Number(this.before.length === 0) - Number(other.before.length === 0);
    for (const [i, part] of this.before.entries()) {
      const against = other.before[i];
      if (against === undefined) return 1;
      const order = compareParts(part, against);
      if (order !== 0) return order;
    }
    return this.before.length < other.before.length ? -1 : 0;
  }
}

/** Numbers come before names. */
function compareParts(a: string, b: string): number {
  const [isCount, isOtherCount] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isCount && isOtherCount) return Number(BigInt(a) > BigInt(b)) - Number(BigInt(a) < BigInt(b));
  if (isCount !== isOtherCount) return isCount ? -1 : 1;
  return Number(a > b) - Number(a < b);
}

const number = "(0|[1-9]\\d*)";
const part = "(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)";
const version = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-(${part}(?:\\.${part})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

/** `v1.2` as `1.2.0`, without leading zeros. */
function normalized(text: string): string {
  const [, release = "", rest = ""] = /^v?([\d.]*)(.*)$/s.exec(text) ?? [];
  const numbers = release.split(".").map((digits) => digits.replace(/^0+(?=\d)/, ""));
  if (numbers.length < 3 && rest !== "") return text;
  while (numbers.length < 3) numbers.push("0");
  return numbers.join(".") + rest;
}

function parse(text: string): Semver | null {
  const match = version.exec(text);
  if (!match) return null;
  const [, major = "0", minor = "0", patch = "0", before] = match;
  return new Semver([major, minor, patch].map(BigInt), before?.split(".") ?? []);
}

function semver(text: string): Semver {
  const parsed = parse(text);
  if (!parsed) throw new Error(`semver parse error during conversion from string: ${why(text)}`);
  return parsed;
}

function why(text: string): string {
  if (text === "") return "Version string empty";
  return text.split(".").length < 3 ? "No Major.Minor.Patch elements found" : "Invalid character(s) found in version";
}

/** Models semverlib.go of k8s.io/apiserver/pkg/cel/library (v1.34), in its version 1. */
export function withSemver(environment: Environment): Environment {
  return environment
    .registerType("Semver", Semver)
    .registerFunction("semver(string): Semver", semver)
    .registerFunction("semver(string, bool): Semver", (text: string, lenient: boolean) =>
      semver(lenient ? normalized(text) : text),
    )
    .registerFunction("isSemver(string): bool", (text: string) => parse(text) !== null)
    .registerFunction(
      "isSemver(string, bool): bool",
      (text: string, lenient: boolean) => parse(lenient ? normalized(text) : text) !== null,
    )
    .registerFunction("Semver.major(): int", ({ numbers }: Semver) => numbers[0])
    .registerFunction("Semver.minor(): int", ({ numbers }: Semver) => numbers[1])
    .registerFunction("Semver.patch(): int", ({ numbers }: Semver) => numbers[2])
    .registerFunction("Semver.isGreaterThan(Semver): bool", (a: Semver, b: Semver) => a.compare(b) > 0)
    .registerFunction("Semver.isLessThan(Semver): bool", (a: Semver, b: Semver) => a.compare(b) < 0)
    .registerFunction("Semver.compareTo(Semver): int", (a: Semver, b: Semver) => BigInt(a.compare(b)))
    .registerOperator("Semver == Semver", (a: Semver, b: Semver) => a.compare(b) === 0);
}
