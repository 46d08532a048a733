/** A command line in words, or why it can't be read. */
export type Words = { readonly words: readonly string[]; readonly input?: string } | { readonly error: string };

const heredoc = /<<-?\s*(['"]?)([A-Za-z_]\w*)\1[^\S\n]*\n([\s\S]*?)\n?^\2\s*$/m;

/**
 * Splits a command line as a shell does: blanks separate, quotes and backslashes keep together, and `<<EOF` gives the
 * lines up to EOF as the command's input. Nothing is expanded, and nothing else of a shell is offered.
 */
export function splitWords(line: string): Words {
  const document = heredoc.exec(line);
  const command = document ? line.slice(0, document.index) + line.slice(document.index + document[0].length) : line;
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let i = 0; i < command.length; i++) {
    const char = command[i];
    if (quote !== null) {
      if (char === quote) quote = null;
      else if (char === "\\" && quote === '"' && /["\\$`\n]/.test(command[i + 1] ?? "")) word += next();
      else word += char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= "";
    } else if (char === "\\") {
      const escaped = next();
      if (escaped !== "\n") word = (word ?? "") + escaped;
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (char === "#" && word === null) {
      while (i + 1 < command.length && command[i + 1] !== "\n") i++;
    } else if (/[|;&<>]/.test(char)) {
      return { error: `this console runs kubectl alone: "${char}" would need a shell` };
    } else {
      word = (word ?? "") + char;
    }

    function next(): string {
      i++;
      return command[i] ?? "";
    }
  }
  if (quote !== null) return { error: `a quote (${quote}) is not closed` };
  if (word !== null) words.push(word);
  return { words, ...(document && { input: document[3] }) };
}
