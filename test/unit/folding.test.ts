import fc from 'fast-check';
import { fold, nameKey, principalNameKey, startingWith, words } from '../../src/database/folding';
import { Sqlite } from '../../src/database/sqlite-driver';

const bytewise = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('the folded form of a text', () => {
  test.each([
    ['case', 'Marc DUBOIS', 'marc dubois'],
    ['accents, precomposed', 'Salomé Évêque Ñandú Åse', 'salome eveque nandu ase'],
    ['accents, as combining marks', 'Salome\u0301 E\u0301ve\u0302que', 'salome eveque'],
    ['several marks on one letter', 'Nguyễn Thị Hồng', 'nguyen thi hong'],
    ['a mark without a letter', '\u0301', ''],
    ['the German sharp s', 'Straße Groß', 'strasse gross'],
    ['its capital', 'STRAẞE', 'strasse'],
    ['the Turkish capital İ', 'İstanbul', 'istanbul'],
    ['the letter i with a dot as a mark', 'I\u0307stanbul', 'istanbul'],
    ['Nordic letters', 'Søren Ægir Œuvre', 'soren aegir oeuvre'],
    ['Polish letters', 'Łódź Paweł', 'lodz pawel'],
    ['ligatures', 'oﬀice ﬁle ﬂow', 'office file flow'],
    ['full-width forms', 'Ｐａｒｉｓ　１２', 'paris 12'],
    ['half-width kana', 'ｶﾌｪ', 'カフェ'],
    ['Greek', 'Νίκος Παπαδόπουλος', 'νικοσ παπαδοπουλοσ'],
    ['Cyrillic', 'Фёдор ЙОЛКИН', 'федор иолкин'],
    ['Han', '東京 支社', '東京 支社'],
    ['emoji', '🚀 Rollout', '🚀 rollout'],
    ['spaces around', '  Paris \t', 'paris'],
    ['spaces within', 'Paris  Sales', 'paris  sales'],
    ['a no-break space', 'Paris\u00a0Sales', 'paris sales'],
    ['digits and signs', 'PAR-LT-0412 (new)', 'par-lt-0412 (new)'],
    ['nothing', '', ''],
  ])('has no %s', (_, text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('is empty for null', () => {
    expect(fold(null)).toBe('');
  });

  test('does not depend on how a text is composed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });

  test('is the same when it is folded again', () => {
    fc.assert(
      fc.property(anyText, (text) => expect(fold(fold(text))).toBe(fold(text))),
      { numRuns: 2_000 },
    );
  });

  test('is the same for capitals and small letters of every European alphabet', () => {
    for (const letter of 'àáâãäåāăąçćčďèéêëēęěğìíîïīįıłñńňòóôõöøōőřśšşßťùúûüūůűųýÿźżžþðđħŋαβγδεζηθικλμνξοπρστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюяєіїґ') {
      // Capital I is the capital of two letters and cannot fold to both.
      if (letter !== 'ı') expect([letter, fold(letter.toUpperCase())]).toEqual([letter, fold(letter)]);
    }
  });

  test('is the same for a Greek sigma in any place', () => {
    expect(fold('ΟΔΟΣ')).toBe(fold('οδος'));
    expect(words('Οσκαρ')[0]).toMatch(new RegExp(`^${words('ΟΣ')[0]}`));
  });

  test('is that of a user principal name', () => {
    expect(principalNameKey('HelpDesk@Contoso.Example')).toBe('helpdesk@contoso.example');
  });
});

describe('what names are ordered by', () => {
  test('is never null', () => {
    expect(nameKey(null)).toBe('');
  });

  test('is at most 200 characters, and never half of one', () => {
    expect(nameKey('a'.repeat(300))).toBe('a'.repeat(200));
    expect(nameKey('🚀'.repeat(300))).toBe('🚀'.repeat(200));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 150, maxLength: 400 }), (text) => {
        expect(nameKey(text).isWellFormed()).toBe(true);
        expect([...nameKey(text)].length).toBeLessThanOrEqual(200);
      }),
    );
  });

  test('puts names into the order that people expect', () => {
    const names = ['zoe', 'Émile', 'emilia', 'Ángel', 'Zacharie', 'eMIL', 'Łukasz', 'Lucas', 'Ægir', 'adam'];
    expect(names.toSorted((a, b) => bytewise(nameKey(a), nameKey(b)))).toEqual([
      'adam',
      'Ægir',
      'Ángel',
      'eMIL',
      'Émile',
      'emilia',
      'Lucas',
      'Łukasz',
      'Zacharie',
      'zoe',
    ]);
  });

  test('is ordered by SQLite byte by byte', () => {
    const database = new Sqlite(':memory:');
    database.exec('CREATE TABLE names (key TEXT NOT NULL)');
    const insert = database.prepare('INSERT INTO names VALUES (?)');
    const ordered = database.prepare('SELECT key FROM names ORDER BY key').pluck();
    // Bytes and UTF-16 units sort characters beyond the first 65,536 differently.
    const examples = ['🚀', '\uffee', 'ｚ', '東', 'é', 'z', ''];
    const check = (texts: string[]) => {
      database.exec('DELETE FROM names');
      const keys = texts.map(nameKey);
      for (const key of keys) insert.run(key);
      expect(ordered.all()).toEqual(keys.toSorted(bytewise));
    };
    check(examples);
    const noNul = anyText.map((text) => text.replaceAll('\0', ''));
    fc.assert(fc.property(fc.array(fc.oneof(noNul, fc.constantFrom(...examples)), { maxLength: 20 }), check));
    database.close();
  });
});

describe('the words that a search finds a name by', () => {
  test.each([
    [
      ['Marc Dubois', 'marc.dubois@contoso.example'],
      ['marc', 'dubois', 'contoso', 'example'],
    ],
    [['PAR-LT-0412'], ['par', 'lt', '0412']],
    [["Jean-Noël O'Neill"], ['jean', 'noel', 'o', 'neill']],
    [['Straße 7'], ['strasse', '7']],
    [['東京 支社'], ['東京', '支社']],
    [['🚀 Rollout 🚀'], ['rollout']],
    [['…', '', null], []],
    [[], []],
  ])('of %j are %j', (texts, expected) => {
    expect(words(...texts)).toEqual(expected);
  });

  test('are each there once', () => {
    expect(words('Paris paris PÂRIS', 'paris')).toEqual(['paris']);
  });

  test('are at most 200 characters long', () => {
    expect(words('x'.repeat(500))).toEqual(['x'.repeat(200)]);
  });

  test('lie in the range of each of their beginnings, and no other word does', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'z', 'é', 'ß', '東', '𠮷', '9'),
      minLength: 1,
      maxLength: 4,
    });
    const within = (key: string, beginning: string) => {
      const { from, below } = startingWith(beginning);
      return bytewise(from, key) <= 0 && bytewise(key, below) < 0;
    };
    fc.assert(
      fc.property(word, word, (name, typed) => {
        const [key] = words(name) as [string];
        const [beginning] = words(typed) as [string];
        expect(within(key, beginning)).toBe(key.startsWith(beginning));
        for (let end = 1; end <= [...key].length; end++) {
          expect(within(key, [...key].slice(0, end).join(''))).toBe(true);
        }
      }),
    );
  });
});
