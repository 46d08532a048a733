import type {
  HorizontalPodAutoscaler,
  MetricIdentifier,
  MetricSpec,
  MetricStatus,
  MetricValueStatus,
  ScalingRules,
} from "../api/autoscaling.ts";
import type { LabelSelector, Quantity } from "../api/meta.ts";

/**
 * What only autoscaling/v2 has, as autoscaling/v1 carries it in annotations, so that nothing is lost on the way there and
 * back. Models pkg/apis/autoscaling/v1/conversion.go (v1.34); the order of the fields is that of Go's structs.
 */
const prefix = "autoscaling.alpha.kubernetes.io/";

type Spec = HorizontalPodAutoscaler["spec"];
type HpaStatus = NonNullable<HorizontalPodAutoscaler["status"]>;
type Target = NonNullable<MetricSpec["resource"]>["target"];
type Described = NonNullable<MetricSpec["object"]>["describedObject"];
type Annotations = { readonly [name: string]: string };

/** Metrics as v1 wrote them: flat, with the aims and the figures under names of their own. */
interface FlatMetric {
  type: string;
  object?: { target: Described; metricName: string; selector?: LabelSelector; averageValue?: Quantity } & Values;
  pods?: { metricName: string; selector?: LabelSelector } & Values;
  resource?: { name: string } & Values;
  containerResource?: { name: string; container: string } & Values;
  external?: { metricName: string; metricSelector?: LabelSelector } & Values;
}

interface Values {
  targetValue?: Quantity;
  targetAverageValue?: Quantity;
  targetAverageUtilization?: number;
  currentValue?: Quantity;
  currentAverageValue?: Quantity;
  currentAverageUtilization?: number;
}

interface GoRules {
  StabilizationWindowSeconds?: number | null;
  SelectPolicy?: ScalingRules["selectPolicy"] | null;
  Policies?: { Type: "Pods" | "Percent"; Value: number; PeriodSeconds: number }[] | null;
  Tolerance?: string | null;
}

/** Go writes some characters so that HTML can hold them. */
function goText(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&]/g, (it) => `\\u00${it.charCodeAt(0).toString(16)}`);
}

/** The metric that v1 has a field for. */
export function isProcessorShare({ type, resource }: MetricSpec): boolean {
  return type === "Resource" && resource?.name === "cpu" && resource.target.averageUtilization !== undefined;
}

/** The annotations that v1 has in place of fields. */
export function annotationsOf(spec: Spec | undefined, status: HpaStatus | undefined): Annotations {
  const others = (spec?.metrics ?? []).filter((metric) => !isProcessorShare(metric));
  const { currentMetrics, conditions } = status ?? {};
  const { behavior } = spec ?? {};
  const shown: [string, unknown][] = [
    ["metrics", others.length > 0 && others.map(flatSpec)],
    ["current-metrics", currentMetrics && currentMetrics.length > 0 && currentMetrics.map(flatStatus)],
    ["behavior", behavior && { ScaleUp: goRules(behavior.scaleUp), ScaleDown: goRules(behavior.scaleDown) }],
    ["conditions", conditions && conditions.length > 0 && conditions],
  ];
  return Object.fromEntries(shown.flatMap(([name, value]) => (value ? [[prefix + name, goText(value)]] : [])));
}

/** What the annotations of a v1 object tell, and those that are about something else. */
export function fromAnnotations(annotations: Annotations = {}): {
  readonly spec: Pick<Spec, "metrics" | "behavior">;
  readonly status: Pick<HpaStatus, "currentMetrics" | "conditions">;
  readonly others: Annotations;
} {
  const metrics = read<FlatMetric[]>(annotations, "metrics", Array.isArray);
  const current = read<FlatMetric[]>(annotations, "current-metrics", Array.isArray);
  const behavior = read<{ ScaleUp?: GoRules | null; ScaleDown?: GoRules | null }>(annotations, "behavior", isObject);
  const conditions = read<HpaStatus["conditions"]>(annotations, "conditions", Array.isArray);
  return {
    spec: {
      ...(metrics && { metrics: metrics.map(specOf) }),
      ...((behavior?.ScaleUp || behavior?.ScaleDown) && {
        behavior: {
          ...(behavior.ScaleUp && { scaleUp: rulesOf(behavior.ScaleUp) }),
          ...(behavior.ScaleDown && { scaleDown: rulesOf(behavior.ScaleDown) }),
        },
      }),
    },
    status: { ...(current && { currentMetrics: current.map(statusOf) }), ...(conditions && { conditions }) },
    others: Object.fromEntries(Object.entries(annotations).filter(([name]) => !roundTrip.has(name))),
  };
}

