import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/*
 * X.509 certificates for tests, which Node can only read. Values are in DER: tag, length, content.
 */

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const integer = (value: number) => der(0x02, Buffer.from([value]));
const text = (value: string) => der(0x0c, Buffer.from(value));
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Buffer) => der(0x03, Buffer.from([0]), bytes);
const time = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const BASIC_CONSTRAINTS = oid('551d13');
const ALTERNATIVE_NAME = oid('551d11');
const YES = der(0x01, Buffer.from([0xff]));

const DAY = 24 * 60 * 60 * 1000;

/** A private key and its certificate, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

interface Issued {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: number;
  readonly isAuthority: boolean;
  /** The names of a server, in DER; none for an authority that is no server. */
  readonly names: readonly Buffer[];
  readonly days: number;
}

const nameOf = (common: string) => sequence(der(0x31, sequence(COMMON_NAME, text(common))));
const addressOf = (ipv4: string) => der(0x87, Buffer.from(ipv4.split('.').map(Number)));
const hostOf = (name: string) => der(0x82, Buffer.from(name));
const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Signs the certificate of a public key, as PEM. It began ten days ago. */
function issue({ subject, issuer, serial, isAuthority, names, days }: Issued, key: KeyObject, signer: KeyObject) {
  const constraints = isAuthority ? sequence(YES) : sequence();
  const extensions = [sequence(BASIC_CONSTRAINTS, YES, der(0x04, constraints))];
  if (names.length > 0) extensions.push(sequence(ALTERNATIVE_NAME, der(0x04, sequence(...names))));
  const content = sequence(
    der(0xa0, integer(2)),
    integer(serial),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(time(new Date(Date.now() - 10 * DAY)), time(new Date(Date.now() + days * DAY))),
    nameOf(subject),
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const whole = sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, signer)));
  const lines = whole.toString('base64').match(/.{1,64}/g) as string[];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string;

/**
 * Creates a self-signed certificate.
 * @param address its IPv4 address
 * @param days its validity in days from now
 */
export function selfSigned({ address = '127.0.0.1', days = 10 } = {}): Certificate {
  const { privateKey, publicKey } = newKey();
  const name = 'A stand-in of Graph';
  const issued = { subject: name, issuer: name, serial: 1, isAuthority: true, names: [addressOf(address)], days };
  return { key: pem(privateKey), cert: issue(issued, publicKey, privateKey) };
}

/**
 * Creates an organisation's own certificate authority, and with it the certificate of a server on this machine.
 * @returns the authority's certificate, and the server's key and certificate
 */
export function ownAuthority(): { readonly authority: string; readonly server: Certificate } {
  const [root, server] = [newKey(), newKey()];
  const issuer = 'An authority of the tests';
  const days = 10;
  const names = [addressOf('127.0.0.1'), hostOf('localhost')];
  return {
    authority: issue(
      { subject: issuer, issuer, serial: 1, isAuthority: true, names: [], days },
      root.publicKey,
      root.privateKey,
    ),
    server: {
      key: pem(server.privateKey),
      cert: issue(
        { subject: 'localhost', issuer, serial: 2, isAuthority: false, names, days },
        server.publicKey,
        root.privateKey,
      ),
    },
  };
}
