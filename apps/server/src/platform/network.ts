import ipaddr from "ipaddr.js";

const bytesOfNetwork = 8;

/** Whose calls are counted together: an IPv4 address, or the /64 a household has of IPv6. */
export const networkOf = (address: string): string => {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4"
    ? parsed.toString()
    : `${Buffer.from(parsed.toByteArray().slice(0, bytesOfNetwork)).toString("hex")}/64`;
};
