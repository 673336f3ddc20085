/**
 * `text` as any canvas takes it: composed letters, line breaks and tabs as spaces, without control and direction characters, and with
 * U+FFFD for halves of broken surrogate pairs.
 */
export function drawable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd');
}
