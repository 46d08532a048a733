import { defaultIngressClass } from "./defaultingressclass/defaultIngressClass.ts";
import { defaultStorageClass } from "./defaultstorageclass/defaultStorageClass.ts";
import { defaultTolerationSeconds } from "./defaulttolerationseconds/defaultTolerationSeconds.ts";
import { limitRanger } from "./limitranger/limitRanger.ts";
import { namespaceLifecycle } from "./namespacelifecycle/namespaceLifecycle.ts";
import { persistentVolumeClaimResize } from "./persistentvolumeclaimresize/persistentVolumeClaimResize.ts";
import type { AdmissionPlugin } from "./plugin.ts";
import { podSecurity } from "./podsecurity/podSecurity.ts";
import { priority } from "./priority/priority.ts";
import { resourceQuota } from "./resourcequota/resourceQuota.ts";
import { runtimeClass } from "./runtimeclass/runtimeClass.ts";
import { serviceAccount } from "./serviceaccount/serviceAccount.ts";
import { storageObjectInUseProtection } from "./storageobjectinuseprotection/storageObjectInUseProtection.ts";
import { taintNodesByCondition } from "./taintnodesbycondition/taintNodesByCondition.ts";
import { validatingAdmissionPolicy } from "./validatingpolicy/validatingAdmissionPolicy.ts";
import { mutatingWebhook } from "./webhook/mutatingWebhook.ts";
import { validatingWebhook } from "./webhook/validatingWebhook.ts";

/**
 * The admission plugins, in the order that is fixed in the API server's binary.
 * Models pkg/kubeapiserver/options/plugins.go (v1.34), without those that docs/not-simulated.md names.
 */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  defaultIngressClass,
  mutatingWebhook,
  validatingAdmissionPolicy,
  validatingWebhook,
  resourceQuota,
];

/** Those that take part in the mutating phase, and in the validating one. */
export const mutatingPlugins = admissionPlugins.filter(({ admit }) => admit);
export const validatingPlugins = admissionPlugins.filter(({ validate }) => validate);
