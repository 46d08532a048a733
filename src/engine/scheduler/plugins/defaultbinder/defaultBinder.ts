import type { BindPlugin } from "../../framework/interface.ts";
import { success } from "../../framework/status.ts";

/**
 * DefaultBinder is the last resort that always binds. The Binding itself is posted by the scheduler's component, which
 * has a client; the plugin says that nothing else has to be done.
 *
 * Models pkg/scheduler/framework/plugins/defaultbinder (v1.34).
 */
export const defaultBinder: BindPlugin = {
  name: "DefaultBinder",
  bind: () => success,
};
