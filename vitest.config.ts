import { defineConfig } from "vitest/config";

/** Their subject is a store that lives as long as its module. */
const withStores = ["src/state/**/*.test.ts"];

export default defineConfig({
  test: {
    environment: "node",
    // Time on the wall: on two shared cores a test that works for one second can take ten. It is there to end what hangs.
    testTimeout: 30_000,
    projects: [
      // All else has no state: a process for each file would spend more time on loading the engine than on testing it.
      {
        extends: true,
        test: {
          name: "pure",
          include: ["src/**/*.test.{ts,tsx}", "conformance/**/*.test.ts"],
          exclude: withStores,
          isolate: false,
        },
      },
      { extends: true, test: { name: "stores", include: withStores } },
    ],
  },
});
