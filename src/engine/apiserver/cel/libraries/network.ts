import type { Environment } from "@marcbachmann/cel-js";
import { Address, Network, parseAddress, parseNetwork } from "./address.ts";
import { parseUrl, Url } from "./url.ts";

class IpFunctions {}

function taken<T extends object>(result: T | { readonly problem: string }, prefix = ""): T {
  if ("problem" in result) throw new Error(`${prefix}${result.problem}`);
  return result;
}

const url = (text: string): Url => taken(parseUrl(text), "URL parse error during conversion from string: ");
const address = (text: string): Address => taken(parseAddress(text));
const network = (text: string): Network => taken(parseNetwork(text));

/** URLs, IP addresses and networks. Models urls.go, ip.go and cidr.go of k8s.io/apiserver/pkg/cel/library (v1.34). */
export function withNetwork(environment: Environment): Environment {
  return environment
    .registerType("URL", Url)
    .registerFunction("url(string): URL", url)
    .registerFunction("isURL(string): bool", (text: string) => !("problem" in parseUrl(text)))
    .registerFunction("URL.getScheme(): string", (it: Url) => it.scheme)
    .registerFunction("URL.getHost(): string", (it: Url) => it.host)
    .registerFunction("URL.getHostname(): string", (it: Url) => it.hostname)
    .registerFunction("URL.getPort(): string", (it: Url) => it.port)
    .registerFunction("URL.getEscapedPath(): string", (it: Url) => it.escapedPath)
    .registerFunction("URL.getQuery(): map<string, list<string>>", (it: Url) => it.parameters)
    .registerOperator("URL == URL", (a: Url, b: Url) => a.equals(b))
    .registerType("IP", Address)
    .registerType("IpFunctions", IpFunctions)
    .registerConstant("ip", "IpFunctions", new IpFunctions())
    .registerFunction("ip(string): IP", address)
    .registerFunction("isIP(string): bool", (text: string) => !("problem" in parseAddress(text)))
    .registerFunction(
      "IpFunctions.isCanonical(string): bool",
      (_: IpFunctions, text: string) => `${address(text)}` === text,
    )
    .registerFunction("IP.family(): int", (it: Address) => BigInt(it.family))
    .registerFunction("IP.isUnspecified(): bool", (it: Address) => it.isUnspecified())
    .registerFunction("IP.isLoopback(): bool", (it: Address) => it.isLoopback())
    .registerFunction("IP.isLinkLocalMulticast(): bool", (it: Address) => it.isLinkLocalMulticast())
    .registerFunction("IP.isLinkLocalUnicast(): bool", (it: Address) => it.isLinkLocalUnicast())
    .registerFunction("IP.isGlobalUnicast(): bool", (it: Address) => it.isGlobalUnicast())
    .registerFunction("string(IP): string", (it: Address) => `${it}`)
    .registerOperator("IP == IP", (a: Address, b: Address) => a.equals(b))
    .registerType("CIDR", Network)
    .registerFunction("cidr(string): CIDR", network)
    .registerFunction("isCIDR(string): bool", (text: string) => !("problem" in parseNetwork(text)))
    .registerFunction("CIDR.containsIP(string): bool", (it: Network, text: string) => it.contains(address(text)))
    .registerFunction("CIDR.containsIP(IP): bool", (it: Network, other: Address) => it.contains(other))
    .registerFunction("CIDR.containsCIDR(string): bool", (it: Network, text: string) => it.includes(network(text)))
    .registerFunction("CIDR.containsCIDR(CIDR): bool", (it: Network, other: Network) => it.includes(other))
    .registerFunction("CIDR.ip(): IP", (it: Network) => it.address)
    .registerFunction("CIDR.masked(): CIDR", (it: Network) => it.masked())
    .registerFunction("CIDR.prefixLength(): int", (it: Network) => BigInt(it.length))
    .registerFunction("string(CIDR): string", (it: Network) => `${it}`)
    .registerOperator("CIDR == CIDR", (a: Network, b: Network) => a.equals(b));
}
