import type { LabelSelector } from "../../api/meta.ts";
import { type CompiledSelector, compileSelector, matches } from "../../api/selector.ts";
import type { Labels } from "./labels.ts";

/** A compiled label selector with what upstream asks of labels.Selector: does it match, and is it empty. */
export class PodSelector {
  private readonly compiled: CompiledSelector | null;
  /** True for `{}`: matches everything, yet spread counts nothing with it. */
  readonly isEmpty: boolean;
  readonly error: string | null;

  constructor(selector: LabelSelector | null | undefined) {
    const compiled = compileSelector(selector);
    if ("error" in compiled) {
      this.compiled = null;
      this.error = compiled.error;
    } else {
      this.compiled = compiled;
      this.error = null;
    }
    this.isEmpty =
      !!selector && Object.keys(selector.matchLabels ?? {}).length === 0 && !selector.matchExpressions?.length;
  }

  matches(labels: Labels): boolean {
    return this.compiled !== null && matches(this.compiled, labels);
  }
}
