import type { VirtualMillis } from "../kernel/clock.ts";
import type { Random } from "../kernel/random.ts";
import type { HTTPRequest } from "./routing.ts";

/** Requests from outside, over time. */
export interface Traffic {
  readonly host: string;
  readonly path?: string;
  /** Requests a second, from moments of the run on. */
  readonly rate: readonly { readonly from: VirtualMillis; readonly perSecond: number }[];
  /** What some of the requests carry; the shares (0 to 1) are of all of them. */
  readonly carrying?: readonly {
    readonly share: number;
    readonly headers?: { readonly [name: string]: string };
    readonly cookies?: { readonly [name: string]: string };
  }[];
}

/** How many whole requests have been sent by a moment: evenly spaced, a change of rate takes effect at its time. */
export function requestsUntil({ rate }: Traffic, time: VirtualMillis): number {
  const steps = [...rate].sort((a, b) => a.from - b.from);
  let sent = 0;
  steps.forEach(({ from, perSecond }, at) => {
    const end = Math.min(time, steps[at + 1]?.from ?? time);
    if (end > from) sent += (perSecond * (end - from)) / 1000;
  });
  // A thousandth more: sums of tenths do not always reach the whole number that they are.
  return Math.floor(sent + 0.001);
}

/** Makes the requests of a traffic: what each carries is drawn from the shares. Alike ones are one and the same object. */
export class RequestSource {
  private readonly plain: HTTPRequest;
  private readonly carrying: readonly { readonly share: number; readonly request: HTTPRequest }[];

  constructor({ host, path = "/", carrying = [] }: Traffic) {
    this.plain = { host, path };
    this.carrying = carrying.map(({ share, headers, cookies }) => ({
      share,
      request: { host, path, ...(headers && { headers }), ...(cookies && { cookies }) },
    }));
  }

  next(random: Random): HTTPRequest {
    if (this.carrying.length === 0) return this.plain;
    let left = random.next();
    for (const { share, request } of this.carrying) {
      if (left < share) return request;
      left -= share;
    }
    return this.plain;
  }
}
