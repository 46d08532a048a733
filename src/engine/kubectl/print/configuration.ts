import type {
  ConfigMap,
  Lease,
  Namespace,
  PodDisruptionBudget,
  PriorityClass,
  ResourceQuota,
  Secret,
  ServiceAccount,
} from "../../api/core.ts";
import type { KubernetesObject, LabelSelector } from "../../api/meta.ts";
import type { PodTemplateSpec } from "../../api/pod.ts";
import { canonicalQuantity } from "../../api/quantity.ts";
import { age } from "./age.ts";
import { labelSelectorText, labelsText } from "./labels.ts";
import type { Cell, Printer } from "./table.ts";
import { containerCells } from "./workload.ts";

/** Printers of the small kinds: a name, a few words, and an age. */

function small<T extends KubernetesObject>(
  columns: readonly string[],
  cells: (object: T) => readonly Cell[],
): Printer<T> {
  return {
    columns: ["Name", ...columns, "Age"],
    cells: (object, { now }) => [
      object.metadata.name ?? "",
      ...cells(object),
      age(object.metadata.creationTimestamp, now),
    ],
  };
}

const size = (...maps: readonly (object | undefined)[]): number =>
  maps.reduce((sum, map) => sum + Object.keys(map ?? {}).length, 0);

export const namespacePrinter = small<Namespace>(["Status"], ({ status }) => [status?.phase ?? ""]);
export const configMapPrinter = small<ConfigMap>(["Data"], ({ data, binaryData }) => [size(data, binaryData)]);
export const secretPrinter = small<Secret>(["Type", "Data"], ({ type, data }) => [type ?? "Opaque", size(data)]);
export const serviceAccountPrinter = small<ServiceAccount>(["Secrets"], ({ secrets }) => [secrets?.length ?? 0]);
export const leasePrinter = small<Lease>(["Holder"], ({ spec }) => [spec?.holderIdentity ?? ""]);

export const podDisruptionBudgetPrinter = small<PodDisruptionBudget>(
  ["Min Available", "Max Unavailable", "Allowed Disruptions"],
  ({ spec = {}, status }) => [
    spec.minAvailable ?? "N/A",
    spec.maxUnavailable ?? "N/A",
    status?.disruptionsAllowed ?? 0,
  ],
);

export const priorityClassPrinter: Printer<PriorityClass> = {
  columns: ["Name", "Value", "Global-Default", "Age"],
  wide: ["PreemptionPolicy"],
  cells: ({ metadata, value, globalDefault, preemptionPolicy }, { now }) => [
    metadata.name ?? "",
    value,
    `${globalDefault ?? false}`,
    age(metadata.creationTimestamp, now),
    preemptionPolicy ?? "",
  ],
};

export const resourceQuotaPrinter = small<ResourceQuota>(["Request", "Limit"], ({ status }) => {
  const texts = (limits: boolean): string =>
    Object.keys(status?.hard ?? {})
      .sort()
      .filter((resource) => resource.startsWith("limits.") === limits)
      .map(
        (resource) =>
          `${resource}: ${canonicalQuantity(status?.used?.[resource] ?? "0")}/${canonicalQuantity(status?.hard?.[resource] ?? "0")}`,
      )
      .join(", ");
  return [texts(false), texts(true)];
});

export const networkPolicyPrinter = small<KubernetesObject & { spec?: { podSelector?: LabelSelector } }>(
  ["Pod-Selector"],
  ({ spec }) => [labelSelectorText(spec?.podSelector)],
);

export const runtimeClassPrinter = small<KubernetesObject & { handler?: string }>(["Handler"], ({ handler }) => [
  handler ?? "",
]);

export const webhookPrinter = small<KubernetesObject & { webhooks?: readonly unknown[] }>(
  ["Webhooks"],
  ({ webhooks }) => [webhooks?.length ?? 0],
);

export const validatingAdmissionPolicyPrinter = small<
  KubernetesObject & {
    spec?: { validations?: readonly unknown[]; paramKind?: { apiVersion?: string; kind?: string } };
  }
>(["Validations", "ParamKind"], ({ spec = {} }) => [
  spec.validations?.length ?? 0,
  spec.paramKind ? `${spec.paramKind.apiVersion}/${spec.paramKind.kind}` : "<unset>",
]);

export const validatingAdmissionPolicyBindingPrinter = small<
  KubernetesObject & { spec?: { policyName?: string; paramRef?: { name?: string; namespace?: string } } }
>(["PolicyName", "ParamRef"], ({ spec = {} }) => {
  const { name, namespace } = spec.paramRef ?? {};
  return [spec.policyName ?? "", name ? `${namespace || "*"}/${name}` : "<unset>"];
});

export const controllerRevisionPrinter = small<KubernetesObject & { revision?: number }>(
  ["Controller", "Revision"],
  ({ metadata, revision }) => {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller);
    const group = owner?.apiVersion.includes("/") ? `.${owner.apiVersion.split("/")[0]}` : "";
    return [owner ? `${owner.kind.toLowerCase()}${group}/${owner.name}` : "<none>", revision ?? 0];
  },
);

export const podTemplatePrinter: Printer<KubernetesObject & { template?: PodTemplateSpec }> = {
  columns: ["Name", "Containers", "Images", "Pod Labels"],
  cells: ({ metadata, template }) => [
    metadata.name ?? "",
    ...containerCells(template),
    labelsText(template?.metadata?.labels),
  ],
};

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

type Binding = KubernetesObject & { roleRef?: { kind: string; name: string }; subjects?: readonly Subject[] };

export const roleBindingPrinter: Printer<Binding> = {
  columns: ["Name", "Role", "Age"],
  wide: ["Users", "Groups", "ServiceAccounts"],
  cells: ({ metadata, roleRef, subjects = [] }, { now }) => {
    const names = (wanted: string): string =>
      subjects
        .filter(({ kind }) => kind === wanted)
        .map(({ name, namespace }) => (wanted === "ServiceAccount" && namespace ? `${namespace}/${name}` : name))
        .join(", ");
    return [
      metadata.name ?? "",
      `${roleRef?.kind}/${roleRef?.name}`,
      age(metadata.creationTimestamp, now),
      names("User"),
      names("Group"),
      names("ServiceAccount"),
    ];
  },
};
