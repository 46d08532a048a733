import type { ServiceAccount } from "../../../api/core.ts";
import type { Container, Pod, Volume } from "../../../api/pod.ts";
import { randomSuffix } from "../../../api/randomSuffix.ts";
import { forbidden } from "../../status.ts";
import { type AdmissionPlugin, isPodCreate, nameSoFar } from "../plugin.ts";

const volumePrefix = "kube-api-access-";
const mountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
/** An hour and seven seconds: the seven mark a token that the server really issues for about a year. */
const tokenExpirationSeconds = 3607;

/** A new namespace's `default` account is about to be made: it is waited for. */
const defaultAccountRetry = { every: 150, tries: 10 };

function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      defaultMode: 0o644,
      sources: [
        { serviceAccountToken: { expirationSeconds: tokenExpirationSeconds, path: "token" } },
        { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
        {
          downwardAPI: {
            items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }],
          },
        },
      ],
    },
  };
}

function withMount(container: Container, name: string): Container {
  if (container.volumeMounts?.some((mount) => mount.mountPath === mountPath)) return container;
  return { ...container, volumeMounts: [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath }] };
}

/** On accounts whose Pods may use no other secrets than those that the account names. */
const enforced = "kubernetes.io/enforce-mountable-secrets";

/** The first secret that the account does not name. Models limitSecretReferences. */
function secretProblem(
  { metadata, secrets = [], imagePullSecrets = [] }: ServiceAccount,
  { spec }: Pod,
): string | null {
  const mountable = new Set(secrets.map(({ name }) => name));
  const because = (what: string) =>
    `is not allowed because service account ${metadata.name} does not reference that ${what}`;
  for (const { secret } of spec.volumes ?? [])
    if (secret && !mountable.has(secret.secretName))
      return `volume with secret.secretName="${secret.secretName}" ${because("secret")}`;
  const groups = [
    ["init container", spec.initContainers ?? []],
    ["container", spec.containers],
  ] as const;
  for (const [title, containers] of groups)
    for (const { name, env = [], envFrom = [] } of containers) {
      for (const { name: variable, valueFrom } of env) {
        const key = valueFrom?.secretKeyRef;
        if (key && !mountable.has(key.name))
          return `${title} ${name} with envVar ${variable} referencing secret.secretName="${key.name}" ${because("secret")}`;
      }
      for (const { secretRef } of envFrom)
        if (secretRef && !mountable.has(secretRef.name))
          return `${title} ${name} with envFrom referencing secret.secretName="${secretRef.name}" ${because("secret")}`;
    }
  const pulling = new Set(imagePullSecrets.map(({ name }) => name));
  const index = (spec.imagePullSecrets ?? []).findIndex(({ name }) => !pulling.has(name));
  return index < 0
    ? null
    : `imagePullSecrets[${index}].name="${spec.imagePullSecrets?.[index]?.name}" ${because("imagePullSecret")}`;
}

/** On Pods that a kubelet made from a file, and only shows here. */
const mirror = "kubernetes.io/config.mirror";

function mirrorProblem({ spec }: Pod): string | null {
  if (spec.serviceAccountName) return "a mirror pod may not reference service accounts";
  const readsSecrets = [...spec.containers, ...(spec.initContainers ?? [])].some(
    ({ env = [], envFrom = [] }) =>
      env.some(({ valueFrom }) => valueFrom?.secretKeyRef) || envFrom.some(({ secretRef }) => secretRef),
  );
  if (readsSecrets || spec.volumes?.some(({ secret }) => secret)) return "a mirror pod may not reference secrets";
  const hasToken = spec.volumes?.some(({ projected }) =>
    projected?.sources?.some(({ serviceAccountToken }) => serviceAccountToken),
  );
  return hasToken ? "a mirror pod may not use ServiceAccountToken volume projections" : null;
}

/** Every container gets the token volume, unless it mounts something of its own at that path. */
function withToken(spec: Pod["spec"], suffix: () => string): Pod["spec"] {
  const all = [...(spec.initContainers ?? []), ...spec.containers];
  if (all.every((container) => container.volumeMounts?.some((mount) => mount.mountPath === mountPath))) return spec;
  // A webhook may have brought more containers since the volume was added: they share it.
  const present = spec.volumes?.find((volume) => volume.name?.startsWith(volumePrefix));
  const name = present?.name ?? `${volumePrefix}${suffix()}`;
  return {
    ...spec,
    ...(spec.initContainers && { initContainers: spec.initContainers.map((container) => withMount(container, name)) }),
    containers: spec.containers.map((container) => withMount(container, name)),
    volumes: present ? spec.volumes : [...(spec.volumes ?? []), tokenVolume(name)],
  };
}

/**
 * ServiceAccount gives every Pod an identity: a service account, the token volume that proves it, and the account's
 * image pull secrets.
 *
 * Models plugin/pkg/admission/serviceaccount (v1.34).
 */
export const serviceAccount: AdmissionPlugin = {
  name: "ServiceAccount",
  handles: isPodCreate,

  admit(attributes, view) {
    const { kind, namespace = "" } = attributes;
    const pod = attributes.object as Pod;
    const refuse = (why: string) => ({ refused: forbidden(kind, nameSoFar(attributes), why) });
    if (pod.metadata.annotations?.[mirror] !== undefined) {
      const problem = mirrorProblem(pod);
      return problem ? refuse(problem) : { object: pod };
    }
    const accountName = pod.spec.serviceAccountName || "default";
    const account = view.get<ServiceAccount>("serviceaccounts", namespace, accountName);
    if (!account) {
      const why = `error looking up service account ${namespace}/${accountName}: serviceaccount "${accountName}" not found`;
      const refused = forbidden(kind, nameSoFar(attributes), why);
      return accountName === "default" ? { refused, retry: defaultAccountRetry } : { refused };
    }
    const mounts = pod.spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
    const suffix = (): string => randomSuffix(view.random);
    const spec = mounts ? withToken(pod.spec, suffix) : pod.spec;
    const secrets = spec.imagePullSecrets?.length ? spec.imagePullSecrets : account.imagePullSecrets;
    const admitted = {
      ...pod,
      spec: {
        ...spec,
        serviceAccountName: accountName,
        serviceAccount: accountName,
        ...(secrets?.length && { imagePullSecrets: secrets }),
      },
    } as Pod;
    const problem = account.metadata.annotations?.[enforced] === "true" ? secretProblem(account, admitted) : null;
    return problem ? refuse(problem) : { object: admitted };
  },
};
