import type { Traffic } from "../../engine/index.ts";
import { duration, share, text } from "./fieldShapes.ts";
import { millis, shareOf } from "./quantities.ts";
import type { Shape, ShapeProblem } from "./shape.ts";

/** `spec.traffic` of a Scenario: requests from outside, to the Ingresses. */

/** Every request is one decision of the simulation: what a class would not notice is not worth its time. */
const highestRate = 1000;

const values = (about: string): Shape => ({ is: "map", about, of: text("Its value.") });

export const trafficShape: Shape = {
  is: "object",
  about: "Requests for one host and path, evenly spaced.",
  fields: {
    host: text("The host that they ask for, as in the Ingress' rule."),
    path: {
      is: "text",
      about: "The path that they ask for; / without it.",
      pattern: /^\//,
      must: "must begin with /",
    },
    rate: {
      is: "list",
      about: "How many there are, from moments of the run on.",
      of: {
        is: "object",
        about: "From a moment on.",
        fields: {
          from: duration("From the start of the run."),
          perSecond: { is: "integer", about: "Requests a second.", most: highestRate },
        },
        required: ["from", "perSecond"],
      },
    },
    carrying: {
      is: "list",
      about: "What some of the requests carry. The shares are of all requests; what they leave carries nothing.",
      of: {
        is: "object",
        about: "Some of the requests.",
        fields: {
          share: share("How many of all requests."),
          headers: values("Headers that they carry, such as X-Canary: always."),
          cookies: values("Cookies that they carry."),
        },
        required: ["share"],
      },
    },
  },
  required: ["host", "rate"],
};

interface Written {
  readonly host: string;
  readonly path?: string;
  readonly rate: readonly { readonly from: string; readonly perSecond: number }[];
  readonly carrying?: readonly {
    readonly share: string;
    readonly headers?: { readonly [name: string]: string };
    readonly cookies?: { readonly [name: string]: string };
  }[];
}

/** Shares that add up to more than all requests; the rest of `traffic` has been checked. */
export function problemsWithShares(traffic: unknown, path: string): ShapeProblem[] {
  return ((traffic ?? []) as readonly Written[]).flatMap(({ carrying = [] }, i) => {
    const sum = carrying.reduce((total, { share }) => total + shareOf(share), 0);
    if (sum <= 1.000_001) return [];
    const at = `${path}[${i}].carrying`;
    const total = `${Math.round(sum * 10_000) / 100}%`;
    return [{ path: at, message: `${at}: Invalid value: "${total}": the shares must add up to at most 100%` }];
  });
}

/** Reads `traffic`, which has been checked. */
export function trafficOf(traffic: unknown): Traffic[] {
  return ((traffic ?? []) as readonly Written[]).map(({ rate, carrying, ...where }) => ({
    ...where,
    rate: rate.map(({ from, perSecond }) => ({ from: millis(from), perSecond })),
    ...(carrying && { carrying: carrying.map(({ share, ...carried }) => ({ ...carried, share: shareOf(share) })) }),
  }));
}
