import type { ComponentContext } from "../client/component.ts";
import type { Controller } from "./context.ts";
import { cronJobController } from "./cronjob/cronJobController.ts";
import { daemonSetController } from "./daemonset/daemonSetController.ts";
import { deploymentController } from "./deployment/deploymentController.ts";
import { disruptionController } from "./disruption/disruptionController.ts";
import { endpointSliceController } from "./endpointslice/endpointSliceController.ts";
import { ephemeralVolumeController } from "./ephemeralvolume/ephemeralVolumeController.ts";
import type { ControllerEvent } from "./events.ts";
import { garbageCollector } from "./garbagecollector/garbageCollector.ts";
import { jobController } from "./job/jobController.ts";
import { namespaceController } from "./namespace/namespaceController.ts";
import { nodeLifecycleController } from "./nodelifecycle/nodeLifecycleController.ts";
import { nodeTtlController } from "./nodelifecycle/nodeTtlController.ts";
import { podGarbageCollector } from "./nodelifecycle/podGarbageCollector.ts";
import { taintEvictionController } from "./nodelifecycle/taintEvictionController.ts";
import { type ControllerOptions, defaultTiming, noAdapter } from "./options.ts";
import { volumeExpandController } from "./persistentvolume/expander.ts";
import { persistentVolumeController } from "./persistentvolume/persistentVolumeController.ts";
import { provisioner } from "./persistentvolume/provisioner.ts";
import { resizer } from "./persistentvolume/resizer.ts";
import { horizontalPodAutoscalerController } from "./podautoscaler/horizontalPodAutoscalerController.ts";
import { claimProtection, volumeProtection } from "./protection/protectionControllers.ts";
import { replicaSetController, replicationController } from "./replicaset/replicaSetController.ts";
import { resourceQuotaController } from "./resourcequota/resourceQuotaController.ts";
import { rootCaPublisher, serviceAccountController } from "./serviceaccount/serviceAccountController.ts";
import { SharedInformers } from "./sharedInformers.ts";
import { statefulSetController } from "./statefulset/statefulSetController.ts";
import { ttlAfterFinishedController } from "./ttlafterfinished/ttlAfterFinishedController.ts";

/** The program that the controllers run in, and whose watches they share. */
const controllerManager = "kube-controller-manager";

/** Every controller, in the order in which they start. */
const controllers: readonly Controller[] = [
  serviceAccountController,
  rootCaPublisher,
  deploymentController,
  replicaSetController,
  replicationController,
  statefulSetController,
  daemonSetController,
  jobController,
  cronJobController,
  ttlAfterFinishedController,
  endpointSliceController,
  persistentVolumeController,
  volumeExpandController,
  provisioner,
  resizer,
  ephemeralVolumeController,
  claimProtection,
  volumeProtection,
  resourceQuotaController,
  nodeLifecycleController,
  taintEvictionController,
  nodeTtlController,
  podGarbageCollector,
  namespaceController,
  garbageCollector,
  disruptionController,
  horizontalPodAutoscalerController,
];

/** The kinds that some controller brings to life; objects of other kinds are stored and otherwise left alone. */
export const controlledKinds: readonly string[] = [...new Set(controllers.flatMap(({ kinds }) => kinds))].sort();

/** What comes with a storage system, not with the cluster. */
const ofStorage: ReadonlySet<Controller> = new Set([provisioner, resizer]);

/** Starts kube-controller-manager. Models cmd/kube-controller-manager (v1.34), all of it in one place and one leader. */
export function startControllers(context: ComponentContext<ControllerEvent>, options: ControllerOptions = {}): void {
  const informers = new SharedInformers(context.client(controllerManager));
  const timing = { ...defaultTiming, ...options.timing };
  const metrics = options.metrics ?? (() => null);
  const adapter = options.adapter ?? noAdapter;
  const started = options.provisioner === false ? controllers.filter((one) => !ofStorage.has(one)) : controllers;
  for (const controller of started) controller.start({ ...context, informers, timing, metrics, adapter });
}