const roundTrip = new Set(["metrics", "current-metrics", "behavior", "conditions"].map((name) => prefix + name));

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

/** One that cannot be read counts as none, as upstream has it. */
function read<T>(annotations: Annotations, name: string, isForm: (value: unknown) => boolean): T | undefined {
  const text = annotations[prefix + name];
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isForm(value) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

function flatSpec({ type, object, pods, resource, containerResource, external }: MetricSpec): FlatMetric {
  const share = ({ averageUtilization, averageValue }: Target) => ({
    ...(averageUtilization !== undefined && { targetAverageUtilization: averageUtilization }),
    ...(averageValue !== undefined && { targetAverageValue: averageValue }),
  });
  return {
    type,
    ...(object && {
      object: {
        target: goReference(object.describedObject),
        metricName: object.metric.name,
        targetValue: object.target.value ?? "0",
        ...selectorAs("selector", object.metric),
        ...(object.target.averageValue !== undefined && { averageValue: object.target.averageValue }),
      },
    }),
    ...(pods && {
      pods: {
        metricName: pods.metric.name,
        targetAverageValue: pods.target.averageValue ?? "0",
        ...selectorAs("selector", pods.metric),
      },
    }),
    ...(resource && { resource: { name: resource.name, ...share(resource.target) } }),
    ...(containerResource && {
      containerResource: {
        name: containerResource.name,
        ...share(containerResource.target),
        container: containerResource.container,
      },
    }),
    ...(external && {
      external: {
        metricName: external.metric.name,
        ...selectorAs("metricSelector", external.metric),
        ...(external.target.value !== undefined && { targetValue: external.target.value }),
        ...(external.target.averageValue !== undefined && { targetAverageValue: external.target.averageValue }),
      },
    }),
  };
}

function flatStatus({ type, object, pods, resource, containerResource, external }: MetricStatus): FlatMetric {
  const share = ({ averageUtilization, averageValue = "0" }: MetricValueStatus) => ({
    ...(averageUtilization !== undefined && { currentAverageUtilization: averageUtilization }),
    currentAverageValue: averageValue,
  });
  return {
    type,
    ...(object && {
      object: {
        target: goReference(object.describedObject),
        metricName: object.metric.name,
        currentValue: object.current.value ?? "0",
        ...selectorAs("selector", object.metric),
        ...(object.current.averageValue !== undefined && { averageValue: object.current.averageValue }),
      },
    }),
    ...(pods && {
      pods: {
        metricName: pods.metric.name,
        currentAverageValue: pods.current.averageValue ?? "0",
        ...selectorAs("selector", pods.metric),
      },
    }),
    ...(resource && { resource: { name: resource.name, ...share(resource.current) } }),
    ...(containerResource && {
      containerResource: {
        name: containerResource.name,
        ...share(containerResource.current),
        container: containerResource.container,
      },
    }),
    ...(external && {
      external: {
        metricName: external.metric.name,
        ...selectorAs("metricSelector", external.metric),
        currentValue: external.current.value ?? "0",
        ...(external.current.averageValue !== undefined && { currentAverageValue: external.current.averageValue }),
      },
    }),
  };
}

function selectorAs<Name extends string>(
  name: Name,
  { selector }: MetricIdentifier,
): { [key in Name]?: LabelSelector } {
  return (selector ? { [name]: selector } : {}) as { [key in Name]?: LabelSelector };
}

function goReference({ kind, name, apiVersion }: Described): Described {
  return { kind, name, ...(apiVersion && { apiVersion }) };
}

function specOf({ type, object, pods, resource, containerResource, external }: FlatMetric): MetricSpec {
  return {
    type,
    ...(object && {
      object: {
        describedObject: object.target,
        metric: identifier(object.metricName, object.selector),
        target: object.averageValue
          ? { type: "AverageValue", averageValue: object.averageValue }
          : { type: "Value", value: object.targetValue ?? "0" },
      },
    }),
    ...(pods && {
      pods: {
        metric: identifier(pods.metricName, pods.selector),
        target: { type: "AverageValue", averageValue: pods.targetAverageValue ?? "0" },
      },
    }),
    ...(resource && { resource: { name: resource.name, target: targetOf(resource) } }),
    ...(containerResource && {
      containerResource: {
        name: containerResource.name,
        container: containerResource.container,
        target: targetOf(containerResource),
      },
    }),
    ...(external && {
      external: {
        metric: identifier(external.metricName, external.metricSelector),
        target: targetOf(external),
      },
    }),
  };
}

function targetOf({ targetAverageUtilization, targetAverageValue, targetValue }: Values): Target {
  if (targetAverageUtilization !== undefined)
    return { type: "Utilization", averageUtilization: targetAverageUtilization };
  if (targetValue !== undefined) return { type: "Value", value: targetValue };
  return { type: "AverageValue", averageValue: targetAverageValue ?? "0" };
}

function statusOf({ type, object, pods, resource, containerResource, external }: FlatMetric): MetricStatus {
  return {
    type,
    ...(object && {
      object: {
        describedObject: object.target,
        metric: identifier(object.metricName, object.selector),
        current: currentOf({ ...object, ...(object.averageValue && { currentAverageValue: object.averageValue }) }),
      },
    }),
    ...(pods && { pods: { metric: identifier(pods.metricName, pods.selector), current: currentOf(pods) } }),
    ...(resource && { resource: { name: resource.name, current: currentOf(resource) } }),
    ...(containerResource && {
      containerResource: {
        name: containerResource.name,
        container: containerResource.container,
        current: currentOf(containerResource),
      },
    }),
    ...(external && {
      external: { metric: identifier(external.metricName, external.metricSelector), current: currentOf(external) },
    }),
  };
}

function currentOf({ currentValue, currentAverageValue, currentAverageUtilization }: Values): MetricValueStatus {
  return {
    ...(currentValue !== undefined && { value: currentValue }),
    ...(currentAverageValue !== undefined && { averageValue: currentAverageValue }),
    ...(currentAverageUtilization !== undefined && { averageUtilization: currentAverageUtilization }),
  };
}

function identifier(name: string, selector: LabelSelector | undefined): MetricIdentifier {
  return { name, ...(selector && { selector }) };
}

/** Upstream writes its internal type here, whose fields have Go's names. */
function goRules(rules: (ScalingRules & { tolerance?: string }) | undefined): GoRules | null {
  if (!rules) return null;
  const { stabilizationWindowSeconds = null, selectPolicy = null, policies, tolerance = null } = rules;
  return {
    StabilizationWindowSeconds: stabilizationWindowSeconds,
    SelectPolicy: selectPolicy,
    Policies:
      policies?.map(({ type, value, periodSeconds }) => ({ Type: type, Value: value, PeriodSeconds: periodSeconds })) ??
      null,
    Tolerance: tolerance,
  };
}

function rulesOf({ StabilizationWindowSeconds, SelectPolicy, Policies, Tolerance }: GoRules): ScalingRules {
  return {
    ...(typeof StabilizationWindowSeconds === "number" && { stabilizationWindowSeconds: StabilizationWindowSeconds }),
    ...(SelectPolicy && { selectPolicy: SelectPolicy }),
    ...(Policies && {
      policies: Policies.map(({ Type, Value, PeriodSeconds }) => ({
        type: Type,
        value: Value,
        periodSeconds: PeriodSeconds,
      })),
    }),
    ...(Tolerance && { tolerance: Tolerance }),
  };
}
