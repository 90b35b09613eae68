import { type Service, startService } from '../support/service';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const FAILURES = `query ($search: String!) {
  users(search: $search) {
    nodes {
      enrollmentFailures { nodes { error { meaning remedy } } }
      devices { nodes { configurationStates { error { code hex meaning remedy } } } }
    }
  }
}`;

async function askIn(acceptLanguage: string | null) {
  const { data, errors, headers } = await service.ask(FAILURES, {
    as: 'helpdesk@contoso.example',
    variables: { search: 'dubois' },
    headers: acceptLanguage === null ? {} : { 'accept-language': acceptLanguage },
  });
  expect(errors).toEqual([]);
  // biome-ignore lint/suspicious/noExplicitAny: the result has the shape of the query.
  const states: any[] = data.users.nodes.flatMap((user: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    user.devices.nodes.flatMap((device: any) => device.configurationStates),
  );
  const certificate = states.map(({ error }) => error).find((error) => error?.hex === '0x87D1FDF2');
  return { certificate, language: headers.get('content-language'), vary: headers.get('vary') };
}

const ENGLISH = 'Intune does not know the address of the certificate enrolment server (NDES).';
const FRENCH = 'Intune ne connaît pas l’adresse du serveur d’inscription de certificats (NDES).';

describe('The texts of the graph', () => {
  test.each(['fr', 'fr-FR', 'fr-CA, fr;q=0.9, en;q=0.8', 'de, fr;q=0.5, en;q=0.4', 'FR'])(
    'are French for a request that wants %s',
    async (acceptLanguage) => {
      const { certificate, language, vary } = await askIn(acceptLanguage);
      expect(certificate).toEqual({
        code: '-2016281102',
        hex: '0x87D1FDF2',
        meaning: FRENCH,
        remedy: 'À escalader\u00a0: le serveur NDES et le connecteur de certificats doivent être vérifiés.',
      });
      expect(language).toBe('fr');
      expect(vary).toContain('Accept-Language');
    },
  );

  test.each([
    ['en', 'Secure Boot on'],
    ['fr', 'Démarrage sécurisé activé'],
  ])('name the setting of a piece of evidence in words, beside its name: %s', async (language, displayValue) => {
    const query =
      '{ users(search: "rolland") { nodes { findings { nodes { evidence { coordinate value displayValue } } } } } }';
    const { data, errors } = await service.ask(query, {
      as: 'helpdesk@contoso.example',
      headers: { 'accept-language': language },
    });
    expect(errors).toEqual([]);
    const [{ evidence }] = data.users.nodes[0].findings.nodes;
    expect(evidence).toEqual(
      expect.arrayContaining([
        {
          coordinate: 'SettingState.name',
          value: 'Windows10CompliancePolicy.SecureBootEnabled',
          displayValue,
        },
        { coordinate: 'SettingState.currentValue', value: 'false', displayValue: null },
      ]),
    );
  });

  test.each([null, 'en', 'en-GB, fr;q=0.9', 'de', '*', 'fr;q=0', '', ';;;'])(
    'are English for a request that wants %p',
    async (acceptLanguage) => {
      const { certificate, language, vary } = await askIn(acceptLanguage);
      expect(certificate.meaning).toBe(ENGLISH);
      expect(language).toBe('en');
      expect(vary).toContain('Accept-Language');
    },
  );

  test('tell in the same language why an assignment grants nothing', async () => {
    const reasons = async (language: string) => {
      const { data } = await service.ask('{ roleAssignments { nodes { displayName effective ineffectiveReason } } }', {
        as: 'admin@contoso.example',
        headers: { 'accept-language': language },
      });
      // biome-ignore lint/suspicious/noExplicitAny: the result has the shape of the query.
      const without = data.roleAssignments.nodes.filter(({ effective }: any) => !effective);
      // biome-ignore lint/suspicious/noExplicitAny: as above.
      return without.map(({ displayName, ineffectiveReason }: any) => [displayName, ineffectiveReason]);
    };
    expect(await reasons('en')).toEqual([
      ['Berlin pilot', 'It has a scope tag, which this service does not evaluate.'],
      ['Contractors', 'Its role names actions that are not allowed, which this service does not evaluate.'],
    ]);
    expect(await reasons('fr')).toEqual([
      ['Berlin pilot', 'Elle porte une balise d’étendue, que ce service n’évalue pas.'],
      ['Contractors', 'Son rôle nomme des actions non autorisées, que ce service n’évalue pas.'],
    ]);
  });

  test('follow each request, whatever was answered before', async () => {
    const languages = ['fr', 'en', 'fr', 'en'];
    const answers = await Promise.all(languages.map((language) => askIn(language)));
    expect(answers.map(({ language }) => language)).toEqual(languages);
    expect(answers.map(({ certificate }) => certificate.meaning)).toEqual([FRENCH, ENGLISH, FRENCH, ENGLISH]);
  });
});
