import { CircleCheck, CircleX, Eye, Search } from "lucide-react";
import type { EdgeFrame, MarkFrame, StageFrame, TokenFrame } from "../../projection/stage/frame.ts";
import { CrownMark } from "./faces/NodeParts.tsx";
import { useFrame } from "./frameStore.ts";
import styles from "./Stage.module.css";

const selectEdges = (frame: StageFrame) => frame.edges;
const selectTokens = (frame: StageFrame) => frame.tokens;
const selectDots = (frame: StageFrame) => frame.dots;
const selectMarks = (frame: StageFrame) => frame.marks;

const looks: {
  readonly [S in EdgeFrame["state"]]: { readonly stroke: string; readonly width: number; readonly dash?: string };
} = {
  past: { stroke: "var(--ink-3)", width: 1.5 },
  now: { stroke: "var(--accent)", width: 2.5 },
  next: { stroke: "var(--rule-2)", width: 1.5, dash: "4 5" },
  idle: { stroke: "var(--rule-2)", width: 1.5 },
  quiet: { stroke: "var(--control)", width: 1.5 },
  quietNext: { stroke: "var(--rule-2)", width: 1.5, dash: "4 5" },
};

/** All edges in one drawing. Strokes stand on the paths themselves, so that an exported picture keeps them. */
export function EdgeLayer() {
  const edges = useFrame(selectEdges);
  const dots = useFrame(selectDots);
  return (
    <svg className={styles.edges} aria-hidden="true">
      {edges.map((edge) => {
        const look = looks[edge.state];
        return (
          <path
            key={edge.id}
            d={edge.path}
            fill="none"
            stroke={look.stroke}
            strokeWidth={edge.width ?? look.width}
            strokeDasharray={look.dash}
            opacity={edge.opacity}
          />
        );
      })}
      {dots.map(({ x, y }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: requests have no names; each dot is where the one before it was
        <circle key={i} cx={x} cy={y} r={3} fill="var(--stage)" stroke="var(--accent)" strokeWidth={1.5} />
      ))}
    </svg>
  );
}

/** Messages on their way, and what stands on the scan bus. The narration says them; here they are for the eye. */
export function TokenLayer() {
  const tokens = useFrame(selectTokens);
  const marks = useFrame(selectMarks);
  return (
    <div className={styles.tokens} aria-hidden="true">
      {marks.map((mark) => (
        <Mark key={mark.id} mark={mark} />
      ))}
      {tokens.map((token) => (
        <Token key={token.id} token={token} />
      ))}
    </div>
  );
}

const at = (x: number, y: number, opacity: number) => ({
  transform: `translate(${x}px, ${y}px) translate(-50%, -50%)`,
  opacity,
});

function Token({ token }: { readonly token: TokenFrame }) {
  return (
    <span
      className={styles.token}
      data-kind={token.kind}
      data-ok={token.ok || undefined}
      style={at(token.x, token.y, token.opacity)}
    >
      {token.kind === "watch" ? <Eye size={14} /> : null}
      {token.ok ? null : <CircleX size={14} />}
      {token.label}
    </span>
  );
}

function Mark({ mark }: { readonly mark: MarkFrame }) {
  const style = at(mark.x, mark.y, mark.opacity);
  if (mark.kind === "crown") {
    return (
      <span className={styles.mark} style={style}>
        <CrownMark />
      </span>
    );
  }
  if (mark.kind === "share") {
    return (
      <span
        className={styles.share}
        style={{ transform: `translate(${mark.x}px, ${mark.y}px) translate(-100%, -100%)`, opacity: mark.opacity }}
      >
        {mark.label}
      </span>
    );
  }
  if (mark.kind === "plugin") {
    return (
      <span className={styles.token} data-kind="request" data-ok style={style}>
        <Search size={14} />
        {mark.label}
      </span>
    );
  }
  const Icon = mark.kind === "refused" ? CircleX : CircleCheck;
  return (
    <span className={styles.mark} data-kind={mark.kind} style={style}>
      <Icon size={19} strokeWidth={1.9} />
    </span>
  );
}
