/** Seconds that the screen's numbers cover, and how far back the counter knows. */
export const trafficWindow = 10;
const memory = 15;

interface Counts {
  total: number;
  /** By second of the run: those of the last seconds. */
  readonly requests: Map<number, number>;
  readonly failed: Map<number, number>;
}

const add = (counts: Map<number, number>, second: number, amount: number): void => {
  counts.set(second, (counts.get(second) ?? 0) + amount);
};

/** Sum over the `window` seconds before `second`. */
function sumOf(counts: ReadonlyMap<number, number> | undefined, second: number, window: number): number {
  let sum = 0;
  for (let at = second - window; at < second; at++) sum += counts?.get(at) ?? 0;
  return sum;
}

/** Counts requests by the second: per backend of an Ingress, and per Pod. */
export class RequestCounter {
  private readonly backends = new Map<string, Counts>();
  private readonly pods = new Map<string, Map<string, Map<number, number>>>();

  /** A request to a backend in a second of the run; `pod` answered it, null when nobody did. */
  count(second: number, ingress: string, service: string, pod: string | null, failed: boolean): void {
    const counts = this.of(ingress, service);
    counts.total++;
    add(counts.requests, second, 1);
    if (failed) add(counts.failed, second, 1);
    if (pod === null) return;
    const pods = this.pods.get(ingress) ?? new Map<string, Map<number, number>>();
    this.pods.set(ingress, pods);
    const ofPod = pods.get(pod) ?? new Map<number, number>();
    pods.set(pod, ofPod);
    add(ofPod, second, 1);
  }

  /** Lets go of what is out of every window. */
  forget(second: number): void {
    const all = [...this.backends.values()].flatMap(({ requests, failed }) => [requests, failed]);
    for (const counts of [...all, ...[...this.pods.values()].flatMap((pods) => [...pods.values()])])
      counts.delete(second - memory - 1);
  }

  backend(ingress: string, service: string, second: number): { total: number; recent: number; failed: number } {
    const { total, requests, failed } = this.of(ingress, service);
    return {
      total,
      recent: sumOf(requests, second, trafficWindow),
      failed: sumOf(failed, second, trafficWindow),
    };
  }

  /** Requests in the window by Pod, in the order of their first one. */
  podsOf(ingress: string, second: number): Readonly<Record<string, number>> {
    const counted = [...(this.pods.get(ingress) ?? [])].map(
      ([pod, counts]) => [pod, sumOf(counts, second, trafficWindow)] as const,
    );
    return Object.fromEntries(counted.filter(([, requests]) => requests > 0));
  }

  /** Requests a second that a Pod (`namespace/name`) has answered in the `seconds` before `second`; at most the last 15. */
  perSecond(pod: string, second: number, seconds: number): number {
    let sum = 0;
    for (const pods of this.pods.values()) sum += sumOf(pods.get(pod), second, seconds);
    return sum / seconds;
  }

  private of(ingress: string, service: string): Counts {
    const key = `${ingress} ${service}`;
    const known = this.backends.get(key);
    if (known) return known;
    const counts: Counts = { total: 0, requests: new Map(), failed: new Map() };
    this.backends.set(key, counts);
    return counts;
  }
}
