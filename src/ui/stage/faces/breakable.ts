/** Where the names of resources, which are written in small letters throughout, have their joints. */
const compound =
  /(horizontalpod|persistentvolume|poddisruption|validatingwebhook|mutatingwebhook|controller|endpoint|replica|stateful|daemon|storage|resource|priority|service)(?=autoscaler|claim|budget|configuration|revision|slice|set|class|quota|account)/g;

/** Lets long names break after their joints, so that nothing has to be cut off. */
export function breakable(text: string): string {
  return text
    .replace(/([/.:=_-])(?=\w)/g, "$1\u200B")
    .replace(/([a-z]{3})(?=[A-Z][a-z])/g, "$1\u200B")
    .replace(compound, "$1\u200B");
}
