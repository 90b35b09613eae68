import { isIP } from 'node:net';
import { z } from 'zod';

/* The shapes of environment variables. */

/** A number, written in digits. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `takes a number from ${least} to ${most}`)
    .transform(Number)
    .refine((number) => number >= least && number <= most, `takes a number from ${least} to ${most}`);

/** A variable that is `on` or `off`. */
export const onOrOff = (standard: 'on' | 'off') =>
  z
    .enum(['on', 'off'], 'takes on or off')
    .default(standard)
    .transform((value) => value === 'on');

/** An origin, such as `https://portal.example`. */
export const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text && !text.includes('*'),
    'takes origins such as https://portal.example',
  );

/** A list separated by commas; empty by default. */
export const listOf = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])))
    .pipe(z.array(item));

/** An address, a network such as 10.0.0.0/8, or a name of networks that Fastify knows. */
export const proxyNetwork = z.string().refine((text) => {
  const [address = '', prefix = '0', ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const isNetwork = /^\d{1,3}$/.test(prefix) && Number(prefix) <= most && rest.length === 0;
  return isNetwork || ['loopback', 'linklocal', 'uniquelocal'].includes(text);
}, 'takes addresses and networks of proxies, such as 10.0.0.0/8, separated by commas');
