import { useTranslate } from "../../i18n/index.ts";
import { type PlaygroundState, usePlayground } from "../../state/playground.ts";
import style from "./Inspector.module.css";

const selectKubectl = (state: PlaygroundState) => state.scene?.kubectl;

/** What kubectl printed so far. A console on the cluster is not built yet, and the tab says so. */
export function KubectlTab() {
  const t = useTranslate();
  const kubectl = usePlayground(selectKubectl);
  return (
    <section className={style.section}>
      <p className={style.lead}>{t("inspector.kubectlSoon")}</p>
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
