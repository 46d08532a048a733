/**
 * The shapes of names, labels and values; each check returns why the text is refused, in upstream's words.
 * Models k8s.io/apimachinery/pkg/util/validation (v1.34).
 */

/** Length in UTF-8 bytes, as Go counts. */
export function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

const shortEscapes: { readonly [character: string]: string } = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  '"': '\\"',
  "\\": "\\\\",
};

/** What Go does not print as it is: control and format characters, unassigned ones, and spaces other than the usual. */
const unprintable = /[\p{C}\p{Z}]/u;

/** Text in double quotes as Go's %q writes it. */
export function escapeText(text: string): string {
  let quoted = "";
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const short = shortEscapes[character];
    if (short) quoted += short;
    else if (character === " " || !unprintable.test(character)) quoted += character;
    else if (code < 0x80) quoted += `\\x${code.toString(16).padStart(2, "0")}`;
    else if (code < 0x10000) quoted += `\\u${code.toString(16).padStart(4, "0")}`;
    else quoted += `\\U${code.toString(16).padStart(8, "0")}`;
  }
  return `"${quoted}"`;
}

const maxLength = (length: number): string => `must be no more than ${length} characters`;
const emptyError = "must be non-empty";

function regexError(message: string, format: string, ...examples: string[]): string {
  if (examples.length === 0) return `${message} (regex used for validation is '${format}')`;
  const list = examples.map((example) => `'${example}'`).join(",  or ");
  return `${message} (e.g. ${list}, regex used for validation is '${format}')`;
}

const whole = (format: string): RegExp => new RegExp(`^${format}$`);

const qualifiedNameFormat = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const qualifiedNameRegex = whole(`(?:${qualifiedNameFormat})`);
const qualifiedNameMessage =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const qualifiedNameError = regexError(qualifiedNameMessage, qualifiedNameFormat, "MyName", "my.name", "123-abc");

const labelValueFormat = `(${qualifiedNameFormat})?`;
const labelValueRegex = whole(labelValueFormat);
const labelValueError = regexError(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  labelValueFormat,
  "MyValue",
  "my_value",
  "12345",
);

const dns1123LabelFormat = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const dns1123LabelRegex = whole(dns1123LabelFormat);
const dns1123LabelError = regexError(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  dns1123LabelFormat,
  "my-name",
  "123-abc",
);

const dns1123SubdomainFormat = `${dns1123LabelFormat}(\\.${dns1123LabelFormat})*`;
const dns1123SubdomainRegex = whole(dns1123SubdomainFormat);
const dns1123SubdomainError = regexError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  dns1123SubdomainFormat,
  "example.com",
);

const wildcardFormat = `\\*\\.${dns1123SubdomainFormat}`;
const wildcardRegex = whole(wildcardFormat);
const wildcardError = regexError(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  wildcardFormat,
  "*.example.com",
);

const dns1035LabelFormat = "[a-z]([-a-z0-9]*[a-z0-9])?";
const dns1035LabelRegex = whole(dns1035LabelFormat);
const dns1035LabelError = regexError(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  dns1035LabelFormat,
  "my-name",
  "abc-123",
);

const configMapKeyFormat = "[-._a-zA-Z0-9]+";
const configMapKeyError = regexError(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  configMapKeyFormat,
  "key.name",
  "KEY_NAME",
  "key-name",
);

const checked = (text: string, limit: number, regex: RegExp, error: string): string[] => {
  const errors: string[] = [];
  if (byteLength(text) > limit) errors.push(maxLength(limit));
  if (!regex.test(text)) errors.push(error);
  return errors;
};

export const validateDNS1123Label = (text: string): string[] =>
  checked(text, 63, dns1123LabelRegex, dns1123SubdomainRegex.test(text) ? "must not contain dots" : dns1123LabelError);

export const validateDNS1123Subdomain = (text: string): string[] =>
  checked(text, 253, dns1123SubdomainRegex, dns1123SubdomainError);

