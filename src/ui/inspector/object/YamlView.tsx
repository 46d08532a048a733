import { ChevronRight } from "lucide-react";
import { type CSSProperties, useEffect, useRef } from "react";
import { useInspector } from "../../../state/inspector.ts";
import { useInspectorWords } from "../useInspectorWords.ts";
import style from "./object.module.css";
import type { ChangedLine } from "./yamlDiff.ts";

const signs = { same: "", added: "+", removed: "−", changed: "~" } as const;

interface YamlViewProps {
  readonly lines: readonly ChangedLine[];
  /** The container whose lines are marked and brought into view. */
  readonly container?: string;
  /** Whether what changed is brought into view. */
  readonly follows: boolean;
}

/** An object's YAML; the fields of the first two levels can be folded, and managedFields are until someone looks. */
export function YamlView({ lines, container, follows }: YamlViewProps) {
  const folds = useInspector((state) => state.folded);
  const marked = useRef<HTMLDivElement>(null);
  const ranges = container === undefined ? [] : pathsOf(lines, container);
  const first = lines.find(({ path }) => ranges.some((range) => isBelow(path, range)));
  const target = container === undefined ? null : `${container} ${first?.path}`;
  useEffect(() => {
    if (target !== null) marked.current?.scrollIntoView({ block: "nearest" });
  }, [target]);

  const changed = useRef<HTMLDivElement>(null);
  const firstChange = follows ? lines.find(({ sign }) => sign !== "same") : undefined;
  useEffect(() => {
    if (firstChange) changed.current?.scrollIntoView({ block: "nearest" });
  }, [firstChange]);

  const isFolded = ({ path, text }: ChangedLine): boolean =>
    folds[`yaml/${path}`] ?? (path === "metadata.managedFields" || text.length > longText);
  const shown: { readonly line: ChangedLine; readonly hidden: readonly ChangedLine[] | null }[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (!canFold(line) || !isFolded(line)) {
      shown.push({ line, hidden: null });
      continue;
    }
    let end = at + 1;
    while (end < lines.length && isBelow(lines[end].path, line.path)) end++;
    shown.push({ line, hidden: lines.slice(at + 1, end) });
    at = end - 1;
  }
  return (
    <div className={style.yaml}>
      {shown.map(({ line, hidden }, index) => {
        const isMarked = ranges.some((range) => isBelow(line.path, range));
        return (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names; they are drawn anew as a whole
            key={index}
            ref={line === first ? marked : line === firstChange ? changed : undefined}
            line={line}
            hidden={hidden}
            isMarked={isMarked}
            startsRun={line.sign !== "same" && shown[index - 1]?.line.sign !== line.sign}
          />
        );
      })}
    </div>
  );
}

const isBelow = (path: string, parent: string): boolean =>
  path.startsWith(parent) && (path[parent.length] === "." || path[parent.length] === "[");

/** A text that is longer than this many characters is cut until someone asks for it. */
const longText = 160;

const canFold = ({ opens, path, text }: ChangedLine): boolean =>
  opens ? !path.includes("[") && path.split(".").length <= 2 : text.length > longText;

/** Where an object speaks of a container: its spec and its status. */
function pathsOf(lines: readonly ChangedLine[], container: string): string[] {
  return lines
    .filter(
      ({ path, text }) =>
        /^(?:spec\.(?:\w+C|c)ontainers|status\.\w+Statuses)\[\d+\]\.name$/.test(path) &&
        text.replace(/^- /, "") === `name: ${container}`,
    )
    .map(({ path }) => path.slice(0, -".name".length));
}

interface LineProps {
  readonly ref?: React.Ref<HTMLDivElement>;
  readonly line: ChangedLine;
  readonly hidden: readonly ChangedLine[] | null;
  readonly isMarked: boolean;
  /** The first of neighbouring lines of one sign: it carries the word. */
  readonly startsRun: boolean;
}

function Line({ ref, line, hidden, isMarked, startsRun }: LineProps) {
  const t = useInspectorWords();
  const { sign, indent, text, path, opens, was } = line;
  const word = sign === "same" ? "" : t(`object.${sign}`);
  const field = opens ? path.slice(path.lastIndexOf(".") + 1) : (/^[^\s:]+/.exec(text)?.[0] ?? path);
  const isCut = hidden !== null && !opens;
  return (
    <div
      ref={ref}
      className={style.line}
      data-sign={sign}
      data-marked={isMarked || undefined}
      style={{ "--indent": `${indent}ch` } as CSSProperties}
    >
      <span className={style.sign} aria-hidden>
        {signs[sign]}
      </span>
      {canFold(line) && (
        <button
          type="button"
          className={style.fold}
          aria-expanded={hidden === null}
          aria-label={t(hidden === null ? "object.fold" : "object.unfold", { field })}
          onClick={() => useInspector.getState().fold(`yaml/${path}`, hidden === null)}
        >
          <ChevronRight size={13} aria-hidden />
        </button>
      )}
      {word && !startsRun && <span className="visually-hidden">{word}: </span>}
      <span className={style.text}>
        <Coloured text={isCut ? text.slice(0, longText / 2) : text} />
        {was !== undefined && (
          <>
            <del aria-hidden>{was}</del>
            <span className="visually-hidden"> ({t("object.was", { value: was })})</span>
          </>
        )}
        {hidden && (
          <span className={style.folded}>
            {" "}
            {isCut
              ? t("object.characters", { count: text.length })
              : t("object.folded", {
                  lines: hidden.length,
                  changes: hidden.filter((one) => one.sign !== "same").length,
                })}
          </span>
        )}
      </span>
      {word && startsRun && <span className={style.word}>{word}</span>}
    </div>
  );
}

/** The key in ink, the value as the editor colours it. */
function Coloured({ text }: { readonly text: string }) {
  const key = /^(?:- )?(?:"(?:[^"\\]|\\.)*"|[^"]*?):(?: |$)|^- /.exec(text)?.[0] ?? "";
  const value = text.slice(key.length);
  const kind = /^-?\d[\d.]*$|^(?:true|false|null)$/.test(value) ? style.number : style.string;
  return (
    <>
      {key}
      <span className={kind}>{value}</span>
    </>
  );
}
