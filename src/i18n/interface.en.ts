/** Strings are plain, or functions of their parameters. Other languages are typed by this catalogue. */
export const interfaceEn = {
  "app.name": "Podyssey",
};
