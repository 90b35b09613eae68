import { inOneLine, looksLike } from '../../src/administration/one-line';

describe('a name or a text of an administrator', () => {
  test.each([
    ['spaces, tabs and line breaks', ' First\t \n line\u00a0', 'First line'],
    ['a Braille pattern without dots', '\u2800First\u2800line', 'First line'],
    ['a zero width space', 'First\u200bline', 'Firstline'],
    ['a soft hyphen', 'First\u00adline', 'Firstline'],
    ['a word joiner and a byte order mark', '\ufeffFirst\u2060line', 'Firstline'],
    ['a control character', 'First\u0007line', 'Firstline'],
    ['joiners at the ends of words', '\u200dFirst\u200c line\u200d', 'First line'],
    ['a selector of a variant without a sign', '\ufe0fFirst \ufe0fline', 'First line'],
    ['decomposed letters', 'Re\u0301gion', 'Région'],
  ])('keeps nothing of %s that shows nothing', (_, text, expected) => {
    expect(inOneLine(text)).toBe(expected);
  });

  test.each([
    ['Persian', 'می\u200cخواهم'],
    ['Sinhala', 'ශ්\u200dරී'],
    ['an emoji of several', '👩🏽\u200d💻 👁\ufe0f\u200d🗨\ufe0f ❤\ufe0f 1\ufe0f\u20e3'],
    ['a Japanese name', '葛\u{e0100}城'],
    ['Hebrew and Arabic letters', 'צוות دعم'],
  ])('keeps what %s needs', (_, text) => {
    expect(inOneLine(text)).toBe(text.normalize('NFC'));
  });
});

describe('two names look alike', () => {
  test.each([
    ['a joiner between letters', 'Help\u200ddesk'],
    ['a non-joiner between letters', 'Help\u200cdesk'],
    ['what an import has kept', '\u200bHelp\u00addesk\u200f'],
    ['capitals', 'HELPDESK'],
  ])('if only %s tells them apart', (_, name) => {
    expect(looksLike('Helpdesk', name)).toBe(true);
  });

  test.each(['Helpdesk 2', 'Help desk', 'Hèlpdesk'])('not if one is %j', (name) => {
    expect(looksLike('Helpdesk', name)).toBe(false);
  });
});
