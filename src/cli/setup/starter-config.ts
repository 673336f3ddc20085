import type { RegisteredChannel, StarterVariable } from '../../channels/channel.js';
import { CHANNELS } from '../../channels/registry.js';
import { notThere } from '../../lib/text/suggest.js';

/** The channels of a list such as `email,slack`; throws a UserError for a name that is none. */
export function namedChannels(list: string, channels = CHANNELS): readonly RegisteredChannel[] {
  const names = new Set(
    list
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  );
  if (names.size === 0) throw noChannel('', channels);
  return [...names].map((name) => {
    const channel = channels.find(({ kind }) => kind === name);
    if (!channel) throw noChannel(name, channels);
    return channel;
  });
}

const noChannel = (name: string, channels: readonly RegisteredChannel[]) =>
  notThere(
    'channel',
    name,
    channels.map(({ kind }) => kind),
  );

/** A configuration to begin with. */
export interface StarterConfig {
  readonly text: string;
  /** The environment variables that it names. */
  readonly variables: readonly StarterVariable[];
}

const TOKEN: StarterVariable = {
  name: 'CHATBOT_TOKEN',
  is: 'ChatBot app → Settings → Developer settings → access token',
  example: () => 'your-access-token',
};

/** The settings that the template has as comments, above its bots. */
const SETTINGS = /(?<=\n\n)(?:# .*\n)+\n(?=bots:\n)/;
/** The entries of its digest, and the alert that it has as a comment. */
const ENTRIES = /(?<=\n {4}deliver:\n)(?: {6}.*\n)+(?:\n# alerts:.*\n(?:#.*\n)+)?$/;

/** The template of `init` with the lines of these channels in place of its own. */
export function starterConfig(template: string, channels: readonly RegisteredChannel[]): StarterConfig {
  const starters = channels.map(({ starter }) => starter);
  const settings = starters.map(({ settings }) => settings ?? '').join('');
  const entries = starters.map(({ entry }) => `      - ${entry}\n`).join('');
  return {
    text: template
      .replace(SETTINGS, () => (settings === '' ? '' : `${settings}\n`))
      .replace(ENTRIES, () => entries),
    variables: [TOKEN, ...starters.flatMap(({ variables }) => variables)],
  };
}

/** What is left to do, with the variables to set. */
export function nextSteps(file: string, { variables }: StarterConfig): string {
  const width = Math.max(...variables.map(({ name }) => name.length));
  const lines = variables.map(({ name, is, example }) => `  ${name.padEnd(width)}  ${is}: ${example()}`);
  return [
    `Wrote ${file}. It takes these variables from the environment, such as:`,
    ...lines,
    `Next: enter your storyId and your readers, set the variables, then run \`botdigest validate -c ${file} --connect\`.`,
  ].join('\n');
}
