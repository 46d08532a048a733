import { Check, CircleHelp, Info, TriangleAlert, X } from "lucide-react";
import type { Difference, RosettaModel } from "../../../projection/inspection/model.ts";
import { toneOf } from "../../../projection/stage/statusTone.ts";
import { Emphasised } from "../../components/Emphasised.tsx";
import { StateIcon } from "../../components/StateIcon.tsx";
import { virtualTimeText, wholeSecondsText } from "../../timeline/virtualTime.ts";
import { Section } from "../Section.tsx";
import { useInspectorWords } from "../useInspectorWords.ts";
import style from "./Rosetta.module.css";

/** Where nothing is said twice in different words. */
const agreeing: ReadonlySet<Difference["kind"]> = new Set([
  "agree",
  "unasked",
  "unscheduled",
  "bound",
  "accepted",
  "plain",
]);

/** Five places that say what a Pod is doing, side by side, and why they differ. */
export function Rosetta({ model }: { readonly model: RosettaModel }) {
  const t = useInspectorWords();
  const { kubectl, phase, conditions, containers, lastEvent, why } = model;
  const agrees = agreeing.has(why.kind);
  return (
    <Section id="rosetta" title={t("rosetta.title")} note={t("rosetta.at", { time: virtualTimeText(model.time) })}>
      <p className={style.lead}>{t(agrees ? "rosetta.leadAgree" : "rosetta.lead")}</p>
      <p className={agrees ? style.agree : style.why}>
        {agrees ? <Info size={17} aria-hidden /> : <TriangleAlert size={17} aria-hidden />}
        <span>
          <Emphasised text={t("rosetta.why", { why, eventTime: wholeSecondsText(lastEvent?.time ?? 0) })} />
        </span>
      </p>
      <dl className={style.rosetta}>
        <div>
          <dt>kubectl get pod</dt>
          <dd>
            <code>
              {kubectl.name} {kubectl.ready} <strong>{kubectl.status}</strong> {kubectl.restarts}
            </code>
          </dd>
        </div>
        <div>
          <dt>status.phase</dt>
          <dd>
            <strong className={style.phase}>
              {phase && <StateIcon tone={toneOf(phase)} size={15} />}
              {phase || "–"}
            </strong>
          </dd>
        </div>
        <div>
          <dt>conditions</dt>
          <dd>{conditions.length > 0 ? <Conditions conditions={conditions} /> : "–"}</dd>
        </div>
        <div>
          <dt>containerStatuses</dt>
          <dd>
            <Containers containers={containers} />
          </dd>
        </div>
        <div>
          <dt>{t("rosetta.lastEvent")}</dt>
          <dd>
            {lastEvent ? (
              <>
                <strong className={lastEvent.warning ? style.warn : undefined}>
                  {lastEvent.warning && <StateIcon tone="warn" size={15} />} {lastEvent.reason}
                </strong>{" "}
                {lastEvent.message}
              </>
            ) : (
              "–"
            )}
          </dd>
        </div>
      </dl>
    </Section>
  );
}

function Conditions({ conditions }: Pick<RosettaModel, "conditions">) {
  return (
    <ul>
      {conditions.map(({ type, status, reason, message }) => (
        <li key={type} title={message}>
          {status === "True" ? (
            <Check size={14} className={style.good} aria-label="True" />
          ) : status === "False" ? (
            <X size={14} className={style.bad} aria-label="False" />
          ) : (
            <CircleHelp size={14} className={style.warn} aria-label="Unknown" />
          )}{" "}
          {type}
          {status !== "True" && reason && <span className={style.reason}> {reason}</span>}
        </li>
      ))}
    </ul>
  );
}

function Containers({ containers }: Pick<RosettaModel, "containers">) {
  const t = useInspectorWords();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("rosetta.container")}</th>
          <th scope="col">{t("rosetta.api")}</th>
          <th scope="col">{t("rosetta.runtime")}</th>
        </tr>
      </thead>
      <tbody>
        {containers.map(({ name, api, runtime, differs }) => (
          <tr key={name} className={differs ? style.differs : undefined}>
            <td>{name}</td>
            <td>{api || t("rosetta.noStatus")}</td>
            <td>
              {differs && (
                <>
                  <span aria-hidden>≠ </span>
                  <span className="visually-hidden">{t("rosetta.differs")}: </span>
                </>
              )}
              {runtime || "–"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
