import { useTranslate } from "../../../../i18n/index.ts";
import type { HostScene, ResidentScene, RunningScene } from "../../../../projection/model.ts";
import { nodeIn, type StageFrame } from "../../../../projection/stage/frame.ts";
import { openedParts } from "../../../../projection/stage/layouts/opened.ts";
import { facePlace } from "../../facePlace.ts";
import list from "../../StageList.module.css";
import { Counts, IngressCard, ServiceCard } from "./Askers.tsx";
import { Heading } from "./Heading.tsx";
import { HostStates, SlimBar, Taints } from "./Host.tsx";
import { OpenedResident } from "./Opened.tsx";
import { ResidentCard } from "./Resident.tsx";
import styles from "./running.module.css";
import { useRunningWords } from "./useRunningWords.ts";
import { WorkloadCell } from "./Workload.tsx";

/** With more nodes than that, those that have nothing to tell are counted. */
const mostIdle = 6;

/** A Pod on a phone, with its containers as lines. */
function OpenedRow({
  resident,
  now,
  hasServices,
}: {
  readonly resident: ResidentScene;
  readonly now: boolean;
  readonly hasServices: boolean;
}) {
  const w = 310;
  const containers = resident.inside?.containers.length ?? 0;
  const { least: h } = openedParts(false, { w, h: 0 }, { containers, probes: 0, volumes: 0 }, "lines");
  const place = { ...facePlace("resident", "lines", resident.pod), box: { x: 0, y: 0, w, h }, now };
  return (
    <div className={styles.listed} style={{ height: h }}>
      <OpenedResident resident={resident} place={place} wide={false} hasServices={hasServices} />
    </div>
  );
}

/** Act 7 on a phone: the same cards one under the other, from who asks to who answers. */
export function RunningList({ running, frame }: { readonly running: RunningScene; readonly frame: StageFrame }) {
  const w = useRunningWords();
  const t = useTranslate();
  const isNow = (id: string): boolean => frame.now.includes(id);
  const { workloads, ingresses, services, hosts, residents } = running;
  const waiting = residents.filter(({ node }) => node === null);
  const busy = new Set(residents.map(({ node }) => node));
  const tells = ({ name, ready, broken, cordoned }: HostScene): boolean =>
    busy.has(name) || !ready || broken !== null || cordoned || isNow(`node/${name}`);
  const shown = hosts.length <= mostIdle ? hosts : hosts.filter(tells);
  const cards = (here: typeof residents) =>
    here.map((resident) =>
      resident.inside && resident.node !== null ? (
        <OpenedRow
          key={resident.pod}
          resident={resident}
          now={isNow(`pod/${resident.pod}`)}
          hasServices={services.length > 0}
        />
      ) : (
        <div key={resident.pod} className={styles.listed}>
          <ResidentCard
            resident={resident}
            now={isNow(`pod/${resident.pod}`)}
            face="card"
            hasServices={services.length > 0}
            wide
          />
        </div>
      ),
    );
  return (
    <>
      {workloads.length > 0 ? (
        <section className={styles.listStrip} aria-label={w("strip")}>
          {workloads.map((workload) => (
            <WorkloadCell key={workload.key} workload={workload} now={isNow(workload.key)} />
          ))}
        </section>
      ) : null}
      {ingresses.map((ingress) => (
        <div key={ingress.key} className={styles.listed}>
          <IngressCard ingress={ingress} now={isNow(ingress.key)} />
          <Counts ingress={ingress} />
        </div>
      ))}
      {services.map((service) => (
        <div key={service.key} className={styles.listed}>
          <ServiceCard service={service} now={isNow(service.key)} />
        </div>
      ))}
      {waiting.length > 0 ? (
        <section className={list.card}>
          <span className={styles.groundTitle}>{w("unplaced", { count: waiting.length })}</span>
          {cards(waiting)}
        </section>
      ) : null}
      {shown.map((host) => {
        const node = nodeIn(frame, host.name);
        return (
          <section key={host.name} className={list.card} data-now={isNow(`node/${host.name}`) || undefined}>
            <Heading
              selects={`node/${host.name}`}
              name={host.name}
              note={<HostStates host={host} />}
              says={host.ready ? "" : "NotReady"}
            />
            {node ? <SlimBar node={node} height={24} /> : null}
            {node ? <SlimBar node={node} resource="memory" height={24} /> : null}
            <Taints host={host} />
            {cards(residents.filter((resident) => resident.node === host.name).sort((a, b) => a.slot - b.slot))}
          </section>
        );
      })}
      {shown.length < hosts.length ? (
        <span className={styles.groundTitle}>{t("stage.moreNodes", { count: hosts.length - shown.length })}</span>
      ) : null}
    </>
  );
}
