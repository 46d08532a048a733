import type { Taint } from "../../api/core.ts";
import type { KindInfo } from "../../api/kinds.ts";
import type { KubernetesObject, Time } from "../../api/meta.ts";
import type { Toleration } from "../../api/pod.ts";
import { type VirtualMillis, virtualTime } from "../../kernel/clock.ts";
import type { Records } from "../../kernel/records.ts";
import { describeLayout, tabbed } from "../print/tabWriter.ts";

/** What a describer may look up beside its object. */
export interface DescribeContext {
  readonly records: Records;
  readonly now: VirtualMillis;
  readonly kind: KindInfo;
}

/** Writes what is known of an object. */
export type Describer<T extends KubernetesObject = KubernetesObject> = (
  description: Description,
  object: T,
  context: DescribeContext,
) => void;

/** Longer annotations are cut off, or broken into lines of their own. */
const longestAnnotation = 140;

/** Annotations that say nothing to a reader. */
const skippedAnnotations = new Set(["kubectl.kubernetes.io/last-applied-configuration"]);

/** The text of `kubectl describe`, line by line. Models PrefixWriter and the multi-line printers of pkg/describe/describe.go (v1.34). */
export class Description {
  private readonly printed: string[] = [];
  private pending = "";

  /** `level` times two blanks, then cells with tabs between them, as one line. */
  line(level: number, ...cells: readonly (string | number)[]): this {
    return this.write(`${"  ".repeat(level)}${cells.join("\t")}\n`);
  }

  /** `Name:` and its value. */
  field(level: number, name: string, value: string | number | boolean): this {
    return this.line(level, `${name}:`, String(value));
  }

  /** Text as it is; lines end where it says so. */
  write(text: string): this {
    this.pending += text;
    return this;
  }

  /** The columns above are finished: what follows begins new ones. */
  flush(): this {
    if (this.pending === "") return this;
    this.printed.push(...tabbed(this.pending.replace(/\n$/, "").split("\n"), describeLayout));
    this.pending = "";
    return this;
  }

  lines(): readonly string[] {
    return this.flush().printed;
  }

  /** With the tabs left in, as `rollout history` prints a template. */
  untabbed(): readonly string[] {
    return this.pending.replace(/\n$/, "").split("\n");
  }

  /** Labels, selectors: one a line, by key. */
  labels(title: string, labels: { readonly [key: string]: string } | undefined, indent = ""): this {
    const keys = Object.keys(labels ?? {}).sort();
    return this.list(
      title,
      keys.map((key) => `${key}=${labels?.[key]}`),
      indent,
    );
  }

  /** Values one below the other, or `<none>`. */
  list(title: string, values: readonly string[], indent = ""): this {
    if (values.length === 0) return this.write(`${indent}${title}:\t<none>\n`);
    return this.write(`${indent}${title}:\t${values.join(`\n${indent}\t`)}\n`);
  }

  annotations(title: string, annotations: { readonly [key: string]: string } | undefined): this {
    const keys = Object.keys(annotations ?? {})
      .filter((key) => !skippedAnnotations.has(key))
      .sort();
    return this.list(
      title,
      keys.map((key) => annotationText(key, (annotations?.[key] ?? "").replace(/\n$/, ""))),
    );
  }

  tolerations(title: string, tolerations: readonly Toleration[] | undefined): this {
    const sorted = [...(tolerations ?? [])].sort((a, b) => ((a.key ?? "") < (b.key ?? "") ? -1 : 1));
    return this.list(
      title.trimStart(),
      sorted.map(tolerationText),
      title.slice(0, title.length - title.trimStart().length),
    );
  }

  taints(title: string, taints: readonly Taint[] | undefined): this {
    const order = ({ effect, key }: Taint): string => `${effect},${key}`;
    const sorted = [...(taints ?? [])].sort((a, b) => (order(a) < order(b) ? -1 : 1));
    return this.list(
      title,
      sorted.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ""}:${effect}`),
    );
  }
}

function annotationText(key: string, value: string): string {
  if (value.length + key.length + 2 <= longestAnnotation && !value.includes("\n")) return `${key}: ${value}`;
  const lines = value.split("\n").map((line) => `\n\t  ${shorten(line, longestAnnotation - 2)}`);
  return `${key}:${lines.join("")}`;
}

const shorten = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}...` : text);

function tolerationText({ key = "", value = "", effect = "", operator, tolerationSeconds }: Toleration): string {
  const head = `${key}${value ? `=${value}` : ""}${effect ? `:${effect}` : ""}`;
  const exists = operator === "Exists" && value === "" ? `${head === "" ? "" : " "}op=Exists` : "";
  return `${head}${exists}${tolerationSeconds === undefined ? "" : ` for ${tolerationSeconds}s`}`;
}

const weekdays = ["Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const day = 86_400_000;

/** `Tue, 01 Jan 2030 00:00:00 +0000`: Go's time.RFC1123Z. The zero time when there is none. */
export function longTime(time: Time | null | undefined): string {
  const then = time ? virtualTime(time) : null;
  if (!time || then === null) return "Mon, 01 Jan 0001 00:00:00 +0000";
  // The epoch is a Tuesday.
  const weekday = weekdays[((Math.floor(then / day) % 7) + 7) % 7];
  return `${weekday}, ${time.slice(8, 10)} ${months[Number(time.slice(5, 7)) - 1]} ${time.slice(0, 4)} ${time.slice(11, 19)} +0000`;
}

/** `ReplicaSet/web-5d78c9869d`, or nothing. */
export function controllerOf({ metadata }: KubernetesObject): string | undefined {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return owner && `${owner.kind}/${owner.name}`;
}

export const yesNo = (value: boolean): string => (value ? "True" : "False");
