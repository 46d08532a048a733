import type { PodTemplateSpec } from "../../api/pod.ts";
import { describeContainers } from "./container.ts";
import type { Description } from "./description.ts";
import { describeSpread, describeVolumes } from "./volume.ts";

/** Models DescribePodTemplate of kubectl's pkg/describe/describe.go (v1.34). */
export function describePodTemplate(description: Description, template: PodTemplateSpec | undefined): void {
  description.line(0, "Pod Template:");
  if (!template) {
    description.line(1, "<unset>");
    return;
  }
  const { metadata = {}, spec } = template;
  description.labels("Labels", metadata.labels, "  ");
  if (Object.keys(metadata.annotations ?? {}).length > 0)
    description.annotations("  Annotations", metadata.annotations);
  if (spec.serviceAccountName) description.field(1, "Service Account", spec.serviceAccountName);
  const indent = "  ";
  if (spec.initContainers?.length) describeContainers(description, "Init Containers", spec.initContainers, { indent });
  describeContainers(description, "Containers", spec.containers, { indent });
  describeVolumes(description, spec.volumes, indent);
  describeSpread(description, spec.topologySpreadConstraints, indent);
  if (spec.priorityClassName) description.field(1, "Priority Class Name", spec.priorityClassName);
  description.labels("Node-Selectors", spec.nodeSelector, indent).tolerations("  Tolerations", spec.tolerations);
}
