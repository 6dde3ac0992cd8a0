import ipaddr from "ipaddr.js";

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/** Whether a text can stand in the operator's list: an address, a range, or the name of a host. */
export const isAllowed = (text: string): boolean =>
  ipaddr.isValid(text) || ipaddr.isValidCIDR(text) || (hostName.test(text) && !/^[\d.]+$/.test(text));

const isWithinRange = (address: ipaddr.IPv4 | ipaddr.IPv6, range: string): boolean => {
  const [net, bits] = ipaddr.isValidCIDR(range)
    ? ipaddr.parseCIDR(range)
    : [ipaddr.process(range), Number.POSITIVE_INFINITY];
  if (net.kind() !== address.kind()) return false;
  return address.match(net, Math.min(bits, address.kind() === "ipv4" ? 32 : 128));
};

/** Of IPv6 only this was ever given out; old forms such as `::127.0.0.1` lie outside it. */
const given = ipaddr.IPv6.parseCIDR("2000::/3");

const isGlobal = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address.kind() === "ipv4" || (address as ipaddr.IPv6).match(given);

/**
 * Whether we may connect to an address: one of the public Internet, or one the operator named. Private, loopback,
 * link-local (metadata services), multicast, reserved and translated ranges are not public.
 */
export const mayConnect = (address: string, allow: readonly string[]): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() === "unicast" && isGlobal(parsed)) return true;
  return allow.some((entry) => (ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry)) && isWithinRange(parsed, entry));
};
