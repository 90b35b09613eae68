// Texts that makers and virtual machines give in place of a serial number.
const PLACEHOLDER =
  /^(0+|0?1234567(89?0?)?|x+|-+|none|n\/?a|null|unknown|invalid|default ?string|not (specified|available|applicable)|(system|chassis|base ?board) ?serial ?number|serial ?number|(to be filled|filled) by o\.?e\.?m\.?)$/i;

/** True for a text in place of a serial number, which many devices share. */
export const isPlaceholder = (serialNumber: string): boolean => PLACEHOLDER.test(serialNumber);
