import { byteLength, validateDNS1123Subdomain } from "../../api/names.ts";
import type { Container, PodSpec } from "../../api/pod.ts";
import type { Check } from "./fieldError.ts";

interface WindowsOptions {
  gmsaCredentialSpecName?: string;
  gmsaCredentialSpec?: string;
  runAsUserName?: string;
  hostProcess?: boolean;
}

const specLimit = 64 * 1024;
const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const domainName =
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** Models validateWindowsSecurityContextOptions (v1.34). */
export function validateWindowsOptions(check: Check, options: WindowsOptions | undefined): void {
  if (!options) return;
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName } = options;
  if (specName !== undefined)
    check.at("gmsaCredentialSpecName").invalidAll(specName, validateDNS1123Subdomain(specName));
  if (spec === "") check.at("gmsaCredentialSpec").invalid(spec, "gmsaCredentialSpec cannot be an empty string");
  else if (spec !== undefined && byteLength(spec) > specLimit)
    check.at("gmsaCredentialSpec").invalid(spec, "gmsaCredentialSpec size must be under 64 KiB");
  if (runAsUserName !== undefined) validateUserName(check.at("runAsUserName"), runAsUserName);
}

/** `DOMAIN\USER`, or the user alone. */
function validateUserName(check: Check, name: string): void {
  const refuse = (why: string): void => check.invalid(name, `runAsUserName${why}`);
  const parts = name.split("\\");
  if (name === "") refuse(" cannot be an empty string");
  else if (/\p{Cc}/u.test(name)) refuse(" cannot contain control characters");
  else if (parts.length > 2) refuse(" cannot contain more than one backslash");
  else {
    const [user = "", domain] = parts.reverse();
    if (domain !== undefined && byteLength(domain) >= 256) refuse("'s Domain length must be under 256 characters");
    if (domain !== undefined && !netBios.test(domain) && !domainName.test(domain))
      refuse("'s Domain doesn't match the NetBios nor the DNS format");
    if (user === "") refuse("'s User cannot be empty");
    else if (byteLength(user) > 104) refuse("'s User length must not be longer than 104 characters");
    if (/^[. ]+$/.test(user)) refuse("'s User cannot contain only periods or spaces");
    if (/["/\\:;|=,+*?<>@[\]]/.test(user))
      refuse("'s User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
  }
}

const hostProcessOf = (context: { windowsOptions?: WindowsOptions } | undefined): boolean | undefined =>
  context?.windowsOptions?.hostProcess;

/** All containers are processes of the host, or none. Models validateWindowsHostProcessPod (v1.34). */
export function validateHostProcess(check: Check, spec: PodSpec): void {
  const ofPod = hostProcessOf(spec.securityContext);
  let all = 0;
  let onHost = 0;
  for (const list of ["initContainers", "containers", "ephemeralContainers"] as const) {
    (spec[list] ?? []).forEach((container: Container, index) => {
      const own = hostProcessOf(container.securityContext);
      all++;
      if (ofPod !== undefined && own !== undefined && ofPod !== own)
        check
          .at(list, index, "securityContext", "windowsOptions", "hostProcess")
          .invalid(own, `pod hostProcess value must be identical if both are specified, was ${ofPod}`);
      if (own ?? ofPod) onHost++;
    });
  }
  if (onHost === 0) return;
  if (onHost !== all)
    check.invalid("", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
  if (!spec.hostNetwork)
    check.at("hostNetwork").invalid(false, "hostNetwork must be true if pod contains any hostProcess containers");
}
