import { build, preview } from "vite";
import { generateFonts } from "./generate-fonts.ts";
import { generateSchema } from "./generate-schema.ts";

const defaultPort = 4173;

function portFromEnvironment(): number {
  const text = process.env.PORT;
  if (text === undefined || text === "") return defaultPort;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    console.error(`PORT is "${text}"; it must be a number from 1 to 65535.`);
    process.exit(1);
  }
  return port;
}

/** Builds the playground and serves it on localhost. `--no-build` serves what `dist/` holds. */
const port = portFromEnvironment();
if (!process.argv.includes("--no-build")) {
  generateSchema();
  await generateFonts();
  await build({ logLevel: "warn" });
}
try {
  await preview({ preview: { port, strictPort: true, host: "localhost" }, logLevel: "warn" });
  console.log(`Podyssey is served on http://localhost:${port}  (Ctrl+C stops it)`);
} catch (error) {
  const taken = error instanceof Error && /in use|EADDRINUSE/.test(error.message);
  console.error(
    taken
      ? `Port ${port} is taken by another program. Choose another one: PORT=${port === 65_535 ? 4173 : port + 1} npm start`
      : `The server could not be started: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exit(1);
}
