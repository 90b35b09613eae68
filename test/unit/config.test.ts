import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig, readParts, unreadVariables } from '../../src/config';
import { ConfigError } from '../../src/resolving/foreseen';
import { temporaryFolder } from '../support/tenant-folder';

const ISSUER = 'https://login.example/tenant/v2.0';
const AUDIT_KEY = 'a key of the tests, and of nothing else';
const OIDC = { AUTH_MODE: 'oidc', OIDC_ISSUER: ISSUER, OIDC_AUDIENCE: 'api://troubleshooting', AUDIT_KEY };

function refusalOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error(`This configuration was accepted: ${JSON.stringify(environment)}`);
}

describe('the configuration', () => {
  test('without any variable is a development service with the demo tenant, on this machine alone', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      omitted: [],
      port: 4000,
      databaseUrl: 'file:./data/graph.db',
      migrateAtStart: true,
      postgres: { replicaUrl: null, poolSize: 20, statementTimeoutMs: 8_000, namedStatements: true },
      demo: true,
      oidc: null,
      corsOrigins: [],
      licenseNeeded: true,
      administratorGroup: null,
      machineGroup: null,
      auditKey: null,
      nextAuditKey: null,
      graph: null,
      signIn: null,
      syncFolder: path.resolve('data/sync'),
      syncMinutes: { directory: 5, everything: 60 },
      findings: {
        thresholds: {
          silentDays: 14,
          validityDays: null,
          actionHours: 24,
          enrolmentDays: 14,
          protectionDays: 14,
          groupAbove: 15,
        },
        silenced: new Set(),
        shadowed: new Set(),
        adminCentreUrl: 'https://intune.microsoft.com',
        syncMinutes: 60,
      },
      refreshesPerHour: 10,
      compresses: true,
      operationTimeoutMs: 10_000,
      shutdownDelayMs: 0,
      load: { operationsPerOperator: 8, readsPerMinute: 5_000_000, waitMs: 250, failedSignInsPerMinute: 60 },
      trustedProxies: [],
      metrics: null,
      slowOperationMs: 1_000,
      logLevel: 'info',
    });
  });

  test('takes every variable', () => {
    expect(
      readConfig({
        ...OIDC,
        NODE_ENV: 'production',
        HOST: '0.0.0.0',
        PORT: '8080',
        DATABASE_URL: 'postgres://graph:secret@db.example/graph?sslmode=verify-full',
        DATABASE_REPLICA_URL: 'postgres://graph:secret@standby.example/graph',
        DATABASE_POOL_SIZE: '30',
        DATABASE_STATEMENT_TIMEOUT_MS: '5000',
        MIGRATE_AT_START: 'off',
        DATABASE_NAMED_STATEMENTS: 'off',
        OIDC_TOKEN_TYPE: 'JWT',
        OIDC_REQUIRED_SCOPE: 'access_as_user',
        OIDC_RESOURCE: 'https://troubleshooting.example',
        OIDC_AUDIENCE_PARAMETER: 'troubleshooting',
        OIDC_OPERATOR_CLAIM: 'upn',
        OIDC_CLIENT_ID: 'portal',
        OIDC_SCOPE: 'api://troubleshooting/.default',
        CORS_ORIGINS: 'https://portal.example,http://localhost:5173',
        ALLOW_UNLICENSED_OPERATORS: 'on',
        ADMIN_GROUP: 'C0000000-0000-4000-8000-000000000001',
        MACHINE_GROUP: 'c0000000-0000-4000-8000-000000000002',
        MACHINE_ROLE: 'Graph.Read',
        GRAPH_TENANT_ID: 'tenant',
        GRAPH_CLIENT_ID: 'client',
        GRAPH_CLIENT_SECRET: 'secret',
        GRAPH_BASE_URL: 'https://microsoftgraph.chinacloudapi.cn/',
        GRAPH_AUTHORITY: 'https://login.chinacloudapi.cn',
        SYNC_FOLDER: '/var/lib/graph/sync',
        REFRESHES_PER_HOUR: '3',
        SYNC_DIRECTORY_MINUTES: '10',
        SYNC_EVERYTHING_MINUTES: '0',
        ADMIN_CENTRE_URL: 'https://intune.microsoft.us',
        FINDINGS_SILENCED: 'APP_WAITING, MAM_NOT_USED',
        FINDINGS_SHADOW: 'NO_DEVICE',
        FINDINGS_SILENT_DAYS: '21',
        FINDINGS_VALIDITY_DAYS: '60',
        FINDINGS_ACTION_HOURS: '48',
        FINDINGS_ENROLMENT_DAYS: '7',
        FINDINGS_PROTECTION_DAYS: '30',
        FINDINGS_GROUP_ABOVE: '10',
        COMPRESSION: 'off',
        OPERATION_TIMEOUT_MS: '4000',
        SHUTDOWN_DELAY_MS: '5000',
        OPERATION_WAIT_MS: '500',
        OPERATIONS_PER_OPERATOR: '4',
        READS_PER_MINUTE: '2000000',
        FAILED_SIGN_INS_PER_MINUTE: '10',
        TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::1',
        METRICS_PORT: '9464',
        METRICS_HOST: '0.0.0.0',
        SLOW_OPERATION_MS: '250',
        LOG_LEVEL: 'warn',
        IMPORT_OMIT: 'imei, LOGONS',
      }),
    ).toEqual({
      administratorGroup: 'c0000000-0000-4000-8000-000000000001',
      machineGroup: 'c0000000-0000-4000-8000-000000000002',
      auditKey: AUDIT_KEY,
      nextAuditKey: null,
      host: '0.0.0.0',
      omitted: ['IMEI', 'LOGONS'],
      port: 8080,
      databaseUrl: 'postgres://graph:secret@db.example/graph?sslmode=verify-full',
      postgres: {
        replicaUrl: 'postgres://graph:secret@standby.example/graph',
        poolSize: 30,
        statementTimeoutMs: 5_000,
        namedStatements: false,
      },
      migrateAtStart: false,
      demo: false,
      oidc: {
        issuer: ISSUER,
        audience: 'api://troubleshooting',
        tokenType: 'JWT',
        requiredScope: 'access_as_user',
        machineRole: 'Graph.Read',
        operatorClaim: 'upn',
      },
      signIn: {
        issuer: ISSUER,
        clientId: 'portal',
        scope: 'api://troubleshooting/.default',
        resource: 'https://troubleshooting.example',
        audience: 'troubleshooting',
      },
      corsOrigins: ['https://portal.example', 'http://localhost:5173'],
      licenseNeeded: false,
      graph: {
        baseUrl: 'https://microsoftgraph.chinacloudapi.cn',
        authority: 'https://login.chinacloudapi.cn',
        tenantId: 'tenant',
        clientId: 'client',
        credential: { kind: 'SECRET', secret: 'secret' },
        proxies: null,
      },
      syncFolder: '/var/lib/graph/sync',
      syncMinutes: { directory: 10, everything: 0 },
      findings: {
        thresholds: {
          silentDays: 21,
          validityDays: 60,
          actionHours: 48,
          enrolmentDays: 7,
          protectionDays: 30,
          groupAbove: 10,
        },
        silenced: new Set(['APP_WAITING', 'MAM_NOT_USED']),
        shadowed: new Set(['NO_DEVICE']),
        adminCentreUrl: 'https://intune.microsoft.us',
        syncMinutes: 0,
      },
      refreshesPerHour: 3,
      compresses: false,
      operationTimeoutMs: 4_000,
      shutdownDelayMs: 5_000,
      load: { operationsPerOperator: 4, readsPerMinute: 2_000_000, waitMs: 500, failedSignInsPerMinute: 10 },
      trustedProxies: ['loopback', '10.0.0.0/8', 'fd00::1'],
      metrics: { host: '0.0.0.0', port: 9_464 },
      slowOperationMs: 250,
      logLevel: 'warn',
    });
  });

  test('signs in on the page only where an identity provider knows the page', () => {
    expect(readConfig(OIDC).signIn).toBeNull();
    expect(readConfig({ OIDC_CLIENT_ID: 'portal' }).signIn).toBeNull();
    expect(readConfig({ ...OIDC, OIDC_CLIENT_ID: 'portal' }).signIn).toEqual({
      issuer: ISSUER,
      clientId: 'portal',
      scope: 'openid',
      resource: null,
      audience: null,
    });
  });

  test('takes an empty variable for one that is not set', () => {
    const names = [
      ...['NODE_ENV', 'HOST', 'PORT', 'DATABASE_URL', 'DEMO', 'AUTH_MODE', 'OIDC_ISSUER', 'OIDC_AUDIENCE'],
      ...['DATABASE_REPLICA_URL', 'DATABASE_POOL_SIZE', 'SYNC_FOLDER'],
      ...['DATABASE_STATEMENT_TIMEOUT_MS', 'DATABASE_NAMED_STATEMENTS'],
      ...['GRAPH_TENANT_ID', 'GRAPH_CLIENT_ID', 'GRAPH_CLIENT_SECRET', 'GRAPH_BASE_URL', 'GRAPH_AUTHORITY'],
      ...['SYNC_DIRECTORY_MINUTES', 'SYNC_EVERYTHING_MINUTES', 'REFRESHES_PER_HOUR'],
      ...[
        'OIDC_REQUIRED_SCOPE',
        'OIDC_RESOURCE',
        'OIDC_AUDIENCE_PARAMETER',
        'ADMIN_GROUP',
        'MACHINE_GROUP',
        'MACHINE_ROLE',
      ],
      ...['OIDC_TOKEN_TYPE', 'OIDC_OPERATOR_CLAIM', 'OIDC_CLIENT_ID', 'OIDC_SCOPE'],
      ...[
        'CORS_ORIGINS',
        'ALLOW_UNLICENSED_OPERATORS',
        'COMPRESSION',
        'OPERATION_TIMEOUT_MS',
        'SHUTDOWN_DELAY_MS',
        'LOG_LEVEL',
      ],
      ...['OPERATION_WAIT_MS', 'OPERATIONS_PER_OPERATOR', 'READS_PER_MINUTE'],
      ...['FAILED_SIGN_INS_PER_MINUTE', 'TRUST_PROXY'],
    ];

    expect(readConfig(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readConfig({}));
  });

  test('asks for the issuer and the audience when they are empty, as when they are missing', () => {
    expect(refusalOf({ ...OIDC, OIDC_ISSUER: '' })).toBe('OIDC_ISSUER: is needed while AUTH_MODE is oidc');
    expect(refusalOf({ ...OIDC, OIDC_AUDIENCE: '' })).toBe('OIDC_AUDIENCE: is needed while AUTH_MODE is oidc');
    expect(refusalOf({ AUTH_MODE: 'oidc', OIDC_AUDIENCE: 'x' })).toMatch(/^OIDC_ISSUER: /);
    expect(refusalOf({ AUTH_MODE: 'oidc', OIDC_ISSUER: ISSUER })).toMatch(/^OIDC_AUDIENCE: /);
  });

  test('has defaults for what an identity provider may leave open', () => {
    expect(readConfig(OIDC).oidc).toEqual({
      issuer: ISSUER,
      audience: 'api://troubleshooting',
      tokenType: 'at+jwt',
      requiredScope: null,
      machineRole: null,
      operatorClaim: 'oid',
    });
  });

  test.each([
    ['https://login.microsoftonline.com/common/v2.0', 'oid', /^OIDC_ISSUER: takes the address of one tenant/],
    ['https://login.microsoftonline.com/organizations/v2.0', 'oid', /^OIDC_ISSUER: takes the address of one tenant/],
    ['https://sts.windows.net/tenant/', 'oid', /^OIDC_ISSUER: .*"requestedAccessTokenVersion": 2/],
    ['https://login.microsoftonline.com/tenant', 'oid', /^OIDC_ISSUER: .*"requestedAccessTokenVersion": 2/],
    ['https://login.microsoftonline.com/tenant/v2.0', 'sub', /^OIDC_OPERATOR_CLAIM: .*use oid/],
    ['https://login.microsoftonline.us/tenant/v2.0', 'email', /^OIDC_OPERATOR_CLAIM: .*use oid/],
    ['https://login.example,https://other.example', 'oid', /^OIDC_ISSUER: takes the address of one/],
    ['https://login.example https://other.example', 'oid', /^OIDC_ISSUER: takes the address of/],
  ])('refuses what cannot work at a provider: %s with %s', (OIDC_ISSUER, OIDC_OPERATOR_CLAIM, says) => {
    expect(refusalOf({ ...OIDC, OIDC_ISSUER, OIDC_OPERATOR_CLAIM })).toMatch(says);
  });

  test('takes sub elsewhere, and oid and upn at Entra', () => {
    const entra = 'https://login.microsoftonline.com/tenant/v2.0';
    expect(readConfig({ ...OIDC, OIDC_OPERATOR_CLAIM: 'sub' }).oidc?.operatorClaim).toBe('sub');
    for (const claim of ['oid', 'upn', 'preferred_username']) {
      const { oidc } = readConfig({ ...OIDC, OIDC_ISSUER: entra, OIDC_OPERATOR_CLAIM: claim });
      expect(oidc?.operatorClaim).toBe(claim);
    }
  });

  test('never has the demo tenant while AUTH_MODE is oidc, and not with DEMO off', () => {
    expect(readConfig({ ...OIDC, DEMO: 'on' }).demo).toBe(false);
    expect(readConfig({ DEMO: 'off' }).demo).toBe(false);
    expect(readConfig({ DEMO: 'on' }).demo).toBe(true);
  });

  test.each(['file:./graph.db', './graph.db', 'C:\\data\\graph.db'])('takes the file %s as the database', (url) => {
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', 'Infinity'],
    ['PORT', ' '],
    ['DATABASE_URL', 'mysql://localhost/graph'],
    ['DATABASE_URL', 'postgres:'],
    ['DATABASE_URL', 'sqlite:./graph.db'],
    ['DATABASE_REPLICA_URL', 'postgres://localhost/graph'],
    ['DATABASE_REPLICA_URL', 'file:./data/graph.db'],
    ['GRAPH_BASE_URL', 'http://graph.example'],
    ['GRAPH_AUTHORITY', 'nonsense'],
    ['SYNC_DIRECTORY_MINUTES', '-1'],
    ['SYNC_EVERYTHING_MINUTES', 'often'],
    ['ADMIN_CENTRE_URL', 'intune'],
    ['FINDINGS_SILENCED', 'APP_WAITING,NO_SUCH_RULE'],
    ['FINDINGS_SHADOW', 'APP_WAITING,NO_SUCH_RULE'],
    ['FINDINGS_SHADOW', 'KNOWN_ISSUE'],
    ['FINDINGS_VALIDITY_DAYS', '0'],
    ['DATABASE_POOL_SIZE', '3'],
    ['DATABASE_POOL_SIZE', 'many'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', '50'],
    ['DATABASE_NAMED_STATEMENTS', 'false'],
    ['DATABASE_URL', 'https://example.com/graph.db'],
    ['DEMO', 'true'],
    ['DEMO', 'OFF'],
    ['AUTH_MODE', 'none'],
    ['AUTH_MODE', 'dev'],
    ['ADMIN_GROUP', 'Intune administrators'],
    ['MACHINE_ROLE', 'Graph.Read'],
    ['OIDC_RESOURCE', 'troubleshooting'],
    ['OIDC_REQUIRED_SCOPE', 'two scopes'],
    ['OIDC_ISSUER', 'login.example'],
    ['OIDC_ISSUER', 'ftp://login.example'],
    ['OIDC_TOKEN_TYPE', 'jwt'],
    ['ALLOW_UNLICENSED_OPERATORS', 'yes'],
    ['MIGRATE_AT_START', 'never'],
    ['COMPRESSION', 'gzip'],
    ['OPERATION_TIMEOUT_MS', '10'],
    ['SHUTDOWN_DELAY_MS', '5s'],
    ['OPERATION_WAIT_MS', '0'],
    ['OPERATIONS_PER_OPERATOR', '0'],
    ['READS_PER_MINUTE', '1000'],
    ['FAILED_SIGN_INS_PER_MINUTE', '0'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.0/8/8'],
    ['TRUST_PROXY', 'proxy.example'],
    ['LOG_LEVEL', 'loud'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'null'],
    ['CORS_ORIGINS', 'portal.example'],
    ['CORS_ORIGINS', 'https://portal.example/'],
    ['CORS_ORIGINS', 'https://portal.example/app'],
    ['CORS_ORIGINS', 'https://Portal.example'],
    ['CORS_ORIGINS', 'https://*.example'],
    ['CORS_ORIGINS', 'https://portal.example:443'],
    ['CORS_ORIGINS', 'https://user@portal.example'],
    ['CORS_ORIGINS', 'https://portal.example https://other.example'],
    ['CORS_ORIGINS', 'https://portal.example,*'],
  ])('refuses %s=%j in one line that names the variable', (name, value) => {
    const message = refusalOf({ ...OIDC, [name]: value });

    expect(message).toMatch(new RegExp(`^${name}: .+$`));
    expect(message).not.toContain('\n');
  });

  test('takes several exact origins, with blanks around them', () => {
    expect(readConfig({ CORS_ORIGINS: ' https://portal.example , ,https://portal.example:8443,' }).corsOrigins).toEqual(
      ['https://portal.example', 'https://portal.example:8443'],
    );
  });

  test.each(['127.0.0.1', '::1', 'localhost'])('lets development sign-in listen on %s', (host) => {
    expect(readConfig({ HOST: host }).host).toBe(host);
  });

  test.each(['127.0.0.1', '[::1]', 'localhost'])('takes a Microsoft Graph without TLS on %s', (host) => {
    const graph = { GRAPH_TENANT_ID: 'tenant', GRAPH_CLIENT_ID: 'client', GRAPH_CLIENT_SECRET: 'secret' };
    const address = `http://${host}:4010`;
    expect(readConfig({ ...graph, GRAPH_BASE_URL: address, GRAPH_AUTHORITY: address }).graph).toMatchObject({
      baseUrl: address,
      authority: address,
    });
  });

  test.each(['0.0.0.0', '::', '192.168.1.20', 'graph.example', '127.0.0.1.example', 'localhost.example'])(
    'refuses development sign-in on %s, where others could reach it',
    (host) => {
      expect(refusalOf({ HOST: host })).toBe(
        'HOST: must be one of 127.0.0.1, ::1, localhost while AUTH_MODE is development',
      );
      expect(readConfig({ ...OIDC, HOST: host }).host).toBe(host);
    },
  );

  test('refuses development sign-in in production, whether it was asked for or not', () => {
    const refusal = 'AUTH_MODE: must be oidc while NODE_ENV is production';

    expect(refusalOf({ NODE_ENV: 'production' })).toBe(refusal);
    expect(refusalOf({ NODE_ENV: 'production', AUTH_MODE: 'development' })).toBe(refusal);
    expect(readConfig({ ...OIDC, NODE_ENV: 'production' }).oidc).not.toBeNull();
  });

  test('does not look at variables that it does not know', () => {
    expect(readConfig({ X_DEV_USER: 'admin', AUTH: 'none', PATH: '/bin' })).toEqual(readConfig({}));
  });

  test('needs a key of at least 32 characters for the audit trail while AUTH_MODE is oidc', () => {
    expect(refusalOf({ ...OIDC, AUDIT_KEY: '' })).toBe('AUDIT_KEY: is needed while AUTH_MODE is oidc');
    expect(refusalOf({ ...OIDC, AUDIT_KEY: 'short' })).toBe('AUDIT_KEY: takes at least 32 characters');
  });

  test('names each wrong variable in a line of its own', () => {
    expect(refusalOf({ PORT: 'x', DEMO: 'yes', LOG_LEVEL: 'verbose', HOST: '0.0.0.0' }).split('\n')).toEqual([
      'PORT: takes a number from 0 to 65535',
      'DEMO: takes on or off',
      'LOG_LEVEL: takes fatal, error, warn, info, debug, silent',
      'HOST: must be one of 127.0.0.1, ::1, localhost while AUTH_MODE is development',
    ]);
    expect(refusalOf({ AUTH_MODE: 'oidc', OIDC_ISSUER: 'x' }).split('\n')).toEqual([
      'OIDC_ISSUER: takes the address of the identity provider',
      'OIDC_AUDIENCE: is needed while AUTH_MODE is oidc',
      'AUDIT_KEY: is needed while AUTH_MODE is oidc',
    ]);
  });

  test('does not say which variables a wrong AUTH_MODE needs', () => {
    expect(refusalOf({ AUTH_MODE: 'oauth', HOST: '0.0.0.0' })).toBe('AUTH_MODE: takes development or oidc');
  });

  test('finds variables that look like its own but are not read, with the nearest name', () => {
    const environment = {
      ...{ OIDC_AUDIANCE: 'x', DATABASE_POOLSIZE: 'x', SYNC_NOW_AND_THEN: 'x', AUDIT_KEY_FILES: 'x' },
      ...{ GRAPH_TENANT_ID: 'x', AUDIT_KEY_FILE: 'x', PATH: 'x', AZURE_REGION: 'x' },
      ...{ GRAPH_SERVICE_HOST: 'x', GRAPH_SERVICE_PORT_HTTP: 'x', GRAPH_PORT_4000_TCP_ADDR: 'x', DATABASE_PORT: 'x' },
    };

    expect(unreadVariables(environment)).toEqual([
      { variable: 'AUDIT_KEY_FILES', nearest: 'AUDIT_KEY_FILE' },
      { variable: 'DATABASE_POOLSIZE', nearest: 'DATABASE_POOL_SIZE' },
      { variable: 'OIDC_AUDIANCE', nearest: 'OIDC_AUDIENCE' },
      { variable: 'SYNC_NOW_AND_THEN', nearest: null },
    ]);
  });
});

describe('a secret in a file', () => {
  const folder = temporaryFolder();
  const written = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const { AUDIT_KEY, ...WITHOUT_KEY } = OIDC;

  test.each([
    ['DATABASE_URL', 'postgres://user:secret@host/graph', { databaseUrl: 'postgres://user:secret@host/graph' }],
    ['AUDIT_KEY', AUDIT_KEY, { auditKey: AUDIT_KEY }],
    ['AUDIT_KEY_NEXT', AUDIT_KEY, { nextAuditKey: AUDIT_KEY }],
    ['GRAPH_CLIENT_SECRET', 'hush', { graph: { credential: { kind: 'SECRET', secret: 'hush' } } }],
  ])('is read for %s, without the line break at its end', (name, secret, configured) => {
    const graph = name.startsWith('GRAPH') ? { GRAPH_TENANT_ID: 'tenant', GRAPH_CLIENT_ID: 'client' } : {};
    const { [name as keyof typeof OIDC]: _, ...others } = OIDC;
    for (const end of ['', '\n', '\r\n']) {
      const environment = { ...others, ...graph, [`${name}_FILE`]: written('secret', `${secret}${end}`) };
      expect(readConfig(environment)).toMatchObject(configured);
    }
  });

  test('is checked like the variable', () => {
    expect(refusalOf({ ...WITHOUT_KEY, AUDIT_KEY_FILE: written('short', 'short') })).toBe(
      'AUDIT_KEY: takes at least 32 characters',
    );
    expect(refusalOf({ DATABASE_REPLICA_URL_FILE: written('replica', 'file:./x') })).toMatch(/^DATABASE_REPLICA_URL: /);
  });

  test('must be there, must not be empty, and must not be given twice', () => {
    const missing = path.join(folder, 'missing');
    const empty = written('empty', '\n');
    expect(refusalOf({ ...WITHOUT_KEY, AUDIT_KEY_FILE: missing, DATABASE_URL_FILE: empty }).split('\n')).toEqual([
      `DATABASE_URL_FILE: ${empty} is empty`,
      `AUDIT_KEY_FILE: ${missing} cannot be read (ENOENT)`,
    ]);
    expect(refusalOf({ ...OIDC, AUDIT_KEY_FILE: written('again', AUDIT_KEY) })).toBe(
      'AUDIT_KEY_FILE: must not be set beside AUDIT_KEY',
    );
  });
});

describe('the parts of the configuration that a command reads', () => {
  const mistakeIn = (...given: Parameters<typeof readParts>): string | null => {
    try {
      readParts(...given);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('are read as the service reads them', () => {
    const given = { ...OIDC, DATABASE_URL: 'postgres://graph@db.example/graph', MIGRATE_AT_START: 'off' };
    expect(readConfig(given)).toMatchObject(readParts(['database', 'trail', 'signIn', 'licence', 'import'], given));
    expect(readParts(['database'], given)).toMatchObject({ databaseUrl: given.DATABASE_URL, migrateAtStart: false });
  });

  test('need and check no variable of another part', () => {
    const wrong = { NODE_ENV: 'production', HOST: '0.0.0.0', PORT: 'x', AUDIT_KEY: 'short', AUTH_MODE: 'oidc' };
    const given = { ...wrong, GRAPH_TENANT_ID: 'x', AUDIT_KEY_NEXT_FILE: '/nowhere', OIDC_ISSUER: 'x' };
    expect(mistakeIn(['database', 'licence', 'import'], given)).toBeNull();
    expect(mistakeIn(['microsoftGraph'], { ...wrong, AUDIT_KEY_FILE: '/nowhere' })).toBeNull();
    expect(mistakeIn(['signIn'], { ...OIDC, AUDIT_KEY: '', GRAPH_TENANT_ID: 'x' })).toBeNull();
  });

  test.each([
    ['NODE_ENV is production', { NODE_ENV: 'production' }],
    ['AUTH_MODE is oidc', { AUTH_MODE: 'oidc' }],
  ])('have no key of development for the audit trail while %s', (why, environment) => {
    expect(mistakeIn(['database', 'trail'], environment)).toBe(`AUDIT_KEY: is needed while ${why}`);
    expect(readParts(['trail'], { ...environment, AUDIT_KEY }).auditKey).toBe(AUDIT_KEY);
  });

  test('name each of their own variables that is wrong', () => {
    const given = { DATABASE_URL: 'mysql://x', MIGRATE_AT_START: 'never', AUDIT_KEY_FILE: '/nowhere', PORT: 'x' };
    expect(
      mistakeIn(['database', 'trail'], given)
        ?.split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual([...['AUDIT_KEY_FILE', 'DATABASE_URL', 'MIGRATE_AT_START']]);
    expect(mistakeIn(['microsoftGraph'], { GRAPH_TENANT_ID: 'x' })).toMatch(/^GRAPH_CLIENT_ID: is needed/);
    expect(mistakeIn(['signIn'], { AUTH_MODE: 'oidc' })).toMatch(/^OIDC_ISSUER: .*\nOIDC_AUDIENCE: [^\n]*$/);
  });
});
