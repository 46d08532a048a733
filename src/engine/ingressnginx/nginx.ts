import type { Random } from "../kernel/random.ts";
import { type Configuration, emptyConfiguration, type Upstream } from "./configuration.ts";
import { type HTTPRequest, locationOf, upstreamOf } from "./routing.ts";

/**
 * What a Pod (`namespace/name`) answers a request with: an HTTP status; null when no process listens there. `chance`, in
 * [0, 1), decides where only some requests fail.
 */
export type Answerer = (pod: string, chance: number) => number | null;

/** What became of a request. `ingress` is null when none is for it: 404. */
export type Outcome =
  | { readonly ingress: null }
  | { readonly ingress: string; readonly service: string; readonly pod: string | null; readonly status: number };

/** proxy_next_upstream_tries. */
const tries = 3;

/**
 * The proxy itself: it has the configuration that its workers took over last, and takes the endpoints of an upstream in
 * turn. An endpoint that refuses the connection is passed over for the next (proxy_next_upstream: error timeout).
 *
 * Models rootfs/etc/nginx/lua/balancer.lua with its default round_robin (ingress-nginx, controller v1); one worker.
 */
export class Nginx {
  private configuration: Configuration = emptyConfiguration;
  private readonly turns = new Map<string, number>();

  constructor(
    private readonly random: Random,
    private readonly answer: Answerer,
  ) {}

  take(configuration: Configuration): void {
    this.configuration = configuration;
  }

  serve(request: HTTPRequest): Outcome {
    const location = locationOf(this.configuration, request);
    if (!location) return { ingress: null };
    const { ingress } = location;
    const upstream = upstreamOf(this.configuration, location, request, this.random);
    const { service = "" } = upstream ?? this.configuration.upstreams.get(location.upstream) ?? {};
    if (!upstream) return { ingress, service, pod: null, status: 503 };
    const chance = this.random.next();
    for (let left = Math.min(tries, upstream.endpoints.length); left > 0; left--) {
      const pod = this.next(upstream);
      const status = this.answer(pod, chance);
      if (status !== null) return { ingress, service, pod, status };
    }
    return { ingress, service, pod: null, status: 502 };
  }

  private next({ name, endpoints }: Upstream): string {
    const turn = this.turns.get(name) ?? this.random.integer(endpoints.length);
    this.turns.set(name, turn + 1);
    return endpoints[turn % endpoints.length]?.pod ?? "";
  }
}
