import type { RunningScene } from "../../../../projection/model.ts";
import { nodeIn, type StageFrame } from "../../../../projection/stage/frame.ts";
import list from "../../StageList.module.css";
import { Counts, IngressCard, ServiceCard } from "./Askers.tsx";
import { Heading } from "./Heading.tsx";
import { HostStates, SlimBar, Taints } from "./Host.tsx";
import { ResidentCard } from "./Resident.tsx";
import styles from "./running.module.css";
import { useRunningWords } from "./useRunningWords.ts";
import { WorkloadCell } from "./Workload.tsx";

/** Act 7 on a phone: the same cards one under the other, from who asks to who answers. */
export function RunningList({ running, frame }: { readonly running: RunningScene; readonly frame: StageFrame }) {
  const w = useRunningWords();
  const { workloads, ingresses, services, hosts, residents } = running;
  const waiting = residents.filter(({ node }) => node === null);
  const cards = (here: typeof residents) =>
    here.map((resident) => (
      <div key={resident.pod} className={styles.listed}>
        <ResidentCard resident={resident} face="card" hasServices={services.length > 0} wide />
      </div>
    ));
  return (
    <>
      {workloads.length > 0 ? (
        <section className={styles.listStrip} aria-label={w("strip")}>
          {workloads.map((workload) => (
            <WorkloadCell key={workload.key} workload={workload} />
          ))}
        </section>
      ) : null}
      {ingresses.map((ingress) => (
        <div key={ingress.key} className={styles.listed}>
          <IngressCard ingress={ingress} />
          <Counts ingress={ingress} />
        </div>
      ))}
      {services.map((service) => (
        <div key={service.key} className={styles.listed}>
          <ServiceCard service={service} />
        </div>
      ))}
      {waiting.length > 0 ? (
        <section className={list.card}>
          <span className={styles.groundTitle}>{w("unplaced", { count: waiting.length })}</span>
          {cards(waiting)}
        </section>
      ) : null}
      {hosts.map((host) => {
        const node = nodeIn(frame, host.name);
        return (
          <section key={host.name} className={list.card}>
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
    </>
  );
}
