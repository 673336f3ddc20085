import type { Command } from 'commander';
import { namesEpisode } from '../../run/commands/alerts/episode.js';
import { type CliContext, type CommonOptions, withApp } from '../context.js';
import { storyJson, storyText } from '../terminal/run-story.js';
import { explainEpisode } from './explain-episode.js';
import { EXPLAINED_ARGUMENT } from './run-argument.js';

export function explainCommand(command: Command, context: CliContext): void {
  command
    .argument('<run>', EXPLAINED_ARGUMENT)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  botdigest explain 3f0c9a51b27e4d68\n  botdigest explain weekly-support --json\n  botdigest explain last\n  botdigest explain outage.support.silence-conversations@2026-11-24\n',
    )
    .action(async (word: string) => {
      const { json, config } = command.optsWithGlobals<CommonOptions>();
      await withApp(context, config, async (app) => {
        if (namesEpisode(word)) return explainEpisode(context, await app.episode(word), json);
        const story = await app.story(await app.findRun(word));
        const advice = { attended: await app.attended(), now: context.clock.now() };
        context.terminal.print(json ? JSON.stringify(storyJson(story), null, 2) : storyText(story, advice));
      });
    });
}
