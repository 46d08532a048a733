import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "conformance/**/*.test.ts"],
    environment: "node",
    // Time on the wall: on two shared cores a test that works for one second can take ten. It is there to end what hangs.
    testTimeout: 30_000,
  },
});
