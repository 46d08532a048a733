import type { InterfaceCatalogue } from "./catalogue.ts";

export const interfaceZhCN: InterfaceCatalogue = {
  "app.name": "Podyssey",
};
