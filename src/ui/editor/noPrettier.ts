/** Stands in for prettier in the YAML worker: formatting a document is not offered, and prettier is half of its size. */
export function format(): never {
  throw new Error("Format Document is not offered.");
}
export default {};
