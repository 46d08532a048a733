import type { ConfigMap, Namespace, ServiceAccount } from "../../api/core.ts";
import type { KubernetesObject } from "../../api/meta.ts";
import type { Informer } from "../../client/client.ts";
import type { Process } from "../../kernel/simulator.ts";
import type { Controller, ControllerContext } from "../context.ts";
import { isAlreadyExists, isNamespaceTerminating, nameOf } from "../objects.ts";
import { type SyncResult, WorkQueue } from "../workQueue.ts";

const rootCaDescription =
  "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

/**
 * Gives each Namespace its `default` ServiceAccount, without which no Pod is admitted there.
 *
 * Models pkg/controller/serviceaccount (v1.34).
 */
export const serviceAccountController: Controller = {
  name: "service-account-controller",
  kinds: ["ServiceAccount", "Namespace"],
  start: (context) =>
    keepInEachNamespace(context, {
      controller: serviceAccountController.name,
      resource: "serviceaccounts",
      decision: "createServiceAccount",
      make: (namespace): ServiceAccount => ({
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "default", namespace },
      }),
    }),
};

/**
 * Gives each Namespace the ConfigMap with the cluster's certificate, which every Pod's token volume projects.
 *
 * Models pkg/controller/certificates/rootcacertpublisher (v1.34). There are no certificates here: the text is empty.
 */
export const rootCaPublisher: Controller = {
  name: "root-ca-certificate-publisher",
  kinds: ["ConfigMap"],
  start: (context) =>
    keepInEachNamespace(context, {
      controller: rootCaPublisher.name,
      resource: "configmaps",
      decision: "createConfigMap",
      make: (namespace): ConfigMap => ({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: {
          name: "kube-root-ca.crt",
          namespace,
          annotations: { "kubernetes.io/description": rootCaDescription },
        },
        data: { "ca.crt": "" },
      }),
    }),
};

interface Furnishing {
  readonly controller: string;
  readonly resource: string;
  readonly decision: string;
  make(namespace: string): KubernetesObject;
}

/** Makes an object in every Namespace that is not going away, and makes it again when it is deleted. */
function keepInEachNamespace(context: ControllerContext, { controller, resource, decision, make }: Furnishing): void {
  const client = context.client(controller);
  const name = nameOf(make(""));
  let present: Informer<KubernetesObject>;
  let namespaces: Informer<Namespace>;

  function* sync(namespace: string): Process<SyncResult> {
    const found = namespaces.get(namespace);
    if (!found || found.metadata.deletionTimestamp || present.get(`${namespace}/${name}`)) return null;
    context.record(controller, {
      type: "Reconcile",
      controller,
      kind: "Namespace",
      key: namespace,
      want: 1,
      have: 0,
      decision,
      params: { name },
    });
    const created = yield* client.create(make(namespace));
    if (created.ok || isAlreadyExists(created.status) || isNamespaceTerminating(created.status)) return null;
    return created.status;
  }

  const queue = new WorkQueue(context, sync, 1);
  present = context.informers.of<KubernetesObject>(resource, {
    deleted: (object) => {
      if (nameOf(object) === name) queue.add(object.metadata.namespace ?? "");
    },
  });
  namespaces = context.informers.of<Namespace>("namespaces", {
    added: (namespace) => queue.add(nameOf(namespace)),
    updated: (_before, namespace) => queue.add(nameOf(namespace)),
  });
}
