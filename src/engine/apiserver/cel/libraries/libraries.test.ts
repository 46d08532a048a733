import { describe, expect, it } from "vitest";
import { evaluateCel } from "../evaluate.ts";
import { Authorizer, type Question, ResourceCheck } from "./authorizer.ts";

const object = { m: { a: 1, b: 2 }, l: [1, 2], name: "web-1", url: "https://u@a.b:80/p q?x=1&x=2#f" };
const isAllowed = ({ verb, user, path, group, resource, namespace }: Question): boolean =>
  (user?.name ?? "me") === "me" &&
  verb === "get" &&
  (path === "/healthz" || `${group}/${resource}/${namespace}` === "/pods/x");
const requestResource = new ResourceCheck(isAllowed, { group: "", resource: "pods", namespace: "x" });
const authorizer = new Authorizer(isAllowed, requestResource);
const evaluated = (expression: string) => evaluateCel(expression, { object, oldObject: null, authorizer });

describe("libraries of CEL", () => {
  it.each<[string, unknown]>([
    // Texts
    ["'abc'.charAt(1)", "b"],
    ["'aaa'.replace('a', 'b', 2)", "bba"],
    ["'abc123 x9'.find('[0-9]+')", "123"],
    ["'a1b2'.findAll('[0-9]', 1)", ["1"]],
    ["strings.quote('a\"b')", '"a\\"b"'],
    ["'%s has %d of %.1f, %x %b %%'.format(['a', 3, 2.55, 255, true])", "a has 3 of 2.5, ff 1 %"],
    ["'%s %s'.format([object.l, object.m])", "[1, 2] {a: 1, b: 2}"],
    ["'%e'.format([1234.5])", "1.234500e+03"],
    // Lists and sets
    ["object.l.sum() == 3 && object.l.min() == 1 && object.l.max() == 2", true],
    ["[1, 2, 1].lastIndexOf(1)", 2n],
    ["object.l.indexOf(2.0)", 1n],
    ["[3, 1].isSorted()", false],
    ["sets.contains([1, 2.0], [2])", true],
    ["sets.equivalent([1, 1], [1])", true],
    ["sets.intersects(object.l, [3])", false],
    // URLs
    ["url(object.url).getHost()", "a.b:80"],
    ["url(object.url).getHostname() + url(object.url).getPort()", "a.b80"],
    ["url(object.url).getEscapedPath()", "/p%20q"],
    ["url(object.url).getQuery()['x']", ["1", "2"]],
    ["isURL('/a') && isURL('a:b') && !isURL('a') && !isURL('../a') && !isURL('http://a:b/')", true],
    // Addresses
    ["ip('10.0.0.1').family() == 4 && ip('::1').isLoopback() && ip('fe80::1').isLinkLocalUnicast()", true],
    ["ip('224.0.0.1').isLinkLocalMulticast() && !ip('255.255.255.255').isGlobalUnicast()", true],
    ["ip.isCanonical('2001:db8::1') && !ip.isCanonical('2001:DB8:0::1')", true],
    ["string(ip('2001:DB8:0:0:1:0:0:1'))", "2001:db8::1:0:0:1"],
    ["isIP('::ffff:1.2.3.4') || isIP('01.2.3.4') || isIP('fe80::1%eth0')", false],
    ["ip('1.2.3.4') == ip('1.2.3.4')", true],
    ["cidr('10.0.0.0/8').containsIP('10.1.2.3') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))", true],
    ["cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))", true],
    ["string(cidr('10.1.2.3/8').masked())", "10.0.0.0/8"],
    ["cidr('fd00::/8').prefixLength()", 8n],
    // Quantities, versions, formats
    ["quantity('1Gi').add(1).sub(quantity('1')) == quantity('1Gi')", true],
    ["quantity('1500m').asApproximateFloat()", 1.5],
    ["semver('1.2.3-rc.2').isLessThan(semver('1.2.3')) && semver('1.10.0').compareTo(semver('1.9.0')) == 1", true],
    ["isSemver('1.2') || !isSemver('v1.2', true)", false],
    ["format.dns1123Label().validate('A_').hasValue() && !format.dns1123LabelPrefix().validate('a-').hasValue()", true],
    ["format.named('uuid').value().validate('x').value()", ["does not match the UUID format"]],
    ["format.named('nope').hasValue() || format.date().validate('2024-02-29').hasValue()", false],
    ["format.date().validate('2023-02-29').value()", ["invalid date"]],
    // Two variables
    ["object.l.all(i, v, i < v) && object.m.exists(k, v, k == 'b' && v == 2)", true],
    ["object.l.existsOne(i, v, v > 0)", false],
    ["object.m.exists(k, v, v > 1 || k.zz)", true],
    ["object.l.transformList(i, v, i > 0, v * 10)", [20n]],
    ["object.m.transformMap(k, v, v > 1, v + 1)", { b: 3n }],
    ["object.m.transformMapEntry(k, v, {k + 'x': v})", { ax: 1n, bx: 2n }],
    ["object.l.all(i, v, object.m.exists(k, w, w == v))", true],
    // The authorizer
    ["authorizer.group('').resource('pods').namespace('x').check('get').allowed()", true],
    ["authorizer.group('').resource('pods').namespace('y').check('get').allowed()", false],
    ["authorizer.requestResource.check('get').allowed()", true],
    ["authorizer.path('/healthz').check('get').allowed() && !authorizer.path('/x').check('get').allowed()", true],
    ["authorizer.serviceAccount('a', 'b').path('/healthz').check('get').allowed()", false],
  ])("%s", (expression, value) => {
    expect(evaluated(expression)).toEqual({ value });
  });

  it.each([
    ["url('../x')", 'URL parse error during conversion from string: parse "../x": invalid URI for request'],
    ["ip('x')", 'IP Address "x" parse error during conversion from string: ParseAddr("x"): unable to parse IP'],
    ["ip('::ffff:1.2.3.4')", 'IPv4-mapped IPv6 address "::ffff:1.2.3.4" is not allowed'],
    ["cidr('10.0.0.0/33').ip()", /prefix length out of range/],
    ["semver('1')", "semver parse error during conversion from string: No Major.Minor.Patch elements found"],
    ["'abc'.charAt(9)", "index out of range: 9"],
    ["'%d'.format(['x'])", "error during formatting: decimal clause can only be used on integers"],
    ["object.l.transformMapEntry(i, v, {'x': v})", "insert failed: key x already exists"],
  ])("%s fails", (expression, error) => {
    const outcome = evaluated(expression);
    const told = "error" in outcome ? outcome.error : "";
    if (typeof error === "string") expect(told).toBe(error);
    else expect(told).toMatch(error);
  });
});
