import type * as monaco from "monaco-editor/editor/editor.api.js";

/** A custom property of the page's tokens as it is in one theme. */
function tokensOf(theme: "light" | "dark"): (name: string) => string {
  const probe = document.createElement("div");
  probe.dataset.theme = theme;
  probe.hidden = true;
  document.body.append(probe);
  const computed = getComputedStyle(probe);
  const values = new Map<string, string>();
  const read = (name: string): string => {
    const known = values.get(name) ?? sixDigits(computed.getPropertyValue(`--${name}`).trim());
    values.set(name, known);
    return known;
  };
  for (const name of names) read(name);
  probe.remove();
  return read;
}

/** Monaco wants `#rrggbb`; the build's minifier writes `#rgb` where it can. */
function sixDigits(color: string): string {
  return /^#[0-9a-f]{3}$/i.test(color) ? color.replaceAll(/[0-9a-f]/gi, "$&$&") : color;
}

const names = [
  "surface",
  "sunken",
  "ink",
  "ink-2",
  "ink-3",
  "rule",
  "rule-2",
  "control",
  "accent",
  "accent-soft",
  "accent-mid",
  "code-str",
  "code-num",
  "fail-mark",
  "warn-mark",
  "run-mark",
] as const;

/** Monaco's two themes, made from the page's tokens. */
export function defineThemes({ editor }: Pick<typeof monaco, "editor">): void {
  for (const theme of ["light", "dark"] as const) {
    const token = tokensOf(theme);
    editor.defineTheme(`podyssey-${theme}`, {
      base: theme === "dark" ? "vs-dark" : "vs",
      inherit: false,
      rules: [
        { token: "", foreground: token("ink").slice(1) },
        { token: "type", foreground: token("ink").slice(1) },
        { token: "string", foreground: token("code-str").slice(1) },
        { token: "number", foreground: token("code-num").slice(1) },
        { token: "keyword", foreground: token("code-num").slice(1) },
        { token: "comment", foreground: token("ink-3").slice(1) },
        { token: "operators", foreground: token("ink-2").slice(1) },
        { token: "delimiter", foreground: token("ink-2").slice(1) },
        { token: "tag", foreground: token("ink-2").slice(1) },
        { token: "namespace", foreground: token("ink-2").slice(1) },
      ],
      colors: {
        "editor.background": token("surface"),
        "editor.foreground": token("ink"),
        "editorLineNumber.foreground": token("ink-3"),
        "editorLineNumber.activeForeground": token("ink"),
        "editorCursor.foreground": token("accent"),
        "editor.selectionBackground": token("accent-soft"),
        "editor.inactiveSelectionBackground": token("sunken"),
        "editor.wordHighlightBackground": token("sunken"),
        "editor.lineHighlightBackground": token("surface"),
        "editor.findMatchBackground": token("accent-mid"),
        "editor.findMatchHighlightBackground": token("accent-soft"),
        "editorIndentGuide.background1": token("surface"),
        "editorIndentGuide.activeBackground1": token("rule"),
        "editorBracketMatch.background": token("sunken"),
        "editorBracketMatch.border": token("control"),
        "editorError.foreground": token("fail-mark"),
        "editorWarning.foreground": token("warn-mark"),
        "editorInfo.foreground": token("run-mark"),
        "editorWidget.background": token("surface"),
        "editorWidget.foreground": token("ink"),
        "editorWidget.border": token("rule-2"),
        "editorHoverWidget.background": token("surface"),
        "editorHoverWidget.border": token("rule-2"),
        "editorSuggestWidget.background": token("surface"),
        "editorSuggestWidget.foreground": token("ink"),
        "editorSuggestWidget.border": token("rule-2"),
        "editorSuggestWidget.selectedBackground": token("accent-soft"),
        "editorSuggestWidget.selectedForeground": token("ink"),
        "editorSuggestWidget.highlightForeground": token("accent"),
        "editorSuggestWidget.focusHighlightForeground": token("accent"),
        "list.highlightForeground": token("accent"),
        "list.focusHighlightForeground": token("accent"),
        "textLink.foreground": token("accent"),
        "textLink.activeForeground": token("accent"),
        "list.hoverBackground": token("sunken"),
        "input.background": token("sunken"),
        "input.foreground": token("ink"),
        "input.border": token("control"),
        focusBorder: token("accent"),
        "scrollbarSlider.background": `${token("control")}55`,
        "scrollbarSlider.hoverBackground": `${token("control")}88`,
        "scrollbar.shadow": token("surface"),
        "editorOverviewRuler.border": token("surface"),
        "menu.background": token("surface"),
        "menu.foreground": token("ink"),
        "menu.selectionBackground": token("accent-soft"),
        "menu.selectionForeground": token("ink"),
      },
    });
  }
}
