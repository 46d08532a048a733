import type { Random } from "../kernel/random.ts";
import { type Configuration, emptyConfiguration, type Upstream } from "./configuration.ts";
import { type HTTPRequest, type Route, routeOf, upstreamOf } from "./routing.ts";

/** How a process answers for now: with 200, but for a share (0 to 1) that gets an error. */
export interface Answers {
  readonly status: number;
  readonly share: number;
}

/** How a Pod (`namespace/name`) answers for now; null when no process listens there. */
export type Answerer = (pod: string) => Answers | null;

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
  /** Worked out once: by request, as long as the configuration is the same; by Pod, within a second. */
  private readonly routes = new Map<HTTPRequest, Route | null>();
  private readonly answers = new Map<string, Answers | null>();

  constructor(
    private readonly random: Random,
    private readonly answer: Answerer,
  ) {}

  take(configuration: Configuration): void {
    if (configuration === this.configuration) return;
    this.configuration = configuration;
    this.routes.clear();
  }

  /** A new second begins: processes may answer otherwise. */
  tick(): void {
    this.answers.clear();
  }

  serve(request: HTTPRequest): Outcome {
    const route = this.routeOf(request);
    if (!route) return { ingress: null };
    const { ingress } = route;
    const upstream = upstreamOf(route, this.random);
    if (!upstream) return { ingress, service: route.service, pod: null, status: 503 };
    const { service, endpoints } = upstream;
    const chance = this.random.next();
    for (let left = Math.min(tries, endpoints.length); left > 0; left--) {
      const pod = this.next(upstream);
      const answers = this.answersOf(pod);
      if (answers) return { ingress, service, pod, status: chance < answers.share ? answers.status : 200 };
    }
    return { ingress, service, pod: null, status: 502 };
  }

  private routeOf(request: HTTPRequest): Route | null {
    const known = this.routes.get(request);
    if (known !== undefined) return known;
    const route = routeOf(this.configuration, request);
    this.routes.set(request, route);
    return route;
  }

  private answersOf(pod: string): Answers | null {
    const known = this.answers.get(pod);
    if (known !== undefined) return known;
    const answers = this.answer(pod);
    this.answers.set(pod, answers);
    return answers;
  }

  private next({ name, endpoints }: Upstream): string {
    const turn = this.turns.get(name) ?? this.random.integer(endpoints.length);
    this.turns.set(name, turn + 1);
    return endpoints[turn % endpoints.length]?.pod ?? "";
  }
}
