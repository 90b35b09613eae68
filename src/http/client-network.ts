import ipaddr from 'ipaddr.js';

/**
 * The network that counts as one client. With IPv6 a client has at least a network of 64 bits, and could send each request
 * from another address of it.
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  // The addresses of a network have the same first 8 bytes.
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : `${Buffer.from(parsed.toByteArray().slice(0, 8)).toString('hex')}/64`;
}
