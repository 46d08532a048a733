/** Text in which `**…**` marks what it is about. */
export function Emphasised({ text }: { readonly text: string }) {
  // Parts at odd places stood between the marks.
  return text.split("**").map((part, index) => {
    const key = `${index}:${part}`;
    return index % 2 === 1 ? <strong key={key}>{part}</strong> : <span key={key}>{part}</span>;
  });
}
