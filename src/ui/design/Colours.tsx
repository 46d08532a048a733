import type { Tone } from "../../projection/stage/statusTone.ts";
import { StateChip } from "../components/StateIcon.tsx";
import { scoreLook } from "../stage/scoreLetters.ts";
import { contrast } from "./contrast.ts";
import style from "./design.module.css";

/** Text pairs have to reach 4.5, controls and marks 3. */
const pairs: readonly (readonly [what: string, ground: string, least: number])[] = [
  ["ink", "surface", 4.5],
  ["ink-2", "surface", 4.5],
  ["ink-3", "surface", 4.5],
  ["ink-3", "ground", 4.5],
  ["ink-3", "sunken", 4.5],
  ["accent", "surface", 4.5],
  ["accent", "accent-soft", 4.5],
  ["on-accent", "accent", 4.5],
  ["fail", "sunken", 4.5],
  ["code-str", "surface", 4.5],
  ["code-num", "surface", 4.5],
  ["control", "surface", 3],
];
const swatches = [
  ["ground", "stage", "surface", "sunken", "accent-soft", "accent-mid", "accent"],
  ["ink", "ink-2", "ink-3", "rule", "rule-2", "control", "bar-used"],
];
const tones: readonly (readonly [tone: Tone, word: string])[] = [
  ["pass", "pass"],
  ["fail", "fail"],
  ["run", "running"],
  ["pend", "pending"],
  ["warn", "warning"],
  ["term", "terminated"],
];
const acts = ["Create", "Admission", "Pending", "Schedule", "Bind", "Kubelet", "Running"];
const score: readonly (readonly [plugin: string, share: number])[] = [
  ["TaintToleration", 300],
  ["NodeAffinity", 120],
  ["NodeResourcesFit", 70],
  ["PodTopologySpread", 200],
  ["InterPodAffinity", 110],
  ["NodeResourcesBalancedAllocation", 90],
  ["ImageLocality", 60],
];

/** The value of a colour token in the theme that the page wears. */
const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Whichever of ink and surface can be read on a colour. */
const readable = (name: string): string =>
  contrast(token("ink"), token(name)) > contrast(token("surface"), token(name)) ? "var(--ink)" : "var(--surface)";

const letterInk = (letter: string): string => (token(`sc-${letter}-ink`) ? `sc-${letter}-ink` : "ink");

export function Colours() {
  return (
    <>
      <section>
        <h2>Ground, ink, accent</h2>
        <div className={style.swatches}>
          {swatches.flat().map((name) => (
            <div key={name}>
              <span className={style.swatch} style={{ background: `var(--${name})`, color: readable(name) }}>
                Aa
              </span>
              {name}
              <code>{token(name)}</code>
            </div>
          ))}
        </div>
      </section>
      <div className={style.columns}>
        <section>
          <h2>States: icon, word, colour</h2>
          <table className={style.table}>
            <tbody>
              {tones.map(([tone, word]) => (
                <tr key={tone}>
                  <th scope="row">
                    <StateChip tone={tone} word={word} />
                  </th>
                  <td>
                    <code>{token(tone)}</code>
                  </td>
                  <td>{contrast(token(tone), token(`${tone}-soft`)).toFixed(1)} : 1</td>
                  <td>
                    <span className={style.mark} style={{ background: `var(--${tone}-mark)` }} />
                  </td>
                  <td>{contrast(token(`${tone}-mark`), token("ground")).toFixed(1)} : 1</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section>
          <h2>Contrast, computed (text 4.5, controls 3)</h2>
          <table className={style.table}>
            <tbody>
              {pairs.map(([what, ground, least]) => {
                const ratio = contrast(token(what), token(ground));
                return (
                  <tr key={`${what} on ${ground}`}>
                    <th scope="row">
                      {what} on {ground}
                    </th>
                    <td className={style.figure}>
                      {ratio.toFixed(2)} {ratio < least && "too low"}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      </div>
      <section>
        <h2>Acts: one hue family, position does the work</h2>
        <ol className={style.acts}>
          {acts.map((name, index) => (
            <li key={name}>
              <span style={{ background: `var(--act-${index + 1})` }} />
              {name}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>Score segments, in plugin order</h2>
        <div className={style.score}>
          {score.map(([plugin, share]) => {
            const { letter, background, color } = scoreLook(plugin);
            return (
              <span key={plugin} style={{ flex: share, background, color }}>
                {letter} {contrast(token(letterInk(letter)), token(`sc-${letter}`)).toFixed(1)}
              </span>
            );
          })}
        </div>
        <p className={style.note}>{score.map(([plugin]) => plugin).join(" · ")}</p>
      </section>
    </>
  );
}
