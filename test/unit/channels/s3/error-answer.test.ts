import { expect, test } from 'vitest';
import { readErrorAnswer } from '../../../../src/channels/s3/error-answer.js';

const NOTHING = { code: '', message: '', region: '' };

test('reads the code, the words and the region of an error', () => {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region &apos;us-east-1&apos; is wrong &amp;lt;</Message><Region>eu-west-1</Region></Error>';
  expect(readErrorAnswer(xml)).toEqual({
    code: 'AuthorizationHeaderMalformed',
    message: "the region 'us-east-1' is wrong &lt;",
    region: 'eu-west-1',
  });
});

test('reads an error with a namespace and other parts', () => {
  const xml =
    '<Error xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Key>a</Key><Code>NoSuchKey</Code></Error>';
  expect(readErrorAnswer(xml)).toEqual({ ...NOTHING, code: 'NoSuchKey' });
});

test.each([
  '',
  'AccessDenied',
  '<html><Code>AccessDenied</Code></html>',
  '<Error><Code>two words</Code></Error>',
  '<Error><Code></Code><Message> </Message><Region>../x</Region></Error>',
  '<Error><Code>cut',
  `<Error><Code>${'x'.repeat(200)}</Code></Error>`,
])('takes nothing from %j', (xml) => {
  expect(readErrorAnswer(xml)).toEqual(NOTHING);
});
