/** What all texts begin with. */
export function commonStart([first = "", ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** Whether Enter goes on to another line: a document (`<<EOF`) is not closed yet, or the line ends with a backslash. */
export function isUnfinished(line: string): boolean {
  const [, , word] = /<<-?\s*(['"]?)([A-Za-z_]\w*)\1/.exec(line) ?? [];
  if (word !== undefined) return !line.split("\n").slice(1).includes(word);
  return line.endsWith("\\");
}
