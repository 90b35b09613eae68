import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The packages in the built pages, each as `name@version`, from the list of their licences. */
export function packagesInPages(root) {
  const notices = readFileSync(path.join(root, 'dist-web', 'notices.txt'), 'utf8');
  const found = [...notices.matchAll(/^-{80}\n\n(\S+) (\S+) \(/gm)].map(([, name, version]) => `${name}@${version}`);
  if (found.length === 0) throw new Error('dist-web/notices.txt lists no packages.');
  return found;
}

/**
 * The bill of materials (CycloneDX) of the packages that are delivered. `npm sbom --omit dev` would leave out those in the pages, and
 * each package that a development package needs too.
 * @param name the service's name; npm writes the folder's
 * @param all npm's bill of everything that is installed here
 * @param delivered the packages, each as `name@version`
 * @throws if npm does not list one of them
 */
export function billOf(name, all, delivered) {
  const components = all.components.filter(({ 'bom-ref': ref }) => delivered.has(ref));
  const listed = new Set(components.map(({ 'bom-ref': ref }) => ref));
  const missing = [...delivered].filter((ref) => !listed.has(ref));
  if (missing.length > 0) throw new Error(`The bill of materials lacks ${missing.join(', ')}.`);
  const service = { ...all.metadata.component, name };
  const refs = new Set([...listed, service['bom-ref']]);
  return {
    ...all,
    metadata: { ...all.metadata, component: service },
    // npm calls the packages in the pages development packages.
    components: components.map((component) => ({
      ...component,
      properties: component.properties.filter((property) => property.name !== 'cdx:npm:package:development'),
    })),
    dependencies: all.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
}
