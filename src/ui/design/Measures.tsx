import { PodPill, PodSquare } from "../components/PodShape.tsx";
import style from "./design.module.css";

const sizes: readonly (readonly [size: number, sample: string, weight: number])[] = [
  [40, "Schedule 调度", 640],
  [28, "Narration in presenter mode", 420],
  [24, "Title", 640],
  [20, "Narration, one sentence 一句话", 420],
  [17, "Section heading 小标题", 640],
  [15, "Interface text, stage labels", 420],
  [14, "Panels", 420],
  [13, "Captions, axis labels", 420],
  [12, "Sub-values: the floor", 420],
];
const spaces = [
  ["s-1", 4],
  ["s-2", 8],
  ["s-3", 12],
  ["s-4", 16],
  ["s-5", 20],
  ["s-6", 24],
  ["s-8", 32],
  ["s-10", 40],
] as const;
const radii = [
  ["r-1", "bars"],
  ["r-2", "controls"],
  ["r-3", "cards"],
  ["r-pill", "tokens"],
] as const;
const motions = [
  ["Interface", "--d-ui 180 ms, panels --d-panel 240 ms, hover 120 ms, --ease-ui. No travel with reduced motion."],
  ["Message token", "900 ms an edge of narration time, --ease-travel. At pause it stays where it is."],
  ["Filter scan", "600 ms a node: waypoint, ghost, verdict. More than 8 nodes: 4.8 s for all; more than 40: 3 s."],
  ["Score columns", "400 ms a plugin, all nodes at once, bottom up; then 300 ms for the crown."],
] as const;

/** Type, space, radius, elevation, the course line, and motion. */
export function Measures() {
  return (
    <>
      <div className={style.columns}>
        <section>
          <h2>Type: Source Sans 3 with Noto Sans SC, Iosevka</h2>
          {sizes.map(([size, sample, weight]) => (
            <p key={size} className={style.sample} style={{ fontSize: size, fontWeight: weight }}>
              <code>{size}</code>
              {sample}
            </p>
          ))}
          <p className={style.sample}>
            <code>14</code>
            <span className={style.mono}>
              cpu (4000 − (1500 + 1000)) × 100 / 4000 = 37{"\n"}容器名 web # 中文占两格{"\n"}≤ ≥ − × ÷ → ⇄ … ✓ ·
            </span>
          </p>
        </section>
        <section>
          <h2>Space, radius, elevation</h2>
          <div className={style.row}>
            {spaces.map(([name, size]) => (
              <span key={name} className={style.space}>
                <span style={{ width: `var(--${name})`, height: `var(--${name})` }} />
                {size}
              </span>
            ))}
          </div>
          <div className={style.row}>
            {radii.map(([name, use]) => (
              <span key={name} className={style.box} style={{ borderRadius: `var(--${name})` }}>
                {use}
              </span>
            ))}
          </div>
          <div className={style.row}>
            <span className={style.box}>e0 hairline</span>
            <span className={style.box} style={{ boxShadow: "var(--e-1)" }}>
              e1 card
            </span>
            <span className={style.box} style={{ boxShadow: "var(--e-2)" }}>
              e2 popover
            </span>
            <span className={style.box} style={{ boxShadow: "var(--focus)" }}>
              focus
            </span>
          </div>
          <h2>The course line, and the Pod</h2>
          <p className={style.line}>
            <span style={{ borderTop: "var(--line-edge) solid var(--ink-3)" }} /> happened: solid
          </p>
          <p className={style.line}>
            <span style={{ borderTop: "var(--line-now) solid var(--accent)" }} /> now
          </p>
          <p className={style.line}>
            <span style={{ borderTop: "var(--line-edge) dashed var(--rule-2)" }} /> to come: dashed
          </p>
          <p className={style.row}>
            <PodSquare /> <PodSquare own /> <PodPill name="web" note="cpu 1 · memory 1Gi" />
          </p>
        </section>
      </div>
      <section>
        <h2>Motion: on the stage always a function of the playhead</h2>
        <dl className={style.motions}>
          {motions.map(([what, how]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{how}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