/** A host that stands for all its subdomains: `*.example.com`. */
export const validateWildcardDNS1123Subdomain = (text: string): string[] =>
  checked(text, 253, wildcardRegex, wildcardError);

const searchDomainFormat = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*";
const searchDomainError = regexError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  searchDomainFormat,
  "example.com",
);

/** Search domains of a Pod's DNS configuration: underscores are allowed. */
export const validateSearchDomain = (text: string): string[] =>
  checked(text, 253, whole(searchDomainFormat), searchDomainError);

const httpHeaderFormat = "[-A-Za-z0-9]+";

export const validateHTTPHeaderName = (text: string): string[] =>
  whole(httpHeaderFormat).test(text)
    ? []
    : [
        regexError(
          "a valid HTTP header must consist of alphanumeric characters or '-'",
          httpHeaderFormat,
          "X-Header-Name",
        ),
      ];

const httpPathFormat = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

export const validateHTTPPath = (text: string): string[] =>
  whole(httpPathFormat).test(text) ? [] : [regexError("Invalid path", httpPathFormat)];

/** A name that only has to fit into a URL's path, such as a role's. */
export function validatePathSegment(text: string): string[] {
  if (text === "." || text === "..") return [`may not be '${text}'`];
  return ["/", "%"]
    .filter((character) => text.includes(character))
    .map((character) => `may not contain '${character}'`);
}

export const validateDNS1035Label = (text: string): string[] => checked(text, 63, dns1035LabelRegex, dns1035LabelError);

export const validateLabelValue = (text: string): string[] => checked(text, 63, labelValueRegex, labelValueError);

/** `name` or `prefix/name`, as label keys, annotations, resources and gates are named. */
export function validateQualifiedName(text: string): string[] {
  const parts = text.split("/");
  if (parts.length > 2) {
    return [
      `a qualified name ${regexError(qualifiedNameMessage, qualifiedNameFormat, "MyName", "my.name", "123-abc")} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const errors: string[] = [];
  if (parts.length === 2) {
    const prefix = parts[0]!;
    if (prefix === "") errors.push(`prefix part ${emptyError}`);
    else errors.push(...validateDNS1123Subdomain(prefix).map((error) => `prefix part ${error}`));
  }
  const name = parts[parts.length - 1]!;
  if (name === "") errors.push(`name part ${emptyError}`);
  else if (byteLength(name) > 63) errors.push(`name part ${maxLength(63)}`);
  if (!qualifiedNameRegex.test(name)) errors.push(`name part ${qualifiedNameError}`);
  return errors;
}

/** Keys of ConfigMaps and Secrets. */
export function validateConfigMapKey(text: string): string[] {
  const errors: string[] = [];
  if (byteLength(text) > 253) errors.push(maxLength(253));
  if (!whole(configMapKeyFormat).test(text)) errors.push(configMapKeyError);
  if (text === "." || text === "..") errors.push(`must not be '${text}'`);
  else if (text.startsWith("..")) errors.push("must not start with '..'");
  return errors;
}

/** Names of ports: IANA service names. */
export function validatePortName(text: string): string[] {
  const errors: string[] = [];
  if (byteLength(text) > 15) errors.push(maxLength(15));
  if (!/^[-a-z0-9]+$/.test(text)) errors.push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
  if (!/[a-z]/.test(text)) errors.push("must contain at least one letter (a-z)");
  if (text.includes("--")) errors.push("must not contain consecutive hyphens");
  if (text !== "" && (text.startsWith("-") || text.endsWith("-"))) errors.push("must not begin or end with a hyphen");
  return errors;
}

export const validatePortNumber = (port: number): string[] =>
  port >= 1 && port <= 65535 ? [] : ["must be between 1 and 65535, inclusive"];

/** Names of environment variables with relaxed validation (on by default since v1.34). */
export function validateEnvVarName(text: string): string[] {
  const errors: string[] = [];
  if (text === "") errors.push(`environment variable name ${emptyError}`);
  if (!/^[ -<>-~]*$/.test(text))
    errors.push("a valid environment variable name must consist only of printable ASCII characters other than '='");
  return errors;
}
