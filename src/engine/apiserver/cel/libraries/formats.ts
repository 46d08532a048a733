import { type Environment, Optional } from "@marcbachmann/cel-js";
import {
  validateDNS1035Label,
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validateLabelValue,
  validateQualifiedName,
} from "../../../api/names.ts";
import { badBase64 } from "../../decoding/base64.ts";
import { withoutDash } from "../../validation/metadata.ts";
import { parseUrl } from "./url.ts";

type Rule = (text: string) => readonly string[];

class FormatFunctions {}

class Format {
  constructor(readonly check: Rule) {}
}

const date = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const dateTime =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d{2}:?\d{2})?$/;
const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** A day that is in the calendar. */
function isDay(text: string): boolean {
  if (!date.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const longest = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= longest;
}

const when =
  (isRight: (text: string) => boolean, message: string): Rule =>
  (text) =>
    isRight(text) ? [] : [message];

/** Models ConstantFormats of format.go. A prefix may end with a dash. */
const formats: { readonly [name: string]: Rule } = {
  dns1123Label: validateDNS1123Label,
  dns1123Subdomain: validateDNS1123Subdomain,
  dns1035Label: validateDNS1035Label,
  qualifiedName: validateQualifiedName,
  dns1123LabelPrefix: (text) => validateDNS1123Label(withoutDash(text)),
  dns1123SubdomainPrefix: (text) => validateDNS1123Subdomain(withoutDash(text)),
  dns1035LabelPrefix: (text) => validateDNS1035Label(withoutDash(text)),
  labelValue: validateLabelValue,
  uri: (text) => {
    const parsed = parseUrl(text);
    return "problem" in parsed ? [parsed.problem] : [];
  },
  uuid: when((text) => uuid.test(text), "does not match the UUID format"),
  byte: when((text) => badBase64(text) === undefined, "invalid base64"),
  date: when(isDay, "invalid date"),
  datetime: when((text) => isDay(dateTime.exec(text)?.[1] ?? ""), "invalid datetime"),
};

/** Models format.go of k8s.io/apiserver/pkg/cel/library (v1.34). */
export function withFormats(environment: Environment): Environment {
  environment
    .registerType("FormatFunctions", FormatFunctions)
    .registerConstant("format", "FormatFunctions", new FormatFunctions())
    .registerType("Format", Format)
    .registerFunction("FormatFunctions.named(string): optional<Format>", (_: FormatFunctions, name: string) =>
      Object.hasOwn(formats, name) ? Optional.of(new Format(formats[name]!)) : Optional.none(),
    )
    .registerFunction("Format.validate(string): optional<list<string>>", ({ check }: Format, text: string) => {
      const messages = check(text);
      return messages.length === 0 ? Optional.none() : Optional.of([...messages]);
    });
  for (const [name, check] of Object.entries(formats)) {
    const format = new Format(check);
    environment.registerFunction(`FormatFunctions.${name}(): Format`, () => format);
  }
  return environment;
}
