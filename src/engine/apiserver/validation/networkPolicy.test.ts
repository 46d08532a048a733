import { describe, expect, it } from "vitest";
import { Check, type FieldError, formatFieldError } from "./fieldError.ts";
import { type NetworkPolicy, validateNetworkPolicy } from "./networkPolicy.ts";

type Spec = NonNullable<NetworkPolicy["spec"]>;

function problems(spec: Spec): string[] {
  const errors: FieldError[] = [];
  const metadata = { name: "p", namespace: "n" };
  validateNetworkPolicy(new Check(errors, []), {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata,
    spec,
  });
  return errors.map(formatFieldError);
}

const from = (peer: object): Spec => ({ podSelector: {}, ingress: [{ from: [peer] }] });
const ports = (...list: object[]): Spec => ({ podSelector: {}, egress: [{ ports: list }] });

describe("a NetworkPolicy", () => {
  it.each<[Spec, string[]]>([
    [from({ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }), []],
    [from({ ipBlock: { cidr: "2001:db8::/32", except: ["2001:db8:1::/48"] } }), []],
    [from({}), ["spec.ingress[0].from[0]: Required value: must specify a peer"]],
    [
      from({ ipBlock: { cidr: "10.0.0.0/8" }, podSelector: {} }),
      ["spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer"],
    ],
    [
      from({ ipBlock: { cidr: "10.0.0.0/8", except: ["11.0.0.0/16", "10.0.0.0/8"] } }),
      [
        'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
        'spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
      ],
    ],
    [
      ports({ protocol: "X", port: 80, endPort: 70 }, { endPort: 5 }, { port: "http", endPort: 5 }),
      [
        'spec.egress[0].ports[0].protocol: Unsupported value: "X": supported values: "TCP", "UDP", "SCTP"',
        "spec.egress[0].ports[0].endPort: Invalid value: 70: must be greater than or equal to `port`",
        "spec.egress[0].ports[1].endPort: Invalid value: 5: may not be specified when `port` is not specified",
        "spec.egress[0].ports[2].endPort: Invalid value: 5: may not be specified when `port` is non-numeric",
      ],
    ],
    [
      { podSelector: {}, policyTypes: ["Both"] },
      ['spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress"'],
    ],
  ])("%o", (spec, expected) => {
    expect(problems(spec)).toEqual(expected);
  });
});
