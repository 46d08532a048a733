import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import style from "./Inspector.module.css";

const selectKubectl = (state: PlaygroundState) => state.scene?.kubectl;

/** What kubectl printed so far. */
export function KubectlTab() {
  const kubectl = usePlayground(selectKubectl);
  return (
    <section className={style.section}>
      {kubectl && (
        <pre className={style.console}>
          <span className={style.prompt}>$ </span>
          {kubectl.command}
          {"\n"}
          {kubectl.output.map(({ text, error }, index) => (
            <span
              className={error ? style.bad : undefined}
              // biome-ignore lint/suspicious/noArrayIndexKey: output is only ever appended to
              key={index}
            >
              {text}
              {"\n"}
            </span>
          ))}
        </pre>
      )}
    </section>
  );
}
