import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import type { RegisteredChannel } from '../../../../src/channels/channel.js';
import { CHANNELS } from '../../../../src/channels/registry.js';
import type { CliContext } from '../../../../src/cli/context.js';
import { initCommand } from '../../../../src/cli/setup/init.js';
import { namedChannels, nextSteps, starterConfig } from '../../../../src/cli/setup/starter-config.js';
import { needsBlock } from '../../../../src/config/channel-rules.js';
import { parseConfig } from '../../../../src/config/load.js';
import { pluginsAt } from '../../../../src/configuration.js';
import { packageFile } from '../../../../src/lib/system/package-file.js';
import { pager } from '../../../fixtures/pager-channel.js';

const template = readFileSync(packageFile('templates/starter.yaml'), 'utf8');
const channels = [...CHANNELS, pager];

/** Each channel, each two, and all: what three do beside each other shows in their pairs. */
const choices = [
  ...channels.flatMap((one, at) => channels.slice(at).map((other) => [...new Set([one, other])])),
  channels,
];

async function begun(chosen: readonly RegisteredChannel[]) {
  const starter = starterConfig(template, chosen);
  const env = Object.fromEntries(starter.variables.map(({ name, example }) => [name, example()]));
  const plugins = pluginsAt(Date.parse('2026-11-30T10:00:00Z'), channels);
  return { starter, config: await parseConfig(starter.text, 'config.yaml', { env, plugins }) };
}

const kindsOf = (chosen: readonly { readonly kind: string }[]) => chosen.map(({ kind }) => kind);

describe('a configuration to begin with', () => {
  test('is valid for channels alone, in pairs and together, with the variables it names, and holds these channels alone', async () => {
    for (const chosen of choices) {
      const { config, starter } = await begun(chosen);
      expect(config.warnings).toEqual([]);
      expect(kindsOf(config.digests.get('weekly')?.deliver ?? [])).toEqual(kindsOf(chosen));
      const needed = chosen.filter(needsBlock);
      expect([...config.channels.keys()]).toEqual(kindsOf(needed));
      const named = [...starter.text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
      expect(new Set(starter.variables.map(({ name }) => name))).toEqual(new Set(named));
      expect(starter.text).not.toMatch(/^ *# ?(email|slack|-)|\n\n\n/m);
    }
  });

  test('without a choice has the same lines of e-mail, Slack and a folder, the first two as comments', () => {
    for (const { starter } of namedChannels('email,slack,folder')) {
      const settings = (starter.settings ?? '').replace(/^(?=.)/gm, '# ');
      expect(template).toContain(settings);
      expect(template).toMatch(new RegExp(`^ {6}(# )?- ${starter.entry.replace(/[{}[\].]/g, '\\$&')}$`, 'm'));
    }
  });

  test('has an alert as a comment that is valid without its signs, unless channels were chosen', async () => {
    const [, comment = ''] = template.split(/\n(?=# alerts:)/);
    const text = template.replace(comment, () => comment.replace(/^# /gm, ''));
    const plugins = pluginsAt(Date.parse('2026-11-30T10:00:00Z'));
    const config = await parseConfig(text, 'config.yaml', { env: { CHATBOT_TOKEN: 'x' }, plugins });
    expect(config.warnings).toEqual([]);
    expect([...config.alerts.values()]).toMatchObject([
      { id: 'outage', rules: [{ kind: 'silence', of: 'conversations' }], deliver: [{ kind: 'folder' }] },
    ]);
    expect(starterConfig(template, namedChannels('email')).text).not.toContain('alerts');
  });

  test('tells what to set, a fresh secret included', () => {
    const starter = starterConfig(template, namedChannels('webhook'));
    const told = nextSteps('config.yaml', starter);
    expect(told).toMatch(/^ {2}CHATBOT_TOKEN {3}ChatBot app/m);
    expect(told).toMatch(/^ {2}WEBHOOK_SECRET {2}.*: whsec_[A-Za-z0-9+/]{43}=$/m);
    expect(nextSteps('config.yaml', starter)).not.toBe(told);
  });
});

describe('the channels of a list', () => {
  test('are those it names, in its order, each once', () => {
    expect(kindsOf(namedChannels('webhook, email,webhook,'))).toEqual(['webhook', 'email']);
  });

  test.each([
    ['emial', 'There is no channel “emial”, did you mean “email”?'],
    ['email,Slack', 'There is no channel “Slack”, did you mean “slack”?'],
    ['fax', `There is no channel “fax”. There are: ${kindsOf(CHANNELS).join(', ')}.`],
    [' , ', 'There is no channel “”.'],
  ])('cannot hold “%s”', (list, sentence) => {
    expect(() => namedChannels(list)).toThrow(sentence);
  });
});

test('the help of init names every channel', () => {
  let help = '';
  const command = new Command('init').configureOutput({ writeOut: (text) => (help += text) });
  initCommand(command, {} as CliContext);
  command.outputHelp();
  expect(help).toContain(`Channels: ${kindsOf(CHANNELS).join(', ')}.`);
});
