import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deploy, need, run } from './tools.mjs';

// systemd-analyze calls less than 2 OK. A unit without these settings has 9.2.
const HIGHEST_EXPOSURE = 2;

/** Verifies the units as README.md installs them, and the exposure of each service. */
export function unitsFit() {
  need('systemd-analyze', 'systemd');
  const place = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-units-'));
  try {
    const from = path.join(deploy, 'systemd');
    const units = readdirSync(from).filter((file) => /\.(?:service|timer)$/.test(file));
    const services = units.filter((file) => file.endsWith('.service'));
    for (const unit of units) cpSync(path.join(from, unit), path.join(place, unit));
    for (const service of services) {
      mkdirSync(path.join(place, `${service}.d`));
      cpSync(path.join(from, 'shared.conf'), path.join(place, `${service}.d`, 'shared.conf'));
    }
    const env = { SYSTEMD_UNIT_PATH: `${place}:` };
    const at = (unit) => path.join(place, unit);
    run('systemd-analyze', ['verify', ...units.map(at)], { env });
    const exposures = services.map((service) => {
      const args = ['security', '--offline=true', `--threshold=${HIGHEST_EXPOSURE * 10}`, '--no-pager', at(service)];
      const exposure = /exposure level for \S+: (\S+)/.exec(run('systemd-analyze', args, { env }))?.[1];
      return `${service} ${exposure}`;
    });
    return `systemd-analyze verifies ${units.length} units; exposure of ${exposures.join(' and ')}, at most ${HIGHEST_EXPOSURE}`;
  } finally {
    rmSync(place, { recursive: true });
  }
}
