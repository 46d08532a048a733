import type { Ingress } from "../api/networking.ts";

/** What the annotations of a canary Ingress say. Empty texts say nothing. */
export interface CanaryConfig {
  readonly weight: number;
  readonly weightTotal: number;
  readonly header: string;
  readonly headerValue: string;
  readonly headerPattern: string;
  readonly cookie: string;
}

const prefix = "nginx.ingress.kubernetes.io";

/** The characters that a header's name and value, and a cookie's name, may have. */
const basicCharacters = /^[A-Za-z0-9\-._~!$'()*+;=,:@/]*$/;

const trueTexts = new Set(["1", "t", "T", "true", "TRUE", "True"]);

/**
 * The rules of a canary; null for an Ingress that is none. What a rule has and can't be read counts as not said. Rules
 * on an Ingress without `canary: "true"` count for nothing: it is an Ingress as any other.
 *
 * Models internal/ingress/annotations/canary and annotations/parser of ingress-nginx (controller v1).
 */
export function canaryOf({ metadata }: Ingress): CanaryConfig | null {
  const annotation = (name: string): string => metadata.annotations?.[`${prefix}/${name}`]?.trim() ?? "";
  const integer = (name: string, otherwise: number): number => {
    const text = annotation(name);
    return /^[+-]?\d+$/.test(text) ? Number(text) : otherwise;
  };
  const basic = (name: string): string => {
    const text = annotation(name);
    return basicCharacters.test(text) ? text : "";
  };
  if (!trueTexts.has(annotation("canary"))) return null;
  return {
    weight: integer("canary-weight", 0),
    weightTotal: integer("canary-weight-total", 100),
    header: basic("canary-by-header"),
    headerValue: basic("canary-by-header-value"),
    headerPattern: annotation("canary-by-header-pattern"),
    cookie: basic("canary-by-cookie"),
  };
}

/** Whether the Ingress says a weight at all: 0 is one. */
export function saysWeight({ metadata }: Ingress): boolean {
  return metadata.annotations?.[`${prefix}/canary-weight`] !== undefined;
}
