import { describe, expect, test } from 'vitest';
import { uploadUrl } from '../../../../../src/channels/slack/api/upload-url.js';

const SLACK = 'https://slack.com/api/';
const HERE = 'http://127.0.0.1:4000/api/';

describe('files are posted to', () => {
  test.each([
    ['https://files.slack.com/upload/v1/abc', SLACK],
    ['https://files.slack.com:8443/upload', SLACK],
    ['http://127.0.0.1:4001/upload', HERE],
    ['http://localhost:4001/upload', HERE],
    ['https://files.slack.com/upload', HERE],
  ])('%s when the API is %s', (url, api) => {
    expect(uploadUrl(url, api)).toEqual({ ok: true, href: url });
  });
});

describe('files are not posted to', () => {
  test.each([
    ['http://files.slack.com/upload', SLACK, 'not https'],
    ['http://10.0.0.5/upload', SLACK, 'not https'],
    ['http://169.254.169.254/latest/meta-data', SLACK, 'not https'],
    ['http://169.254.169.254/latest/meta-data', HERE, 'not https'],
    ['http://[fd00::1]/', HERE, 'not https'],
    ['http://127.0.0.1:6379/', SLACK, 'on this machine'],
    ['https://127.0.0.1/', SLACK, 'on this machine'],
    ['https://localhost/', SLACK, 'on this machine'],
    ['https://[::1]/', SLACK, 'on this machine'],
    ['https://[::ffff:127.0.0.1]/', SLACK, 'on this machine'],
    ['https://0.0.0.0/', SLACK, 'on this machine'],
    ['https://0x7f.1/', SLACK, 'on this machine'],
    ['https://2130706433/', SLACK, 'on this machine'],
    ['http://127.0.0.1/', 'https://127.0.0.1:4000/api/', 'not https'],
    ['https://user@files.slack.com/', SLACK, 'a user or a password'],
    ['https://files.slack.com:x@evil.example/', SLACK, 'a user or a password'],
    ['ftp://files.slack.com/', SLACK, 'not https'],
    ['file:///etc/passwd', SLACK, 'not https'],
    ['/upload', SLACK, 'no URL'],
    ['', SLACK, 'no URL'],
  ])('%s when the API is %s', (url, api, problem) => {
    expect(uploadUrl(url, api)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
});
