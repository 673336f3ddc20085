import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseConfig } from '../../../src/config/load.js';
import { pluginsAt } from '../../../src/configuration.js';
import { en } from '../../../src/digest/language/messages/en.js';
import { signingKey } from '../../support/dkim.js';
import { PAGES, repositoryFile } from '../../support/markdown.js';
import { SIGNING_SECRET } from '../../support/signed-hooks.js';

type Block = Readonly<Record<string, unknown>>;

const env = {
  CHATBOT_TOKEN: 'x',
  SMTP_URL: 'smtp://mailer:x@smtp.example.com:587',
  OPS_WEBHOOK: 'https://example.com/hook',
  WEBHOOK_URL: 'https://example.com/digests',
  WEBHOOK_SECRET: SIGNING_SECRET,
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'x',
  MAIL_DKIM_KEY: signingKey.privateKey.reveal(),
  MAIL_CLIENT_SECRET: 'client-secret',
  MAIL_REFRESH_TOKEN: 'refresh-token',
  MAIL_UNSUBSCRIBE_SECRET: 'correct horse battery staple',
};

/** The YAML of a page, a block each. */
const blocksOf = (page: string): readonly Block[] =>
  [...repositoryFile(page).matchAll(/^( *)```yaml\n([\s\S]*?)^ *```/gm)].map(
    ([, indent = '', text = '']) => parse(text.replaceAll(new RegExp(`^${indent}`, 'gm'), '')) as Block,
  );

const [first = {}] = blocksOf('README.md');

/** The README's first configuration, with what an example adds or replaces: keys of the file, or of its digest. */
function completed(block: Block): Block {
  const base = {
    ...first,
    slack: { token: 'xoxb-1' },
    bots: { ...(first.bots as Block), sales: { storyId: '5b07ffafc2376e30306d9b16' } },
  };
  if (!('deliver' in block)) return { ...base, ...block };
  const [[id = '', digest] = []] = Object.entries(first.digests as Readonly<Record<string, Block>>);
  return { ...base, digests: { [id]: { ...digest, bots: ['support', 'sales'], ...block } } };
}

const isOfMessages = (block: Block) => Object.keys(block).every((key) => key.includes('.'));
const examples = PAGES.flatMap((page) => blocksOf(page).map((block) => ({ page, block })));

describe('the examples of the pages', () => {
  test('are there', () => {
    expect(examples.length).toBeGreaterThan(4);
  });

  test.each(examples.filter(({ block }) => !isOfMessages(block)))(
    'a configuration of $page is valid: $block',
    async ({ block }) => {
      const now = Date.parse('2026-11-30T10:00:00Z');
      const config = await parseConfig(stringify(completed(block)), 'config.yaml', {
        env,
        plugins: pluginsAt(now),
      });
      expect(config.warnings).toEqual([]);
    },
  );

  test.each(examples.filter(({ block }) => isOfMessages(block)))(
    'words of $page are ones that there are',
    ({ block }) => {
      expect(Object.keys(block).filter((key) => !(key in en))).toEqual([]);
    },
  );
});
