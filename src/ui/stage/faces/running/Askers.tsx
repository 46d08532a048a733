import { Laptop, Network, Split } from "lucide-react";
import type { IngressScene, RunningScene, ServiceScene } from "../../../../projection/model.ts";
import type { PlaceFrame } from "../../../../projection/stage/frame.ts";
import type { Tone } from "../../../../projection/stage/statusTone.ts";
import { StateIcon } from "../../../components/StateIcon.tsx";
import { useFrame } from "../../frameStore.ts";
import { Heading } from "./Heading.tsx";
import styles from "./running.module.css";
import { useRunningWords } from "./useRunningWords.ts";

type Words = ReturnType<typeof useRunningWords>;
const selectIngresses = (frame: { readonly running: RunningScene | null }) => frame.running?.ingresses;

export function ClientsFace() {
  const w = useRunningWords();
  return (
    <div className={styles.capsule}>
      <Laptop size={16} strokeWidth={1.9} aria-hidden />
      <b>{w("clients")}</b>
    </div>
  );
}

export function IngressFace({ place }: { readonly place: PlaceFrame }) {
  const ingress = useFrame((frame) => frame.running?.ingresses.find(({ key }) => key === place.id));
  if (!ingress) return null;
  return <IngressCard ingress={ingress} now={place.now} />;
}

export function IngressCard({ ingress, now = false }: { readonly ingress: IngressScene; readonly now?: boolean }) {
  const w = useRunningWords();
  const hosts = ingress.hosts.length > 0 ? ingress.hosts.slice(0, 2) : [w("anyHost")];
  const rules = ingress.backends.flatMap(({ by: { header, cookie, weight, weightTotal = 100 } }) => [
    ...(header === undefined ? [] : [w("header", { header })]),
    ...(cookie === undefined ? [] : [w("cookie", { cookie })]),
    ...(weight === undefined ? [] : [w("weight", { weight, of: weightTotal })]),
  ]);
  return (
    <section className={styles.card} data-now={now || undefined}>
      <Heading
        selects={ingress.key}
        icon={Split}
        kind="Ingress"
        name={ingress.name}
        says={[...hosts, ...rules].join(", ")}
      />
      {hosts.map((host) => (
        <span key={host} className={styles.quiet}>
          {host}
        </span>
      ))}
      {rules.map((rule) => (
        <span key={rule} className={styles.quiet}>
          {rule}
        </span>
      ))}
    </section>
  );
}

/** How many requests came in the window, and which Service answered them. */
export function CountsFace() {
  const ingresses = useFrame(selectIngresses);
  const [ingress] = ingresses ?? [];
  return ingress ? <Counts ingress={ingress} /> : null;
}

export function Counts({ ingress }: { readonly ingress: IngressScene }) {
  const w = useRunningWords();
  const { window, recent, backends } = ingress;
  if (recent === 0) return <p className={styles.counts}>{w("noRequests", { seconds: window })}</p>;
  return (
    <p className={styles.counts}>
      <span>{w("counted", { seconds: window, count: recent })}</span>
      <span className={styles.countLine}>
        {backends.map((backend) => (
          <span key={backend.service}>
            {backend.service.slice(backend.service.indexOf("/") + 1)} <b>{backend.recent}</b>
            {backend.failed > 0 ? (
              <span className={styles.failed}>
                <StateIcon tone="fail" size={14} />
                {w("failed", { count: backend.failed })}
              </span>
            ) : null}
          </span>
        ))}
      </span>
    </p>
  );
}

export function ServiceFace({ place }: { readonly place: PlaceFrame }) {
  const service = useFrame((frame) => frame.running?.services.find(({ key }) => key === place.id));
  if (!service) return null;
  return <ServiceCard service={service} now={place.now} slim={place.face === "chip"} narrow={place.box.w < 170} />;
}

function toneOfService({ endpoints }: ServiceScene): Tone {
  const ready = endpoints.filter((endpoint) => endpoint.ready).length;
  if (ready === 0) return endpoints.length === 0 ? "pend" : "warn";
  return ready === endpoints.length ? "pass" : "warn";
}

function sayEndpoints(w: Words, service: ServiceScene, narrow: boolean): string {
  const all = service.endpoints.length;
  if (all === 0) return w(!service.hasSelector ? "noSelector" : service.coming.length > 0 ? "noEndpoints" : "noPod");
  const ready = service.endpoints.filter((endpoint) => endpoint.ready).length;
  return w(narrow ? "endpointsShort" : "endpoints", { ready, all });
}

export function ServiceCard({
  service,
  now = false,
  slim = false,
  narrow = false,
}: {
  readonly service: ServiceScene;
  readonly now?: boolean;
  readonly slim?: boolean;
  readonly narrow?: boolean;
}) {
  const w = useRunningWords();
  const endpoints = sayEndpoints(w, service, narrow);
  const tone = toneOfService(service);
  const ready = service.endpoints.filter((endpoint) => endpoint.ready).length;
  return (
    <section className={styles.card} data-now={now || undefined} data-slim={slim || undefined}>
      <Heading
        selects={service.key}
        icon={slim ? undefined : Network}
        kind={slim || narrow ? undefined : "Service"}
        name={service.name}
        says={endpoints}
        note={
          slim ? (
            <span className={styles.tally}>
              <StateIcon tone={tone} size={14} />
              {ready}/{service.endpoints.length}
            </span>
          ) : null
        }
      />
      {slim ? null : (
        <span className={styles.endpoints}>
          <StateIcon tone={tone} size={15} />
          {endpoints}
        </span>
      )}
      {slim ? null : (
        <span className={styles.quiet}>
          {service.headless
            ? w(narrow ? "headlessShort" : "headless")
            : w("port", { type: service.type, port: service.port })}
        </span>
      )}
    </section>
  );
}
