/** The parts between which a text may break besides its spaces: after `/`, `=`, `:`, `,`, `_` and `-` in a name, and before a capital inside of it. */
export function breaks(text: string): string[] {
  return text.split(/(?<=[^\s/=:,_-][/=:,_-])(?=[^\s/=:,_-])|(?<=[a-z0-9])(?=[A-Z][a-z])/);
}
