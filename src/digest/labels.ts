import type { Digest, Labels } from './digest.js';
import type { Language } from './language/change.js';
import { capitalised } from './language/names.js';

/** The words that every format prints and that belong to no figure. */
export function labelsOf({ words, format, comparison }: Language & Pick<Digest, 'comparison'>): Labels {
  return {
    callouts: words.say('label.callouts'),
    about: words.say('label.about'),
    noData: words.say('empty.conversations'),
    page: words.say('label.page'),
    attached: words.say('label.attached'),
    unsubscribe: words.say('label.unsubscribe'),
    figure: words.say('label.figure'),
    value: words.say('label.value'),
    change: words.say('label.change'),
    previous: comparison ? capitalised(comparison.name, format.locale) : words.say('label.previous'),
  };
}
