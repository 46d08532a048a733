import type { ObjectMeta } from "../../api/meta.ts";
import { escapeText } from "../../api/names.ts";
import type { Container, PodSpec, SecurityContext, Toleration } from "../../api/pod.ts";
import { readJson } from "../http/jsonText.ts";
import type { Check } from "./fieldError.ts";
import { sortedKeys } from "./metadata.ts";
import { validateDescendingPath } from "./path.ts";
import { validateTolerations } from "./scheduling.ts";

type Annotations = { readonly [key: string]: string } | undefined;

const mirror = "kubernetes.io/config.mirror";
const tolerations = "scheduler.alpha.kubernetes.io/tolerations";
const deletionCost = "controller.kubernetes.io/pod-deletion-cost";
const seccompOfPod = "seccomp.security.alpha.kubernetes.io/pod";
const seccompPrefix = "container.seccomp.security.alpha.kubernetes.io/";
const appArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";

const lists = ["initContainers", "containers", "ephemeralContainers"] as const;

/** Annotations that mean something to a Pod. Models ValidatePodSpecificAnnotations (v1.34). */
export function validatePodAnnotations(check: Check, annotations: Annotations, spec: PodSpec | undefined): void {
  if (!annotations) return;
  if (annotations[mirror] !== undefined && !spec?.nodeName)
    check.key(mirror).invalid(annotations[mirror], "must set spec.nodeName if mirror pod annotation is set");
  if (annotations[tolerations]) validateOldTolerations(check, annotations[tolerations]);
  const cost = annotations[deletionCost];
  if (cost !== undefined && !isInt32(cost)) check.key(deletionCost).invalid(cost, "must be a 32bit integer");
  const profile = annotations[seccompOfPod];
  if (profile !== undefined) validateOldSeccomp(check.at(seccompOfPod), profile);
  const keys = sortedKeys(annotations);
  for (const key of keys) if (key.startsWith(seccompPrefix)) validateOldSeccomp(check.at(key), annotations[key] ?? "");
  for (const key of keys)
    if (key.startsWith(appArmorPrefix)) validateOldAppArmor(check.key(key), key, annotations[key] ?? "", spec);
}

function isInt32(text: string): boolean {
  const value = Number(text);
  return /^-?(0|[1-9]\d*)$/.test(text) && value <= 2147483647 && value >= -2147483648;
}

function validateOldTolerations(check: Check, text: string): void {
  const json = readJson(text);
  if ("problem" in json) check.invalid(tolerations, json.problem);
  else if (Array.isArray(json.value)) validateTolerations(check.at(tolerations), json.value as Toleration[]);
}

function validateOldSeccomp(check: Check, profile: string): void {
  if (["runtime/default", "docker/default", "unconfined"].includes(profile)) return;
  if (profile.startsWith("localhost/")) validateDescendingPath(check, profile.slice("localhost/".length));
  else check.invalid(profile, "must be a valid seccomp profile");
}

function validateOldAppArmor(check: Check, key: string, profile: string, spec: PodSpec | undefined): void {
  const name = key.slice(appArmorPrefix.length);
  const isThere = lists.some((list) => spec?.[list]?.some((container: Container) => container.name === name));
  if (!isThere) check.invalid(name, "container not found");
  if (profile && profile !== "runtime/default" && profile !== "unconfined" && !profile.startsWith("localhost/"))
    check.invalid(profile, `invalid AppArmor profile name: ${escapeText(profile)}`);
}

interface Profile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

/** An annotation and a field that say different things about the same profile. */
function validateMatch(
  check: Check,
  what: "seccomp" | "apparmor",
  { type, localhostProfile }: Profile,
  said: string | undefined,
): void {
  if (said === undefined) return;
  const others = (): void => check.at("type").forbidden(`${what} type in annotation and field must match`);
  if (type === "Unconfined" && said !== "unconfined") others();
  else if (
    type === "RuntimeDefault" &&
    said !== "runtime/default" &&
    !(what === "seccomp" && said === "docker/default")
  )
    others();
  else if (type === "Localhost") {
    if (!said.startsWith("localhost/")) others();
    else if (said.slice("localhost/".length) !== localhostProfile)
      check.at("localhostProfile").forbidden(`${what} profile in annotation and field must match`);
  }
}

/** Models validateSeccompAnnotationsAndFields and validateAppArmorAnnotationsAndFieldsMatchOnCreate (v1.34). */
export function validateProfilesMatch(check: Check, { annotations }: ObjectMeta, spec: PodSpec): void {
  const ofPod: SecurityContext = spec.securityContext ?? {};
  if (ofPod.seccompProfile)
    validateMatch(
      check.at("securityContext", "seccompProfile"),
      "seccomp",
      ofPod.seccompProfile,
      annotations?.[seccompOfPod],
    );
  const each = (visit: (at: Check, container: Container) => void): void => {
    for (const list of lists)
      (spec[list] ?? []).forEach((container: Container, index) => {
        visit(check.at(list, index, "securityContext"), container);
      });
  };
  each((at, { name, securityContext }) => {
    const profile = securityContext?.seccompProfile;
    if (profile) validateMatch(at.at("seccompProfile"), "seccomp", profile, annotations?.[seccompPrefix + name]);
  });
  if (spec.os?.name === "windows") return;
  each((at, { name, securityContext }) => {
    const profile = securityContext?.appArmorProfile ?? ofPod.appArmorProfile;
    if (profile) validateMatch(at.at("appArmorProfile"), "apparmor", profile, annotations?.[appArmorPrefix + name]);
  });
}

/** What no update may do to them. Models ValidatePodSpecificAnnotationUpdates (v1.34). */
export function validatePodAnnotationsUpdate(check: Check, annotations: Annotations, old: Annotations): void {
  for (const key of sortedKeys(old)) {
    if (annotations?.[key] === old?.[key]) continue;
    if (key.startsWith(appArmorPrefix)) check.key(key).forbidden("may not remove or update AppArmor annotations");
    if (key === mirror) check.key(key).forbidden("may not remove or update mirror pod annotation");
  }
  for (const key of sortedKeys(annotations)) {
    if (old?.[key] !== undefined) continue;
    if (key.startsWith(appArmorPrefix)) check.key(key).forbidden("may not add AppArmor annotations");
    if (key === mirror) check.key(key).forbidden("may not add mirror pod annotation");
  }
}
