import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient } from '../../src/http/client.js';
import { checkOf, connectS3, s3Entry } from '../support/connections.js';
import { attachment, PDF, slotEnvelope, XLSX } from '../support/envelope.js';
import { repositoryFile } from '../support/markdown.js';
import { S3_BUCKET } from '../support/s3-server.js';

const folders = (process.env.PATH ?? '').split(delimiter);
const installed = folders.some((folder) => existsSync(join(folder, 'moto_server')));
if (!installed) console.log('moto_server is not installed: S3 is tried with the server of the tests only.');

/** Requests that are carried out before signatures and permissions count. */
const SET_UP = ['CreateUser', 'PutUserPolicy', 'CreateAccessKey', 'CreateBucket'];
const REGION = 'us-east-1';
const FOLDER = 'bots/weekly-support/2026-11-23T0700Z';

/** The policy that the documentation gives, for this bucket. */
function policy(): string {
  const [, json = ''] = /^```json\n([\s\S]*?)^```/m.exec(repositoryFile('docs/s3.md')) ?? [];
  return json.replaceAll('acme-reports', S3_BUCKET);
}

describe.runIf(installed)('a server of another make, moto, which checks signatures and policies', () => {
  const http = createHttpClient();
  let server: ChildProcess;
  let url = '';
  let keys = { accessKeyId: '', secretAccessKey: '' };

  beforeAll(async () => {
    const env = {
      ...process.env,
      PYTHONUNBUFFERED: '1',
      INITIAL_NO_AUTH_ACTION_COUNT: String(SET_UP.length),
    };
    server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    url = await addressOf(server);
    const user = 'UserName=reports';
    await iam(url, `Action=CreateUser&${user}`);
    const document = encodeURIComponent(policy());
    await iam(url, `Action=PutUserPolicy&${user}&PolicyName=reports&PolicyDocument=${document}`);
    const made = await iam(url, `Action=CreateAccessKey&${user}`);
    const field = (name: string) => new RegExp(`<${name}>([^<]+)`).exec(made)?.[1] ?? '';
    keys = { accessKeyId: field('AccessKeyId'), secretAccessKey: field('SecretAccessKey') };
    await fetch(`${url}/${S3_BUCKET}`, { method: 'PUT' });
  }, 60_000);
  afterAll(async () => {
    await http.close();
    server.kill();
  });

  const connect = (options = {}) =>
    connectS3(s3Entry(url, { region: REGION, ...keys, ...options }), { http });
  const deliver = (files = [PDF, XLSX], options = {}) =>
    connect(options).deliver(
      slotEnvelope({ kind: 's3', address: 's3://reports/bots' }, { attachments: files }),
      new AbortController().signal,
    );

  test('takes the files, once, and replaces those of another edition', async () => {
    expect(await checkOf(connect())).toMatchObject({ ok: true });
    expect(await deliver()).toEqual({ state: 'delivered', providerRef: `s3://reports/${FOLDER}`, notes: [] });
    expect(await deliver()).toMatchObject({ state: 'delivered' });
    // Of names that are percent-encoded, it computes the signature of those with a space only, for the SDK of AWS too.
    const odd = attachment('week 47.csv', 'text/csv', 'odd');
    const other = attachment(PDF.name, PDF.mediaType, '%PDF corrected');
    expect(await deliver([other, XLSX, odd])).toMatchObject({ state: 'delivered' });
    expect(await deliver([other, XLSX, odd])).toMatchObject({ state: 'delivered' });
  });

  test.each([
    ['a wrong secret', { secretAccessKey: 'x'.repeat(40) }, 'auth-failed'],
    ['an unknown key', { accessKeyId: 'AKIAIOSFODNN7UNKNOWN' }, 'auth-failed'],
    ['another prefix', { prefix: 'elsewhere' }, 'not-allowed'],
  ])('refuses %s', async (_name, options, reason) => {
    expect(await deliver([PDF], options)).toMatchObject({ state: 'permanent', reason });
  });
});

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('moto_server has no output');
  for await (const line of createInterface(stderr)) {
    const [, address] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('moto_server ended');
}

/** A request to the IAM of the same server, which tells services apart by what a request is signed for. */
async function iam(url: string, action: string): Promise<string> {
  const authorization = `AWS4-HMAC-SHA256 Credential=x/20260101/${REGION}/iam/aws4_request, SignedHeaders=host, Signature=x`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: `${action}&Version=2010-05-08`,
  });
  return response.text();
}
