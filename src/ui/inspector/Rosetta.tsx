import { Check, X } from "lucide-react";
import { useTranslate } from "../../i18n/index.ts";
import type { RosettaModel } from "../../projection/model.ts";
import { virtualTimeText } from "../timeline/virtualTime.ts";
import style from "./Inspector.module.css";

/** Five places that say what the Pod is doing, side by side. */
export function Rosetta({ model }: { readonly model: RosettaModel }) {
  const t = useTranslate();
  const { kubectl, phase, conditions, containers, lastEvent } = model;
  return (
    <section className={style.section}>
      <header className={style.head}>
        <h2>{t("rosetta.title")}</h2>
        <span>
          {t("rosetta.at", { pod: model.pod.replace(/^default\//, ""), time: `t = ${virtualTimeText(model.time)}` })}
        </span>
      </header>
      <p className={style.lead}>{t("rosetta.lead")}</p>
      <dl className={style.rosetta}>
        <div>
          <dt>kubectl get pod</dt>
          <dd>
            <code>
              {kubectl.name} {kubectl.ready} {kubectl.status} {kubectl.restarts}
            </code>
          </dd>
        </div>
        <div>
          <dt>status.phase</dt>
          <dd>
            <strong>{phase}</strong>
          </dd>
        </div>
        <div>
          <dt>conditions</dt>
          <dd>
            <ul>
              {conditions.map(({ type, status, reason }) => (
                <li key={type}>
                  {status === "True" ? (
                    <Check size={14} className={style.good} aria-label="True" />
                  ) : (
                    <X size={14} className={style.bad} aria-label={status} />
                  )}{" "}
                  {type}
                  {status !== "True" && reason && <span className={style.reason}> {reason}</span>}
                </li>
              ))}
            </ul>
          </dd>
        </div>
        <div>
          <dt>containerStatuses</dt>
          <dd>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("rosetta.container")}</th>
                  <th scope="col">{t("rosetta.api")}</th>
                  <th scope="col">{t("rosetta.runtime")}</th>
                </tr>
              </thead>
              <tbody>
                {containers.map(({ name, api, runtime }) => (
                  <tr key={name} className={api === runtime ? undefined : style.differs}>
                    <td>{name}</td>
                    <td>{api}</td>
                    <td>{runtime}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </dd>
        </div>
        <div>
          <dt>{t("rosetta.lastEvent")}</dt>
          <dd>
            {lastEvent ? (
              <>
                <strong className={lastEvent.warning ? style.warn : undefined}>{lastEvent.reason}</strong>{" "}
                {lastEvent.message}
              </>
            ) : (
              "–"
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
