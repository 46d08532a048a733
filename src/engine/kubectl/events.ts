/** What kubectl does on the user's side of the network. */
export type KubectlEvent =
  | { readonly type: "KubectlCommand"; readonly command: string }
  | {
      readonly type: "KubectlRead";
      readonly file: string;
      readonly objects: readonly { readonly kind: string; readonly name: string }[];
    }
  | { readonly type: "KubectlDiscovery"; readonly cached: boolean }
  | { readonly type: "KubectlOutput"; readonly text: string; readonly stream: "stdout" | "stderr" };
