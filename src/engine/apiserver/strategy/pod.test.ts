import { describe, expect, it } from "vitest";
import type { Pod, PodStatus } from "../../api/pod.ts";
import { Check, type FieldError, formatFieldError } from "../validation/fieldError.ts";
import { validatePodStatusUpdate } from "../validation/podStatus.ts";
import { appArmorWarnings, withAppArmorFields } from "./appArmor.ts";
import { preparePodStatus } from "./podStatus.ts";

const annotation = "container.apparmor.security.beta.kubernetes.io/c";
const pod = (value: string, spec: object = {}): Pod =>
  ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", annotations: { [annotation]: value } },
    spec: { containers: [{ name: "c", image: "i" }], ...spec },
  }) as Pod;
const warning = `metadata.annotations[${annotation}]: deprecated since v1.30; use the "appArmorProfile" field instead`;

describe("AppArmor annotations", () => {
  it.each([
    ["runtime/default", {}, { type: "RuntimeDefault" }, [warning]],
    ["localhost/a", {}, { type: "Localhost", localhostProfile: "a" }, [warning]],
    ["nonsense", {}, undefined, [warning]],
    ["unconfined", { securityContext: { appArmorProfile: { type: "Unconfined" } } }, undefined, []],
  ])("%s becomes a field, unless the Pod says the same", (value, spec, profile, warnings) => {
    const given = pod(value, spec);
    expect(withAppArmorFields(given).spec.containers[0]?.securityContext?.appArmorProfile).toEqual(profile);
    expect(appArmorWarnings(given)).toEqual(warnings);
  });
});

describe("a Pod's status that is written", () => {
  it.each<[PodStatus, PodStatus, PodStatus]>([
    [{ podIP: "10.0.0.1" }, {}, { podIP: "10.0.0.1", podIPs: [{ ip: "10.0.0.1" }] }],
    [{ podIP: "10.0.0.1", podIPs: [{ ip: "10.0.0.2" }] }, {}, { podIP: "10.0.0.1", podIPs: [{ ip: "10.0.0.1" }] }],
    [{ phase: "Running" }, { qosClass: "Burstable" }, { phase: "Running", qosClass: "Burstable" }],
  ])("%o over %o", (status, old, expected) => {
    expect(preparePodStatus(status, old)).toEqual(expected);
  });

  const ended = { name: "c", state: { terminated: { exitCode: 1 } } };
  const running = { name: "c", state: { running: {} } };
  it.each([
    [
      "Never",
      { containerStatuses: [running] },
      ["status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state"],
    ],
    ["OnFailure", { containerStatuses: [running] }, []],
    ["Always", { qosClass: "Guaranteed" }, ['status.qosClass: Invalid value: "Guaranteed": field is immutable']],
    [
      "Always",
      { podIPs: [{ ip: "10.0.0.1" }, { ip: "10.0.0.2" }] },
      [
        'status.podIPs: Invalid value: [{"IP":"10.0.0.1"},{"IP":"10.0.0.2"}]: may specify no more than one IP for each IP family',
      ],
    ],
    ["Always", { nominatedNodeName: "A" }, 1],
  ])("%s: %o", (restartPolicy, status, expected) => {
    const of = (more: object): Pod =>
      ({ ...pod("x", { restartPolicy }), status: { qosClass: "BestEffort", ...more } }) as Pod;
    const errors: FieldError[] = [];
    validatePodStatusUpdate(new Check(errors, []), of(status), of({ containerStatuses: [ended] }));
    if (typeof expected === "number") expect(errors.length).toBe(expected);
    else expect(errors.map(formatFieldError)).toEqual(expected);
  });
});
