import { matchesRule } from '../../src/assignment/filter-rule';

/* The rules of assignment filters. What is not understood has no result, and is never guessed. */

const DEVICE = {
  devicename: 'LAP\\7',
  manufacturer: 'Dell',
  model: 'Say "hi" 12',
  osversion: '10.0.26100',
  devicecategory: null,
};

describe('a rule that is understood', () => {
  test.each([
    [true, '(device.manufacturer -eq "dell")'],
    [false, '(device.manufacturer -ne "Dell")'],
    [true, "(device.manufacturer -eq 'Dell')"],
    [true, '(device.osVersion -startsWith 10.0)'],
    [true, String.raw`(device.model -eq "Say \"hi\" 12")`],
    [false, String.raw`(device.model -ne "Say \"hi\" 12")`],
    [true, String.raw`(device.deviceName -eq "LAP\\7")`],
    [true, String.raw`(device.deviceName -eq 'LAP\7')`],
    [true, String.raw`(device.model -in ["Other", "Say \"hi\" 12"])`],
    [false, '(device.model -in ["A]B", "C, D"])'],
    [true, '(device.manufacturer -in ["DELL","HP"])'],
    [true, '(device.manufacturer -in [ \'HP\' , "Dell" ])'],
    [false, '(device.manufacturer -notIn ["Dell", "HP"])'],
    [true, '(device.manufacturer -notIn ["Lenovo"])'],
    [true, '(device.manufacturer -in "Dell")'],
    [true, '(device.manufacturer -notContains "x") and (device.model -contains "hi")'],
    [true, '(device.manufacturer -eq "HP") or not (device.model -startsWith "x")'],
    [false, '(device.manufacturer -eq $null)'],
    [true, '(device.manufacturer -ne $null)'],
  ])('is %p: %s', (verdict, rule) => {
    expect(matchesRule(rule, DEVICE)).toBe(verdict);
  });
});

describe('a rule that is not understood has no result', () => {
  test.each([
    '(device.manufacturer -in [Dell, HP])',
    '(device.manufacturer -notIn [Dell, HP])',
    '(device.manufacturer -in ["Dell" "HP"])',
    '(device.manufacturer -in ["Dell", HP])',
    '(device.manufacturer -in ["Dell",, "HP"])',
    '(device.manufacturer -in [])',
    '(device.manufacturer -in ["Dell"',
    '(device.manufacturer -startsWith ["De","HP"])',
    '(device.manufacturer -contains ["De"])',
    '(device.manufacturer -eq ["Dell"])',
    '(device.manufacturer -ne ["HP"])',
    'device.manufacturer -eq (',
    'device.manufacturer -ne (',
    '(device.manufacturer -ne )',
    '(device.manufacturer -ne -eq)',
    '(device.manufacturer -ne HP,)',
    '(device.manufacturer -ne or)',
    '("device.manufacturer" -eq "Dell")',
    '(device.manufacturer "-eq" "Dell")',
    '(device.manufacturer ["-eq"] "Dell")',
    '(device.manufacturer -eq "Dell")) or (device.model -eq "x"',
    '(device.manufacturer -eq "Dell',
    '(device.manufacturer -eq "Dell") or (device.model -in [x])',
    '',
    null,
  ])('%j', (rule) => {
    expect(matchesRule(rule, DEVICE)).toBeNull();
  });

  test.each(['(device.deviceCategory -eq "Van")', '(device.flux -ne "on")', '(device.osVersion -gt 9.0)'])(
    'about what is not known: %s',
    (rule) => {
      expect(matchesRule(rule, DEVICE)).toBeNull();
      expect(matchesRule(`${rule} or (device.manufacturer -eq "Dell")`, DEVICE)).toBe(true);
    },
  );
});
